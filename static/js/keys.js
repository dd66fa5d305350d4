/* Single keys: through posts and rows, and to what one does with them. The sheet on `?` lists them
   (templates/base.html); a user may switch them off. Visitors have `/` alone. */
(() => {
  "use strict";
  const { body } = document;
  const PAGES = { h: "/", n: "/notices/", b: "/bookmarks/" };
  const ITEMS = '[id^="post-"], .qrow, .wrow, .note';
  const PATIENCE = 1500; // how long a g waits for where to
  let current = null;
  let going = 0;

  const shown = (item) => item.offsetParent !== null; // not in a branch that is folded
  const isWriting = (at) => at.matches("input, textarea, select") || at.isContentEditable;

  function go(step) {
    const items = [...document.querySelectorAll(ITEMS)].filter(shown);
    const at = items.indexOf(current);
    const next = at < 0 ? items[step > 0 ? 0 : items.length - 1] : items[at + step];
    if (!next) return;
    current = next;
    current.tabIndex = -1;
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: current.offsetHeight < innerHeight ? "nearest" : "start" });
  }

  // Not of what hangs below a post.
  function part(selector) {
    const item = body.contains(current) ? current : document.querySelector('[id^="post-"]');
    return [...(item?.querySelectorAll(selector) ?? [])].find((one) => one.closest(ITEMS) === item);
  }

  function press(key) {
    const found = part(`[data-key="${key}"]`);
    (found?.matches("form") ? found.querySelector("button") : found)?.click();
    return Boolean(found);
  }

  function open() {
    const link = current && part(".qrow__title a, .wrow__say a, .note__title a");
    link?.click();
    return Boolean(link);
  }

  function search() {
    const box = document.querySelector("[data-slash]");
    if (box?.offsetParent) box.focus();
    else location.assign("/search/");
    return true;
  }

  function act(key) {
    if (key === "/") return search();
    if (!("signedIn" in body.dataset)) return false;
    if (going && Date.now() - going < PATIENCE) {
      going = 0;
      if (key === "s") return search();
      if (key in PAGES) location.assign(PAGES[key]);
      return key in PAGES;
    }
    going = key === "g" ? Date.now() : 0;
    if (key === "j" || key === "k") go(key === "j" ? 1 : -1);
    else if (key === "o") return open();
    else if (key === "?") document.getElementById("keys").showModal();
    else if ("rqbu".includes(key)) return press(key);
    else if (key === "e" && press(key)) go(1);
    else if (key === "E") return document.querySelector('[data-key="E"] button')?.click() ?? true;
    else return false;
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if ("noKeys" in body.dataset || isWriting(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && event.target === current ? open() : act(event.key)) event.preventDefault();
  });

  // ---- Quoting: what is selected of the post goes along with the request for its form

  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-quote]")) event.preventDefault(); // it would select nothing instead
  });

  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, parameters } = event.detail;
    if (!("quote" in elt.dataset)) return;
    const chosen = getSelection();
    const words = elt.closest('[id^="post-"]')?.querySelector(".prose");
    if (!chosen.isCollapsed && words?.contains(chosen.anchorNode) && words.contains(chosen.focusNode)) {
      parameters.set("quote", chosen.toString().slice(0, 3000));
      event.detail.path = event.detail.path.replace("?quote=", "");
    }
  });
})();
