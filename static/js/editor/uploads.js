// Files that are pasted, dropped or chosen: each with its progress, and its error where it was.

function addUploads(composer) {
  const { root, text, form, words } = composer;
  const list = root.querySelector(".composer__uploads");
  const picker = root.querySelector("input[type=file]");
  let waiting = 0;
  let nth = 0;

  function upload(file) {
    const name = file.name || words.file;
    const row = new UploadRow(list, name, words);
    // Two files of one name are told apart by what nobody sees.
    const place = `[${words.uploading.replace("%s", name.replace(/[[\]\\]/g, ""))}](…${++nth})`;
    const { selectionStart: at, selectionEnd: end, value } = text;
    const before = at && value[at - 1] !== "\n" ? "\n" : "";
    replace(text, at, end, `${before}${place}\n`);

    const request = new XMLHttpRequest(); // fetch cannot say how far an upload is
    // Wherever it is by now, and without moving who goes on writing.
    const put = (markdown) => {
      const found = text.value.indexOf(place);
      if (found === -1) return; // the writer took it out meanwhile
      text.setRangeText(markdown, found, found + place.length, "preserve");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const fail = (reason) => {
      put("");
      row.fail(reason);
      composer.tell(`${name}: ${reason}`, { unseen: true });
    };
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) row.advance(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const { markdown, detail, address, is_picture: isPicture } = answerOf(request);
      if (request.status === 201 && markdown) {
        put(markdown);
        composer.tell(words.uploaded.replace("%s", name), { unseen: true });
        if (isPicture) row.describe((shown) => describe(text, address, shown));
        else row.remove();
      } else if ([401, 403].includes(request.status)) {
        fail(words.signedOut);
      } else {
        fail(detail || (request.status === 413 ? words.tooLarge : words.noUpload));
      }
    });
    request.addEventListener("error", () => fail(words.noUpload));
    request.addEventListener("abort", () => {
      put("");
      row.remove();
      text.focus();
    });
    request.addEventListener("loadend", () => { waiting -= 1; });
    row.offer(words.cancel, () => request.abort());

    const body = new FormData();
    body.set("file", file, name);
    waiting += 1;
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
    const { clipboardData: copied } = event;
    // What was copied in an office program is words, and besides them a picture of the words.
    const isWords = copied.getData("text/html") && copied.getData("text/plain");
    if (!files(copied).length || isWords) return;
    event.preventDefault();
    files(copied).forEach(upload);
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
  // Before the draft's own: a text that is posted without its file is not what was written.
  form.addEventListener("submit", (event) => {
    if (!waiting) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    composer.tell(words.wait, { bad: true });
  }, { capture: true });
}

// One file below the text: on its way, refused, or asking what it shows.
class UploadRow {
  constructor(list, name, words) {
    this.name = name;
    this.words = words;
    this.row = list.appendChild(document.createElement("li"));
    this.label = this.row.appendChild(document.createElement("span"));
    this.label.textContent = name;
    this.progress = this.row.appendChild(document.createElement("progress"));
    this.progress.max = 1;
    this.progress.ariaLabel = words.uploading.replace("%s", name);
  }

  advance(share) {
    this.progress.value = share;
  }

  offer(label, act) {
    this.button?.remove();
    this.button = this.row.appendChild(document.createElement("button"));
    this.button.type = "button";
    this.button.className = "act";
    this.button.textContent = label;
    this.button.ariaLabel = `${label}: ${this.name}`;
    this.button.addEventListener("click", act);
  }

  fail(reason) {
    this.row.className = "error";
    this.progress.remove();
    this.label.textContent = `${this.name}: ${reason}`;
    this.offer(this.words.dismiss, () => this.remove());
  }

  describe(act) {
    const field = document.createElement("input");
    field.className = "input";
    field.maxLength = 200;
    field.placeholder = field.ariaLabel = this.words.shows.replace("%s", this.name);
    field.addEventListener("input", () => act(field.value));
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // it is in the form, and not of it
      this.remove();
    });
    this.progress.replaceWith(field);
    this.offer(this.words.done, () => this.remove());
  }

  remove() {
    this.row.remove();
  }
}

// The words of the picture at this address, wherever it stands by now.
function describe(text, address, shown) {
  const end = text.value.indexOf(`](${address})`);
  const start = text.value.lastIndexOf("![", end);
  if (end === -1 || start === -1) return;
  text.setRangeText(shown.replace(/[[\]\\]/g, ""), start + 2, end, "preserve");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function answerOf(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {}; // a page instead, as from a proxy that found the file too large
  }
}
