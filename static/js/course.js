/* A lesson that is done is noted although there is no connection: what could not be sent is kept in
   this browser, under its user, and sent when there is one again, from whichever lesson is open. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-keep-trying]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const user = form?.dataset.user;
  const key = `guildhall:done:${user}`;
  if (!form || !token) return;

  const waiting = () => JSON.parse(localStorage.getItem(key) ?? "[]");
  const keep = (addresses) => localStorage.setItem(key, JSON.stringify([...new Set(addresses)]));
  const forget = (address) => keep(waiting().filter((one) => one !== address));

  const send = (address) => fetch(address, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token },
  });

  // Noting it twice is the same as once, so whatever is not known to have come is sent again.
  async function flush() {
    for (const address of waiting()) {
      const answer = await send(address);
      forget(address); // also what was refused: sending it again would change nothing
      if (address !== form.action) continue;
      if (answer.ok) location.assign((await answer.json()).location);
      else form.submit();
      return;
    }
  }

  let pause = 2000;
  async function attempt() {
    try {
      await flush();
    } catch {
      form.querySelector("[role=status]").textContent = form.querySelector("[role=status]").dataset.waits;
      setTimeout(attempt, pause);
      pause = Math.min(2 * pause, 60000);
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await send(form.action);
      if (answer.ok) location.assign((await answer.json()).location);
      else form.submit(); // signed out, say: as if there were no script, and the page says why
    } catch {
      keep([...waiting(), form.action]);
      attempt();
    }
  });

  addEventListener("online", () => waiting().length && attempt());
  if (waiting().length) attempt();
})();
