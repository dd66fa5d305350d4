/* What the browser knows and a form would otherwise have to ask for. Without script the zone is
   UTC until it is chosen in settings, and the handle is made on the server. */
(() => {
  "use strict";
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

  for (const field of document.querySelectorAll("[data-browser-zone]")) {
    field.value ||= zone;
  }

  const offer = document.querySelector("[data-zone-offer]");
  const select = document.querySelector("select[name=timezone]");
  if (offer && select && zone && select.value !== zone) {
    offer.querySelector("b").textContent = zone.split("/").pop().replaceAll("_", " ");
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", () => {
      if (![...select.options].some((option) => option.value === zone)) {
        select.add(new Option(zone, zone));
      }
      select.value = zone;
      offer.hidden = true;
      select.focus();
    });
  }

  const named = document.querySelector("[data-names-handle]");
  const handle = named && document.getElementById(named.dataset.namesHandle);
  if (handle) {
    named.addEventListener("input", () => {
      const plain = named.value.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
      handle.placeholder = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 24);
    });
  }
})();
