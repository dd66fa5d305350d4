// A plain textarea becomes an editor, one part for each address it was given.

function later(act, pause) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, pause);
  };
}

class Composer {
  constructor(root) {
    this.root = root;
    this.text = root.querySelector("textarea");
    this.form = this.text.form;
    this.words = JSON.parse(root.dataset.words);
    this.status = root.querySelector(".composer__status");
    this.heard = root.querySelector(".composer__heard");
  }

  get token() {
    return this.form.elements.csrfmiddlewaretoken.value;
  }

  // What goes on, below the text; `unseen` for what only a screen reader needs to be told.
  tell(said, { bad = false, link = false, unseen = false } = {}) {
    if (unseen) {
      this.heard.textContent = said;
      return;
    }
    this.status.classList.toggle("composer__status--bad", bad);
    this.status.textContent = said;
    if (!link) return;
    const way = document.createElement("a");
    way.href = this.root.dataset.signInUrl;
    way.target = "_blank";
    way.className = "link";
    way.textContent = this.words.signIn;
    this.status.append(" ", way);
  }

  // A notice with things to choose from; choosing takes it away.
  offer(said, choices) {
    const notice = document.createElement("div");
    notice.className = "notice notice--info composer__offer";
    const words = notice.appendChild(document.createElement("span"));
    words.textContent = said;
    const row = notice.appendChild(document.createElement("span"));
    row.className = "row row--tight";
    for (const [label, act, stays] of choices) {
      const button = row.appendChild(document.createElement("button"));
      button.type = "button";
      button.className = "btn btn--secondary btn--sm";
      button.textContent = label;
      button.addEventListener("click", () => {
        if (!stays) notice.remove();
        act();
      });
    }
    this.root.before(notice);
    return notice;
  }
}

const KEYS = { b: "bold", i: "italic", k: "link", e: "code" };
const SHIFTED = { Digit7: "numbered", Digit8: "list", Period: "quote" };

function addKeys(composer) {
  const { text, form, words } = composer;
  text.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (event.key === "Enter" && plain && !event.isComposing && continueList(text)) event.preventDefault();
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[type=submit], button:not([type])"));
      return;
    }
    const insert = event.shiftKey ? SHIFTED[event.code] : KEYS[event.key.toLowerCase()];
    if (!insert) return;
    event.preventDefault();
    INSERTS[insert](text, words);
  });
  text.addEventListener("paste", (event) => {
    const pasted = event.clipboardData.getData("text/plain").trim();
    if (selected(text) && /^https?:\/\/\S+$/.test(pasted)) {
      event.preventDefault();
      replace(text, text.selectionStart, text.selectionEnd, `[${selected(text)}](${pasted})`);
    }
  });
}

// One stop of the Tab key; arrows go along it.
function addToolbar(composer) {
  const bar = composer.root.querySelector("[role=toolbar]");
  const buttons = [...bar.querySelectorAll("button")];
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.insert) INSERTS[button.dataset.insert](composer.text, composer.words);
    if ("pick" in button.dataset) composer.root.querySelector("input[type=file]").click();
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = buttons.at((buttons.indexOf(event.target) + step) % buttons.length);
    buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next.focus();
  });
}

function addGrowth({ text }) {
  if (CSS.supports("field-sizing", "content")) return; // the style sheet does it
  const grow = () => {
    text.style.blockSize = "auto";
    text.style.blockSize = `${text.scrollHeight + 2}px`;
  };
  text.addEventListener("input", grow);
  grow();
}

function begin(root) {
  if (root.dataset.begunAt) return;
  root.dataset.begunAt = String(Date.now());
  const composer = new Composer(root);
  if (root.dataset.mentionsUrl) addMentions(composer); // before the keys: its Enter comes first
  addKeys(composer);
  addToolbar(composer);
  addGrowth(composer);
  if (root.dataset.previewUrl) addTabs(composer);
  if (root.dataset.uploadUrl) addUploads(composer);
  if (root.dataset.draftUrl) addDrafts(composer);
  if (root.dataset.draftUrl && "templateUrl" in composer.form.dataset) addTemplate(composer);
}

document.querySelectorAll("[data-editor]").forEach(begin);
document.addEventListener("htmx:afterSwap", (event) => {
  const opened = event.detail.target.querySelectorAll("[data-editor]");
  opened.forEach(begin);
  opened[0]?.querySelector("textarea").focus();
});
