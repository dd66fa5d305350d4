"""How smoothly Chromium scrolls the board, as first shown and with all of its longest lane."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from playwright.sync_api import Page, sync_playwright

from accounts.models import User
from benchmarks.board import PEOPLE, seed
from benchmarks.scenarios import cookie
from discussions.models import Topic
from tests import chromium

# Down to the end as fast as somebody flings it, with the time from each frame to the next.
FLING = """() => new Promise((done) => {
  const took = [];
  let last = performance.now();
  scrollTo(0, 0);
  const step = (now) => {
    took.push(now - last);
    last = now;
    const before = scrollY;
    scrollBy({ top: 120, behavior: "instant" });
    if (scrollY > before) requestAnimationFrame(step);
    else done(took.slice(1));
  };
  requestAnimationFrame(step);
})"""
CARDS = "document.querySelectorAll('.task').length"
HOST, JANK, RUNS = "bench.example", 50, 3


def measure(port: int) -> dict[str, dict[str, float]]:
    """Of each page the median of three, beside a page of text on the same machine."""
    project = seed()
    topic = Topic.objects.filter(post_count=20).select_related("community")[0]
    at = f"http://{HOST}:{port}"
    with _browser() as page:
        page.goto(f"{at}{topic.get_absolute_url()}")
        found = {"a topic of twenty posts": _fling(page)}
        page.goto(f"{at}{project.address}board/")
        found["board, as it comes"] = _fling(page)
        _show_all(page)
        found["board, a lane of a thousand shown"] = _fling(page)
    return found


def _fling(page: Page) -> dict[str, float]:
    page.wait_for_load_state("networkidle")
    runs: list[list[float]] = sorted((page.evaluate(FLING) for _n in range(RUNS)), key=max)
    took = sorted(runs[RUNS // 2])
    return {
        "cards": page.evaluate(CARDS),
        "pixels": page.evaluate("document.documentElement.scrollHeight"),
        "frames": len(took),
        "median_ms": round(took[len(took) // 2], 1),
        "longest_ms": round(took[-1], 1),
        "over_50_ms": sum(one > JANK for one in took),
    }


def _show_all(page: Page) -> None:
    """Press "Show more" of the first lane until there is no more."""
    more = page.locator(".lane").first.locator(".lane__more a")
    while more.count():
        next_one = page.locator(".task").nth(page.evaluate(CARDS))
        more.click()
        next_one.wait_for(state="attached")


@contextmanager
def _browser() -> Iterator[Page]:
    """Somebody of the project's, whom the server takes to have come by https."""
    _name, session = cookie(User.objects.order_by("pk")[PEOPLE - 1])
    headers: Any = {"Cookie": session, "X-Forwarded-Proto": "https"}
    flags = [*chromium.FLAGS, f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
    assert settings.SITE_ORIGIN.endswith(HOST)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=flags)
        viewport: Any = {"width": 1440, "height": 900}
        yield browser.new_context(viewport=viewport, extra_http_headers=headers).new_page()
        browser.close()
