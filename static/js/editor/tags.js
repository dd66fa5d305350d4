// Tags: the field stays what it is, words with commas between. Below it stand those that begin like
// what is typed, by the combobox pattern: the focus stays in the field, and Enter takes the one that
// the arrows chose.

function addTags(field) {
  const list = document.createElement("ul");
  list.className = "choices";
  list.id = `${field.id}-choices`;
  list.role = "listbox";
  list.ariaLabel = field.labels[0].textContent;
  list.hidden = true;
  field.parentElement.classList.add("choices__in");
  field.parentElement.append(list);
  field.role = "combobox";
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  let asked = 0;

  const before = () => field.value.slice(0, field.value.lastIndexOf(",") + 1);
  const begun = () => field.value.slice(before().length).trim();
  const names = () => field.value.split(",").map((name) => name.trim().replace(/^#/, "")).filter(Boolean);
  const options = () => [...list.children];
  const current = () => list.querySelector("[aria-selected=true]");
  const fitting = () => [...field.form.querySelectorAll("[data-tag]")];

  function show(open) {
    list.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    mark(null);
  }

  function close() {
    asked += 1; // an answer still on its way comes too late
    show(false);
  }

  function mark(option) {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    if (!option) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  // From the last on, and before the first, one is in the field again.
  function walk(by) {
    const all = [null, ...options()];
    mark(all[(all.indexOf(current()) + by + all.length) % all.length]);
  }

  function put(value) {
    replace(field, 0, field.value.length, value);
    field.setSelectionRange(value.length, value.length);
  }

  function add(name, to) {
    const known = to.split(",").map((one) => one.trim()).filter((one) => one && one !== name);
    put(`${[...known, name].join(", ")}, `);
    close();
  }

  const look = later(async () => {
    if (!begun() || document.activeElement !== field) return close();
    asked += 1;
    const mine = asked;
    const answer = await fetch(`${field.dataset.tags}?q=${encodeURIComponent(begun())}`).catch(() => null);
    if (mine !== asked) return;
    list.innerHTML = answer?.ok && !answer.redirected ? await answer.text() : "";
    options().forEach((option, i) => { option.id = `${list.id}-${i}`; });
    show(options().length > 0);
  }, 120);

  // What is in the field already is not suggested again.
  function hideKnown() {
    for (const one of fitting()) one.hidden = names().includes(one.dataset.tag);
  }

  field.addEventListener("input", () => {
    hideKnown();
    if (begun()) look();
    else close();
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const last = field.selectionStart === field.value.length && /[^,]*,\s*$/.exec(field.value);
    if (event.key === "Backspace" && last) {
      event.preventDefault(); // the whole of a tag that has its comma
      put(field.value.slice(0, last.index).trimEnd().replace(/,$/, ", "));
      return;
    }
    const chosen = current();
    const act = {
      ArrowDown: () => walk(1),
      ArrowUp: () => walk(-1),
      Enter: chosen && (() => add(chosen.dataset.name, before())),
      Escape: close,
    }[event.key];
    if (list.hidden || !act) return;
    event.preventDefault();
    act();
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the focus stays in the field
    const option = event.target.closest("[role=option]");
    if (option) add(option.dataset.name, before());
  });
  field.form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tag]");
    if (!button) return;
    add(button.dataset.tag, field.value);
    hideKnown();
  });
  document.addEventListener("htmx:oobAfterSwap", hideKnown);
  hideKnown();
}

document.querySelectorAll("[data-tags]").forEach(addTags);
