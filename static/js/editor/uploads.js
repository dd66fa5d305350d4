// Pictures that are pasted, dropped or chosen: each with its progress, and its error where it was.

function addUploads(composer) {
  const { root, text, words } = composer;
  const list = root.querySelector(".composer__uploads");
  const picker = root.querySelector("input[type=file]");

  function upload(file) {
    const name = file.name || words.picture;
    const place = `![${words.uploading.replace("%s", name.replace(/[[\]]/g, ""))}]()`;
    replace(text, text.selectionStart, text.selectionEnd, `${place}\n`);

    const row = list.appendChild(document.createElement("li"));
    const label = row.appendChild(document.createElement("span"));
    label.textContent = name;
    const progress = row.appendChild(document.createElement("progress"));
    progress.max = 1;
    progress.ariaLabel = words.uploading.replace("%s", name);
    const cancel = row.appendChild(document.createElement("button"));
    cancel.type = "button";
    cancel.className = "act";
    cancel.textContent = words.cancel;

    const request = new XMLHttpRequest(); // fetch cannot say how far an upload is
    const put = (markdown) => {
      const at = text.value.indexOf(place);
      if (at === -1) return; // the writer took it out meanwhile
      const { selectionStart, selectionEnd } = text;
      text.setRangeText(markdown, at, at + place.length, "preserve");
      if (document.activeElement !== text) text.setSelectionRange(selectionStart, selectionEnd);
      text.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const fail = (reason) => {
      put("");
      row.className = "error";
      row.replaceChildren(`${name}: ${reason}`);
      setTimeout(() => row.remove(), 20_000);
    };
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => {
      const { markdown, detail } = answerOf(request);
      if (request.status < 300 && markdown) {
        put(markdown);
        row.remove();
        composer.tell(words.uploaded.replace("%s", name));
      } else {
        fail(request.status === 413 ? words.tooLarge : detail || words.noUpload);
      }
    });
    request.addEventListener("error", () => fail(words.offline));
    request.addEventListener("abort", () => {
      put("");
      row.remove();
    });
    cancel.addEventListener("click", () => request.abort());

    const body = new FormData();
    body.set("file", file, name);
    request.open("POST", root.dataset.uploadUrl);
    request.setRequestHeader("X-CSRFToken", composer.token);
    request.setRequestHeader("Accept", "application/json");
    request.send(body);
  }

  const files = (data) => [...(data?.files || [])];
  picker.addEventListener("change", () => {
    [...picker.files].forEach(upload);
    picker.value = "";
  });
  text.addEventListener("paste", (event) => {
    if (!files(event.clipboardData).length) return;
    event.preventDefault();
    files(event.clipboardData).forEach(upload);
  });
  root.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    root.classList.add("composer--over");
  });
  root.addEventListener("dragleave", (event) => {
    if (!root.contains(event.relatedTarget)) root.classList.remove("composer--over");
  });
  root.addEventListener("drop", (event) => {
    root.classList.remove("composer--over");
    if (!files(event.dataTransfer).length) return;
    event.preventDefault();
    files(event.dataTransfer).forEach(upload);
  });
}

function answerOf(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {}; // a page instead, as from a proxy that found the file too large
  }
}
