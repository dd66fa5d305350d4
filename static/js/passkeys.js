/* Passkeys: asks the browser for one and puts the answer into the form that allauth reads.

   data-passkey is what the form does: "sign-in" (anybody's passkey; the options are fetched, so
   that looking at the page starts no session), "show" (one of this account's) or "create".
   A passkey belongs to the site's name, data-site: at any other, as 127.0.0.1 is, there is none. */
(() => {
  "use strict";
  const isPossible = (form) =>
    window.PublicKeyCredential && new URL(form.dataset.site).hostname === location.hostname;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const known = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

  async function options(form) {
    if (form.dataset.passkey !== "sign-in") return JSON.parse(form.dataset.options);
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`options: ${response.status}`);
    return response.json();
  }

  async function show(form) {
    const { publicKey } = (await options(form)).request_options;
    publicKey.challenge = bytes(publicKey.challenge);
    publicKey.allowCredentials = known(publicKey.allowCredentials);
    const credential = await navigator.credentials.get({ publicKey });
    const { authenticatorData, clientDataJSON, signature, userHandle } = credential.response;
    return sent(credential, {
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      signature: text(signature),
      userHandle: userHandle && text(userHandle),
    });
  }

  async function create(form) {
    const { publicKey } = (await options(form)).creation_options;
    const alone = form.elements.passwordless.checked;
    publicKey.challenge = bytes(publicKey.challenge);
    publicKey.user.id = bytes(publicKey.user.id);
    publicKey.excludeCredentials = known(publicKey.excludeCredentials);
    publicKey.authenticatorSelection = {
      ...publicKey.authenticatorSelection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      ...(alone && { userVerification: "required" }),
    };
    const credential = await navigator.credentials.create({ publicKey });
    return sent(credential, {
      attestationObject: text(credential.response.attestationObject),
      clientDataJSON: text(credential.response.clientDataJSON),
      transports: credential.response.getTransports?.() ?? [],
    });
  }

  const sent = (credential, response) => ({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const trouble = form.querySelector("[data-passkey-trouble]");
    if (!isPossible(form)) {
      const impossible = form.querySelector("[data-passkey-impossible]");
      if (impossible) {
        impossible.hidden = false;
        form.querySelector("button").disabled = true;
      }
      continue;
    }
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        const credential = await (form.dataset.passkey === "create" ? create : show)(form);
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
      } catch (error) {
        console.warn("passkey", error.name);
        trouble.hidden = false;
      }
    });
  }
})();
