// @name: people of the community to choose from, by the listbox pattern. The focus stays in the text.

const MENTION = /(?:^|[\s(])@([\w-]{0,30})$/;

// Where in the textarea the caret is, measured on a hidden copy of the text before it.
function caretIn(text) {
  const copy = document.createElement("div");
  const style = getComputedStyle(text);
  for (const name of ["font", "letterSpacing", "lineHeight", "padding", "border", "boxSizing"]) {
    copy.style[name] = style[name];
  }
  copy.style.inlineSize = `${text.offsetWidth}px`;
  copy.className = "composer__copy";
  copy.textContent = text.value.slice(0, text.selectionStart);
  const mark = copy.appendChild(document.createElement("span"));
  mark.textContent = "\u200b";
  text.after(copy);
  const place = { left: mark.offsetLeft, top: mark.offsetTop + mark.offsetHeight - text.scrollTop };
  copy.remove();
  return place;
}

function addMentions(composer) {
  const { text, root } = composer;
  const list = document.createElement("ul");
  list.className = "mentions";
  list.id = `${text.id}-people`;
  list.role = "listbox";
  list.ariaLabel = composer.words.people;
  list.hidden = true;
  text.parentElement.append(list);
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-haspopup", "listbox");
  text.setAttribute("aria-controls", list.id);

  let people = [];
  let at = 0;
  let asked = 0;

  const begun = () => MENTION.exec(text.value.slice(0, text.selectionStart));

  function close() {
    list.hidden = true;
    people = [];
    asked += 1; // an answer still on its way comes too late
    text.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    at = (index + people.length) % people.length;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    text.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function show(found) {
    people = found;
    list.replaceChildren(...people.map(personItem));
    const place = caretIn(text);
    const room = text.offsetWidth - 288;
    list.style.insetInlineStart = `${Math.max(0, Math.min(place.left, room))}px`;
    list.style.insetBlockStart = `${Math.min(place.top, text.offsetHeight) + 4}px`;
    list.hidden = false;
    mark(0);
    composer.tell(composer.words.found.replace("%s", people.length), { unseen: true });
  }

  function personItem(person, index) {
    const item = document.createElement("li");
    item.role = "option";
    item.id = `${list.id}-${index}`;
    const face = document.createElement("span");
    face.className = "avatar avatar--sm";
    face.dataset.dye = person.dye;
    face.ariaHidden = "true";
    face.textContent = person.initials;
    const name = document.createElement("span");
    name.textContent = person.name;
    const handle = document.createElement("small");
    handle.textContent = `@${person.handle}`;
    item.append(face, name, handle);
    return item;
  }

  function choose(index) {
    const { handle } = people[index];
    const end = text.selectionStart;
    const start = end - begun()[1].length;
    close();
    replace(text, start, end, `${handle} `);
  }

  const look = later(async () => {
    const name = begun()?.[1];
    if (name === undefined) return;
    asked += 1;
    const mine = asked;
    const address = new URL(root.dataset.mentionsUrl, location.href);
    address.searchParams.set("q", name);
    const space = text.form?.elements.space?.value; // whose readers can be named
    if (space) address.searchParams.set("space", space);
    const answer = await fetch(address).catch(() => null);
    const found = answer?.ok && !answer.redirected ? await answer.json() : [];
    if (mine !== asked) return;
    if (found.length) show(found);
    else close();
  }, 120);

  text.addEventListener("input", () => (begun() ? look() : close()));
  text.addEventListener("blur", close);
  text.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const act = {
      ArrowDown: () => mark(at + 1),
      ArrowUp: () => mark(at - 1),
      Enter: () => choose(at),
      Tab: () => choose(at),
      Escape: close,
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the focus stays in the text
    const item = event.target.closest("[role=option]");
    if (item) choose([...list.children].indexOf(item));
  });
}
