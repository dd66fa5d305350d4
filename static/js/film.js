/* A lesson's own video: times in what is said lead to their place in it, and where one stops is
   noted, so that one goes on there on any device. Without this a time is a link, and nothing is noted. */
(() => {
  "use strict";
  const film = document.querySelector("video[data-film]");
  if (!film) return;

  document.addEventListener("click", (event) => {
    const time = event.target.closest("a[data-second]");
    if (!time || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    film.currentTime = Number(time.dataset.second);
    film.play();
    film.scrollIntoView({ block: "nearest" });
  });

  const { stop, film: key } = film.dataset;
  if (!stop) return;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  let noted = 0;

  // Kept here as long as it has not come: whoever had no connection goes on from there, and it is told then.
  async function note(options) {
    const second = film.ended ? 0 : Math.floor(film.currentTime);
    if (second === noted) return;
    noted = second;
    localStorage.setItem(key, second);
    const answer = await fetch(stop, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams({ second }),
      ...options,
    }).catch(() => null);
    if (answer && Number(localStorage.getItem(key)) === second) localStorage.removeItem(key);
  }

  const kept = localStorage.getItem(key);
  if (kept !== null) {
    film.addEventListener("loadedmetadata", () => {
      film.currentTime = Number(kept);
      note();
    }, { once: true });
  }
  let last = Date.now();
  film.addEventListener("timeupdate", () => {
    if (film.paused || Date.now() - last < 15000) return;
    last = Date.now();
    note();
  });
  film.addEventListener("pause", () => note());
  film.addEventListener("ended", () => note());
  addEventListener("pagehide", () => !film.paused && note({ keepalive: true }));
})();
