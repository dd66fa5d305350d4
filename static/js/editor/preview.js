// Write and Preview: tabs over the text, and the server's own rendering of it.

function addTabs(composer) {
  const tabs = [...composer.root.querySelectorAll("[role=tab]")];
  const [writing, preview] = tabs.map((tab) => document.getElementById(tab.getAttribute("aria-controls")));
  const bar = composer.root.querySelector("[role=toolbar]");

  function choose(tab) {
    for (const one of tabs) {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
    }
    const looking = tab === tabs[1];
    if (looking) preview.style.minBlockSize = `${writing.offsetHeight}px`; // the page stays still
    writing.hidden = bar.hidden = looking;
    preview.hidden = !looking;
    if (looking) render();
  }

  async function render() {
    preview.setAttribute("aria-busy", "true");
    const body = new URLSearchParams({ source: composer.text.value, csrfmiddlewaretoken: composer.token });
    const answer = await send(composer.root.dataset.previewUrl, body);
    preview.removeAttribute("aria-busy");
    // What the server renders is what it would store: sanitised, and shown as such.
    if (answer?.ok) preview.innerHTML = await answer.text();
    else preview.textContent = composer.words.noPreview;
  }

  composer.root.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab);
    if (tab === tabs[0]) composer.text.focus();
  });
  composer.root.addEventListener("keydown", (event) => {
    if (!tabs.includes(event.target) || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = tabs.find((tab) => tab !== event.target);
    choose(other);
    other.focus();
  });
}

// The answer to a POST; nothing where there was none, or only the way to the sign-in page.
async function send(url, body, options = {}) {
  try {
    const answer = await fetch(url, { method: "POST", body, redirect: "manual", ...options });
    return answer.type === "opaqueredirect" ? null : answer;
  } catch {
    return undefined;
  }
}
