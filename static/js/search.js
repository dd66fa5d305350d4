/* Results while one types, by the combobox pattern: the focus stays in the box, the arrows walk
   through the options below it, Enter follows one or asks for the page of results, Escape closes. */
(() => {
  "use strict";

  function enliven(box) {
    const list = document.getElementById(box.dataset.instant);
    const say = document.getElementById(`${list.id}-say`);
    box.role = "combobox";
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);

    const options = () => [...list.querySelectorAll("[role=option]")];
    const current = () => list.querySelector("[aria-selected=true]");

    function show(open) {
      list.hidden = !open;
      box.setAttribute("aria-expanded", String(open));
      if (!open) choose(null);
    }

    function choose(option) {
      for (const one of options()) one.setAttribute("aria-selected", String(one === option));
      if (option) {
        box.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else {
        box.removeAttribute("aria-activedescendant");
      }
    }

    // From the last option on, and before the first, one is in the box again.
    function walk(by) {
      const all = [null, ...options()];
      choose(all[(all.indexOf(current()) + by + all.length) % all.length]);
    }

    const keys = {
      ArrowDown: () => walk(1),
      ArrowUp: () => walk(-1),
      Enter: () => (current() ? current().click() : box.form.requestSubmit()),
      Escape: () => show(false),
    };

    box.addEventListener("keydown", (event) => {
      const act = keys[event.key];
      if (list.hidden || !act || event.isComposing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      act();
    });
    box.addEventListener("focus", () => show(options().length > 0 && box.value.trim() !== ""));
    box.addEventListener("blur", () => show(false));
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener("htmx:afterSwap", () => {
      const inside = document.activeElement === box;
      show(inside && options().length > 0);
      choose(null);
      say.textContent = inside ? (list.querySelector("[data-say]")?.textContent ?? "") : "";
    });
    show(false);
  }

  document.querySelectorAll("[data-instant]").forEach(enliven);
})();
