/* Sending files takes a while: show how far they are. Without this the form works as any other. */

for (const form of document.querySelectorAll("form[data-progress]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const shown = form.querySelector("[data-progress-bar]");
    const bar = shown.querySelector("progress");
    const said = shown.querySelector("[role=status]");
    const button = form.querySelector("button");
    const request = new XMLHttpRequest();

    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = (100 * loaded) / total;
      said.textContent = `${Math.floor(bar.value)} %`;
    });
    const tell = (words) => {
      bar.hidden = true;
      said.textContent = words;
      button.disabled = false;
    };
    request.addEventListener("load", () => {
      const { location, detail } = request.response ?? {};
      if (location) window.location.assign(location);
      else if (detail) tell(detail);
      else form.submit(); // signed out, say: as if there were no script, and the page says why
    });
    request.addEventListener("error", () => tell(said.dataset.failed));

    shown.hidden = bar.hidden = false;
    bar.value = 0;
    said.textContent = "";
    button.disabled = true;
    request.open("POST", form.action);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.send(new FormData(form));
  });
}
