// Nothing typed is lost: a draft goes to the server while one writes, and stays in this browser for
// as long as the server has not got it: no connection, a session that ended, a closed tab.

const PAUSE = 1500;
const FRESH = 60_000;
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "nonce", "_method", "next", "draft_version"]);

class Draft {
  constructor(composer) {
    this.composer = composer;
    this.form = composer.form;
    this.url = composer.root.dataset.draftUrl;
    this.key = composer.root.dataset.draftKey;
    this.here = `draft:${document.body.dataset.signedIn}:${this.key}`;
    this.saved = this.written();
    this.savedAt = 0;
    // Goes along with the form, so that a page that comes back with errors knows it as well.
    this.version = Object.assign(document.createElement("input"), { type: "hidden", name: "draft_version" });
    this.version.value = composer.root.dataset.draftVersion;
    this.form.append(this.version);
    this.failed = false;
    this.posting = false;
  }

  written() {
    const fields = [...new FormData(this.form)].filter(
      ([name, value]) => typeof value === "string" && !LEFT_OUT.has(name),
    );
    return JSON.stringify(Object.fromEntries(fields));
  }

  isDirty() {
    return !this.posting && this.written() !== this.saved;
  }

  keepHere() {
    try {
      localStorage.setItem(this.here, this.written());
    } catch {
      // Full, or forbidden: the server is what counts.
    }
  }

  forgetHere() {
    localStorage.removeItem(this.here);
  }

  // How it went: "kept", "moved", "signedOut" or "offline".
  keep(options) {
    if (options) return this.keepNow(options); // the page is going
    // One after the other: each needs the version that the one before it was given.
    this.last = (this.last ?? Promise.resolve()).then(() => this.keepNow());
    return this.last;
  }

  async keepNow(options) {
    const now = this.written();
    let answer = await this.post(JSON.parse(now), options);
    if (answer?.status === 403 && (await this.renewToken())) {
      answer = await this.post(JSON.parse(now), options);
    }
    if (answer?.status === 409) return this.showMoved(await answer.json());
    this.failed = !answer?.ok;
    if (this.failed) return answer === undefined || answer?.status >= 500 ? "offline" : "signedOut";
    this.version.value = (await answer.json()).version;
    this.saved = now;
    this.savedAt = Date.now();
    if (!this.isDirty()) this.forgetHere();
    return "kept";
  }

  post(fields, options) {
    const { key, composer } = this;
    const seen = { draft_version: this.version.value, csrfmiddlewaretoken: composer.token };
    return send(this.url, new URLSearchParams({ ...fields, key, ...seen }), options);
  }

  // Another tab has kept something newer: nothing is saved until somebody says which one stays.
  showMoved({ version, fields }) {
    const { composer } = this;
    const { words } = composer;
    if (this.moved) return "moved";
    this.moved = true;
    this.keepHere();
    const settle = (act) => () => {
      this.moved = false;
      this.version.value = version;
      act();
    };
    const known = JSON.parse(this.written());
    const theirs = Object.entries(fields).filter(([name, value]) => value && value !== known[name]);
    const text = theirs.map(([, value]) => value).join("\n\n");
    const notice = composer.offer(words.moved, [
      [words.keepMine, settle(() => this.save())],
      [words.takeTheirs, settle(() => {
        const mine = JSON.parse(this.written());
        this.fill(fields);
        composer.offer(words.tookTheirs, [[words.putBack, () => this.fill(mine)]]);
      })],
      [words.copy, () => navigator.clipboard?.writeText(text).then(() => composer.tell(words.copied)), true],
    ]);
    const shown = notice.appendChild(document.createElement("pre"));
    shown.className = "source composer__theirs";
    shown.textContent = text;
    composer.tell(words.moved, { unseen: true }); // and the focus stays with who goes on typing
    return "moved";
  }

  async save() {
    if (!this.isDirty() || this.moved) return;
    const { composer } = this;
    const result = await this.keep();
    if (this.posting || result === "moved") return;
    if (result === "kept") composer.tell(composer.words.saved.replace("%s", clock()));
    else composer.tell(composer.words[result], { bad: true, link: result === "signedOut" });
  }

  // Before the text is sent, make sure that somebody is there to take it.
  async beforePosting(event) {
    if (this.posting || (!this.isDirty() && Date.now() - this.savedAt < FRESH)) {
      this.posting = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const result = await this.keep();
    if (result === "moved") {
      this.composer.tell(this.composer.words.choose, { bad: true });
      return;
    }
    if (result === "signedOut") {
      this.keepHere();
      this.composer.tell(this.composer.words.signedOut, { bad: true, link: true });
      return;
    }
    this.posting = true;
    this.form.requestSubmit(event.submitter);
  }

  // Signing in again, in another tab, made the form's token worthless: take it from the page anew.
  async renewToken() {
    const page = await freshPage();
    const token = page?.querySelector("input[name=csrfmiddlewaretoken]")?.value;
    if (!token || page.body.dataset.signedIn !== document.body.dataset.signedIn) return false;
    for (const input of document.getElementsByName("csrfmiddlewaretoken")) input.value = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    return true;
  }

  // What the server did not get, found in this browser.
  offerBack() {
    const { composer } = this;
    const kept = localStorage.getItem(this.here);
    if (!kept || kept === this.saved) {
      this.forgetHere();
      return;
    }
    composer.offer(composer.words.keptHere, [
      [composer.words.putBack, () => this.fill(JSON.parse(kept))],
      [composer.words.discard, () => this.forgetHere()],
    ]);
  }

  offerDiscard() {
    const { words } = this.composer;
    this.composer.offer(words.drafted, [[words.discard, () => this.discard()]]);
  }

  async discard() {
    const { composer } = this;
    const before = JSON.parse(this.written());
    await this.post({ _method: "delete" });
    const begun = (await freshPage())?.querySelector(`[data-draft-key="${CSS.escape(this.key)}"] textarea`)?.form;
    this.fill(Object.fromEntries(Object.keys(before).map((name) => [name, begun?.elements[name]?.value ?? ""])));
    this.saved = this.written();
    this.forgetHere();
    composer.offer(composer.words.discarded, [[composer.words.undo, () => this.fill(before)]]);
  }

  fill(fields) {
    for (const [name, value] of Object.entries(fields)) {
      const control = this.form.elements.namedItem(name);
      const chosen = control instanceof RadioNodeList || control?.tagName === "SELECT";
      // A draft of an edit remembers which version it was begun on.
      const known = control && (control.type !== "hidden" || name === "version");
      if (known && (value || !chosen)) control.value = value;
    }
    this.composer.text.dispatchEvent(new Event("input", { bubbles: true }));
    this.composer.text.focus();
  }
}

function addDrafts(composer) {
  const draft = new Draft(composer);
  const saveSoon = later(() => draft.save(), PAUSE);
  composer.form.addEventListener("input", () => {
    draft.keepHere();
    saveSoon();
  });
  composer.form.addEventListener("submit", (event) => draft.beforePosting(event), { capture: true });
  addEventListener("online", () => draft.save());
  addEventListener("pagehide", () => {
    if (draft.isDirty()) draft.keep({ keepalive: true });
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) draft.posting = false; // back on a page that had been left
  });
  addEventListener("beforeunload", (event) => {
    // Only where the server has not got it: the browser's own question is rude otherwise.
    if (draft.failed && draft.isDirty()) event.preventDefault();
  });
  draft.offerBack();
  if ("drafted" in composer.root.dataset) draft.offerDiscard();
}

async function freshPage() {
  const answer = await fetch(location.href).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

function clock() {
  return new Date().toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}
