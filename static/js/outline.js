/* Modules and lessons put in order by pointer. Without this there are buttons: nothing here does what
   those do not. */
(() => {
  "use strict";
  const outline = document.getElementById("outline");
  let held = null; // the lesson or module that is dragged
  let moved = ""; // what is to have the focus once the outline is there again

  const below = (things, y) => things.find((one) => {
    const box = one.getBoundingClientRect();
    return one !== held && y < box.top + box.height / 2;
  });

  // Where the held one would fall: in which module, and before what.
  function spot(event) {
    const part = event.target.closest("[data-module]");
    if (!held || !part) return null;
    if ("lesson" in held.dataset) return [part, below([...part.querySelectorAll("[data-lesson]")], event.clientY)];
    return [null, below([...outline.querySelectorAll("[data-module]")], event.clientY)];
  }

  function clear() {
    for (const one of outline.querySelectorAll(".drop, .drop--last")) one.classList.remove("drop", "drop--last");
  }

  outline.addEventListener("dragstart", (event) => {
    if (!event.target.closest("[draggable]")) return;
    held = event.target.closest("[data-place]");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.querySelector("h2, a").textContent);
    requestAnimationFrame(() => held?.classList.add("held"));
  });

  outline.addEventListener("dragover", (event) => {
    const found = spot(event);
    if (!found) return;
    event.preventDefault();
    const [part, before] = found;
    clear();
    if (before) before.classList.add("drop");
    else (part ?? [...outline.querySelectorAll("[data-module]")].at(-1)).classList.add("drop--last");
  });

  outline.addEventListener("drop", (event) => {
    const found = spot(event);
    if (!found) return;
    event.preventDefault();
    const [part, before] = found;
    moved = `#${held.id} a`;
    const values = { before: before?.dataset.lesson ?? before?.dataset.module ?? "" };
    if (part) values.module = part.dataset.module;
    htmx.ajax("POST", held.dataset.place, { target: outline, swap: "innerHTML", values });
  });

  outline.addEventListener("dragend", () => {
    held?.classList.remove("held");
    held = null;
    clear();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== outline || !moved) return;
    document.querySelector(moved)?.focus();
    moved = "";
  });
})();
