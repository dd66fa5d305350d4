/* What every page gains from script. Nothing here is needed: without it links are followed, forms
   are sent, toasts stay. No inline handlers, no eval: the policy is script-src 'self'. */
(() => {
  "use strict";
  const root = document.documentElement;
  const toasts = () => document.getElementById("toasts");

  // ---- Light and dark: a visitor's choice stays in this browser, a user's is sent by the form.

  function showTheme(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  function toggleTheme() {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    const theme = dark ? "light" : "dark";
    showTheme(theme);
    localStorage.setItem("theme", theme);
  }

  async function keepTheme(form, button) {
    showTheme(button.value);
    for (const one of form.querySelectorAll("button")) {
      one.setAttribute("aria-pressed", String(one === button));
    }
    const body = new FormData(form);
    body.set("theme", button.value);
    await fetch(form.action, { method: "POST", body });
  }

  // ---- Toasts

  const LINGER = 6000;

  function tend(toast) {
    toast.querySelector("[data-dismiss]")?.removeAttribute("hidden");
    if ("stays" in toast.dataset || toast.querySelector("a, form")) return;
    let timer;
    const start = () => { timer = setTimeout(() => toast.remove(), LINGER); };
    toast.addEventListener("pointerenter", () => clearTimeout(timer));
    toast.addEventListener("pointerleave", start);
    start();
  }

  function say(words, kind = "") {
    const toast = document.createElement("div");
    toast.className = kind === "unseen" ? "sr" : `toast ${kind && `toast--${kind}`}`;
    toast.textContent = words;
    toasts().append(toast);
    tend(toast);
  }

  async function share(address) {
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      await navigator.share({ url: address }).catch(() => {}); // changing one's mind is no error
      return;
    }
    await copy(address);
  }

  async function copy(text, words = toasts().dataset.copied) {
    await navigator.clipboard.writeText(text);
    say(words);
  }

  // ---- Times: visitors' pages say them in UTC, because everybody gets the same page.

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const language = root.lang === "en" ? "en-GB" : root.lang;
  const DAY = { day: "numeric", month: "long" };
  const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

  function restate(time) {
    const moment = new Date(time.dateTime);
    const thisYear = moment.getFullYear() === new Date().getFullYear();
    const year = { ...DAY, year: "numeric" };
    const said = (format) => new Intl.DateTimeFormat(language, format).format(moment);
    const full = `${said(year)}, ${said(CLOCK)}`;
    time.title = full;
    if ("clock" in time.dataset) time.textContent = full;
    const old = Date.now() - moment > 7 * 86_400_000;
    if ("day" in time.dataset || ("when" in time.dataset && old)) {
      time.textContent = said(thisYear ? DAY : year);
    }
  }

  function restateTimes(scope) {
    if ("signedIn" in document.body.dataset || zone === "UTC") return;
    scope.querySelectorAll("time[datetime]").forEach(restate);
  }

  function nameZone() {
    if ("signedIn" in document.body.dataset) return;
    const parts = new Intl.DateTimeFormat(language, { timeZoneName: "long" }).formatToParts();
    const name = parts.find((part) => part.type === "timeZoneName")?.value;
    const said = document.querySelector("[data-zone]");
    if (name && said) said.textContent = name;
  }

  // ---- A piece of the page, at first and after each swap

  function prepare(scope) {
    restateTimes(scope);
    for (const current of scope.querySelectorAll(".tabs [aria-current], .seg [aria-current]")) {
      const strip = current.closest(".tabs, .seg");
      strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
    }
    for (const shy of scope.querySelectorAll("[data-theme-toggle][hidden], [data-back][hidden]")) {
      shy.hidden = "back" in shy.dataset && history.length < 2;
    }
  }

  prepare(document);
  nameZone();
  document.querySelector(".errors")?.focus();
  document.querySelectorAll(".toast").forEach(tend);

  // ---- Clicks and keys

  document.addEventListener("click", (event) => {
    const at = event.target.closest(
      "[data-theme-toggle], [data-dialog], [data-close], [data-dismiss], [data-back], [data-share], [data-copy]",
    );
    if (!at) {
      if (event.target instanceof HTMLDialogElement) event.target.close(); // on the backdrop
      return;
    }
    if ("themeToggle" in at.dataset) toggleTheme();
    if ("dismiss" in at.dataset) at.closest(".toast").remove();
    if ("close" in at.dataset) at.closest("dialog").close();
    if ("back" in at.dataset) history.back();
    if ("share" in at.dataset && (navigator.share || navigator.clipboard)) {
      event.preventDefault();
      share(at.href);
    }
    if ("copy" in at.dataset && navigator.clipboard) copy(at.dataset.copy, at.dataset.copied);
    const dialog = at.dataset.dialog && document.getElementById(at.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
    }
  });

  document.addEventListener("submit", (event) => {
    if ("themeForm" in event.target.dataset && event.submitter) {
      event.preventDefault();
      keepTheme(event.target, event.submitter);
    }
  });

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && "submitOnChange" in form.dataset) form.requestSubmit();
  });

  // ---- The bell: asked again each minute, but only while somebody looks at the page

  const MINUTE = 60_000;
  const bell = document.querySelector("[data-bell]");
  let looked = Date.now();

  function look() {
    if (document.visibilityState !== "visible" || Date.now() - looked < MINUTE) return;
    looked = Date.now();
    htmx.trigger(bell, "look");
  }

  // How many are unread stands in the title too, for who looks at another tab.
  function countInTitle() {
    const count = bell.querySelector(".count")?.textContent;
    document.title = (count ? `(${count}) ` : "") + document.title.replace(/^\(\d+\+?\) /, "");
  }

  if (bell) {
    countInTitle();
    bell.addEventListener("htmx:afterSwap", countInTitle);
    setInterval(look, MINUTE / 4);
    document.addEventListener("visibilitychange", look);
  }

  // ---- What comes to an open topic: asked ever more seldom, and only while somebody looks

  let pause = MINUTE / 4;

  function ask() {
    const news = document.querySelector("[data-news]");
    if (news && document.visibilityState === "visible") htmx.trigger(news, "look");
    pause = Math.min(pause * 1.3, 5 * MINUTE);
    setTimeout(ask, pause);
  }

  if (document.querySelector("[data-news]")) setTimeout(ask, pause);

  // Shown where it stands, without a jump; the way there only where it is out of sight.
  function tendNews(way) {
    const first = document.querySelector(way.hash);
    way.hidden = first.getBoundingClientRect().top < innerHeight;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    delete way.dataset.first;
    pause = MINUTE / 4;
  }

  // ---- htmx: where the focus goes, what is said, what went wrong

  const before = new WeakMap(); // what stands before a piece that is being replaced

  document.addEventListener("htmx:beforeSwap", (event) => {
    before.set(event.detail.xhr, event.detail.target.previousElementSibling);
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const { target, requestConfig, xhr } = event.detail;
    const piece = target.isConnected ? target : document;
    prepare(piece);
    piece.querySelectorAll("[data-first]").forEach(tendNews);
    if (xhr.status === 422) piece.querySelector(".errors")?.focus();
    const { announce } = requestConfig.elt.dataset;
    if (!announce) return;
    say(announce, "unseen");
    before.get(xhr)?.nextElementSibling?.querySelector("a[href]")?.focus();
  });

  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target.id === "toasts") event.detail.target.querySelectorAll(".toast").forEach(tend);
  });

  document.addEventListener("htmx:responseError", (event) => {
    if ("news" in event.detail.elt.dataset) return event.detail.elt.remove(); // not theirs any more
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const reason = page.querySelector("[data-reason]")?.textContent;
    say(reason || toasts().dataset.trouble, "bad");
  });

  document.addEventListener("htmx:sendError", (event) => {
    if (!("news" in event.detail.elt.dataset)) say(toasts().dataset.trouble, "bad");
  });
})();
