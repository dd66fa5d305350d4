/* A board by pointer and keyboard. Without this each "Move" is a link to a page that asks where to,
   and a card is added by a form: nothing here does what those do not. */
(() => {
  "use strict";
  const board = document.getElementById("board");
  const menu = document.getElementById("move-menu");
  let held = null; // the card that is dragged
  let target = null; // the card whose menu is open
  let focus = ""; // what is to have the focus once the lanes are there again

  const cardsOf = (lane) => [...lane.querySelectorAll(".task")];
  // How many cards are on the page already, so that none of them goes when the lanes come anew.
  const longest = () => Math.max(0, ...[...board.querySelectorAll(".lane__cards")].map((one) => one.children.length));

  // ---- The menu

  function openFor(card) {
    target = card;
    const lane = card.closest("[data-lane]");
    menu.setAttribute("hx-post", card.dataset.place);
    menu.action = card.dataset.place;
    menu.elements.moves.value = card.dataset.moves;
    menu.elements.beside.value = "";
    for (const item of menu.querySelectorAll("[name=lane]")) {
      item.toggleAttribute("aria-current", item.value === lane.dataset.lane);
    }
    const button = card.querySelector("[data-move]");
    htmx.process(menu);
    menu.showPopover({ source: button });
    menu.querySelector("button").focus();
  }

  board.addEventListener("click", (event) => {
    const move = event.target.closest("[data-move]");
    if (!move) return;
    event.preventDefault();
    openFor(move.closest("[data-card]"));
  });

  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll(".menu__item")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  });

  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && target?.isConnected) target.querySelector("[data-move]").focus();
  });

  // Before htmx reads the form.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form !== menu && !board.contains(form)) return;
    for (const one of form.querySelectorAll("[name=shown]")) one.value = longest();
    const typed = form.querySelector("[name=title]");
    if (form === menu) focus = `#${target.querySelector("[data-move]").id}`;
    else if (typed) focus = `#${typed.id}`;
  }, true);

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt === menu) menu.hidePopover();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== board || !focus) return;
    document.querySelector(focus)?.focus();
    focus = "";
  });

  // ---- By pointer

  board.addEventListener("dragstart", (event) => {
    held = event.target.closest(".task[draggable]");
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.querySelector("a").href);
    requestAnimationFrame(() => held?.classList.add("task--held"));
  });

  function clear() {
    for (const one of board.querySelectorAll(".lane--over, .task--before")) one.classList.remove("lane--over", "task--before");
  }

  // The card before which the held one would fall; none: at the end.
  const under = (lane, y) => cardsOf(lane).find((card) => {
    const box = card.getBoundingClientRect();
    return card !== held && y < box.top + box.height / 2;
  });

  board.addEventListener("dragover", (event) => {
    const lane = event.target.closest("[data-lane]");
    if (!held || !lane) return;
    event.preventDefault();
    clear();
    lane.classList.add("lane--over");
    under(lane, event.clientY)?.classList.add("task--before");
  });

  board.addEventListener("drop", (event) => {
    const lane = event.target.closest("[data-lane]");
    if (!held || !lane) return;
    event.preventDefault();
    const before = under(lane, event.clientY);
    const last = cardsOf(lane).filter((card) => card !== held).at(-1);
    const beside = before ?? last;
    focus = `#${held.querySelector("[data-move]").id}`;
    htmx.ajax("POST", held.dataset.place, {
      target: board,
      swap: "innerHTML",
      values: {
        lane: lane.dataset.lane,
        where: before ? "before" : beside ? "after" : "bottom",
        beside: beside?.dataset.card ?? "",
        moves: held.dataset.moves,
        shown: longest(),
      },
    });
  });

  board.addEventListener("dragend", () => {
    held?.classList.remove("task--held");
    held = null;
    clear();
  });

  // ---- n: a task more

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("[name=title]")) {
      const quick = event.target.closest(".quick");
      if (quick) {
        quick.open = false;
        quick.querySelector("summary").focus();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.key !== "n" || event.defaultPrevented || "noKeys" in document.body.dataset || document.querySelector("dialog[open]")) return;
    if (event.target.matches("input, textarea, select") || event.target.isContentEditable) return;
    const quick = board.querySelector(".quick");
    if (!quick) return;
    event.preventDefault();
    quick.open = true;
    quick.querySelector("[name=title]").focus();
  });

  board.addEventListener("toggle", (event) => {
    if (event.target.matches(".quick[open]")) event.target.querySelector("[name=title]").focus();
  }, true);
})();
