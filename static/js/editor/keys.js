/* The text grows with what is written, and Ctrl+Enter sends it. */
(() => {
  "use strict";

  const grow = (text) => {
    text.style.blockSize = "auto";
    text.style.blockSize = `${text.scrollHeight + 2}px`;
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches(".composer__text")) grow(event.target);
  });

  document.addEventListener("keydown", (event) => {
    const send = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (send && event.target.matches(".composer__text")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  });

  document.querySelectorAll(".composer__text").forEach(grow);
})();
