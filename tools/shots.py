"""Pictures of the main pages, wide and narrow, light and dark, into shots/: ``make shots``.

    .venv/bin/python -m tools.shots --at http://localhost:8000 --only topic

Without an address it starts a server of its own on this checkout's data, with the demo in it.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import chromium

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = {1440: 900, 390: 844}
THEMES = ("light", "dark")
TALLEST = 8000

# {community} and {topic} are the first that the list and the front page show, {project} the last of
# the projects, which has been under way for longest; {project_at} and {closed_at} are where its
# parts and those of a closed one are, {page} and {file} the first that its lists show.
VISITOR = {
    "landing": "/",
    "communities": "/c/",
    "community": "{community}",
    "topic": "{topic}",
    "sign-in": "/signin/",
    "sign-up": "/signup/",
    "missing": "/nowhere/",
}
MEMBER = {
    "home": "/",
    "member-community": "{community}",
    "member-topic": "{topic}",
    "new-topic": "{community}t/new/",
    "members": "{community}members/",
    "about": "{community}about/",
    "library": "{community}resources/",
    "new-resource": "{community}resources/new/",
    "tray": "{community}tray/",
    "projects": "{community}projects/",
    "projects-closed": "{community}projects/?state=closed",
    "new-project": "{community}projects/new/?template=guideline",
    "project": "{project}",
    "project-people": "{project_at}people/",
    "project-call": "{project_at}calls/",
    "project-updates": "{project_at}updates/",
    "project-meetings": "{project_at}meetings/",
    "project-decisions": "{project_at}decisions/",
    "project-talk": "{project_at}talk/",
    "calls": "/calls/",
    "workshops": "/workshops/",
    "community-workshops": "{community}learning/workshops/",
    "community-courses": "{community}learning/courses/",
    "new-course": "{community}learning/courses/new/",
    "new-workshop": "{community}learning/workshops/new/",
    "badges": "{community}learning/badges/",
    "new-badge": "{community}learning/badges/new/",
    "own-badges": "/credentials/",
    "verify": "/verify/",
    "community-calls": "{community}projects/calls/",
    "settings-calls": "/settings/calls/",
    "project-pages": "{project_at}pages/",
    "project-page": "{page}",
    "project-page-history": "{page_at}history/",
    "project-files": "{project_at}files/",
    "project-file": "{file}",
    "project-outcome": "{closed_at}outcome/",
    "lessons-learned": "{community}projects/lessons/",
    "person": "/p/{handle}/",
    "notices": "/notices/",
    "digests": "/digests/",
    "settings-digests": "/settings/digests/",
    "mails": "/settings/emails/",
    "search": "/search/?q=baseline",
    "settings": "/settings/",
    "settings-notices": "/settings/notifications/",
    "settings-two-step": "/settings/two-step/",
    "mail-sent": "/settings/mail/",
    "held": "/settings/held/",
    "files": "/uploads/",
    "work": "/work/",
    "settings-calendar": "/settings/calendar/",
    "settings-calendars": "/settings/calendars/",
    "api-docs": "/api/docs/",
    "design": "/design/",
}


def main() -> None:
    options = read_options()
    options.into.mkdir(exist_ok=True)
    with sync_playwright() as playwright, address(options.at) as base:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        for width, theme in product(WIDTHS, THEMES):
            for page, pages in sessions(browser, base, width, theme):
                take(page, pages, options, theme, width)
        browser.close()


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--at", help="address of a running instance that has the demo in it")
    parser.add_argument("--only", nargs="*", help="names of pages")
    parser.add_argument("--into", type=Path, default=ROOT / "shots")
    return parser.parse_args()


def sessions(
    browser: Browser, base: str, width: int, theme: str
) -> Iterator[tuple[Page, dict[str, str]]]:
    for pages, as_member in ((VISITOR, False), (MEMBER, True)):
        context = browser.new_context(
            base_url=base,
            viewport={"width": width, "height": WIDTHS[width]},
            color_scheme=theme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        handle = sign_in(context) if as_member else ""
        page = context.new_page()
        known = places(page) | {"handle": handle}
        yield page, {name: path.format(**known) for name, path in pages.items()}
        context.close()


def places(page: Page) -> dict[str, str]:
    page.goto("/c/")
    community = page.locator("main a[href^='/c/']:not([href='/c/new/'])").first.get_attribute(
        "href"
    )
    page.goto(str(community))
    topic = page.locator(".qrow:has(.tally--accepted) .qrow__title a").first.get_attribute("href")
    found = {"community": str(community), "topic": str(topic)}
    for name, state in (("project", ""), ("closed", "?state=closed")):
        page.goto(f"{community}projects/{state}")
        at = str(page.locator(".qrow__title a").last.get_attribute("href"))
        found |= {name: at, f"{name}_at": re.sub(r"(projects/\d+)-[^/]*", r"\1", at)}
    for name, title in (
        ("page", ".pagelist__title"),
        ("file", ".pfile__name:not([href*='/folders/'])"),
    ):
        page.goto(f"{found['project_at']}{name}s/")
        found[name] = str(page.locator(title).first.get_attribute("href"))
    found["page_at"] = re.sub(r"(pages/\d+)-[^/]*", r"\1", found["page"])
    return found


def sign_in(context: BrowserContext) -> str:
    member, password = demo_member()
    page = context.new_page()
    page.goto("/signin/")
    page.locator("input[name=login]").fill(member)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_selector("body[data-signed-in]")
    handle = page.locator("#memenu a[href^='/p/']").get_attribute("href")
    page.close()
    return str(handle).strip("/").removeprefix("p/")


def demo_member() -> tuple[str, str]:
    from cop.demo.loader import PASSWORD, sign_ins  # asks for the settings of Django

    return next(one.email for one in sign_ins() if one.role == "member"), PASSWORD


def take(
    page: Page, pages: dict[str, str], options: argparse.Namespace, theme: str, width: int
) -> None:
    for name, path in pages.items():
        if options.only and name not in options.only:
            continue
        page.goto(path)
        page.evaluate("document.fonts.ready")
        # A window as tall as the page: what clings to the window's edges is where it belongs.
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        page.set_viewport_size({"width": width, "height": max(height, WIDTHS[width])})
        page.screenshot(path=options.into / f"{name}-{theme}-{width}.png")
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            print(f"{name}-{theme}-{width}: wider than the window")


@contextmanager
def address(given: str | None) -> Iterator[str]:
    if given:
        yield given
        return
    manage = [sys.executable, str(ROOT / "manage.py")]
    for command in ("migrate", "seed_demo"):
        subprocess.run([*manage, command, "-v0"], check=True, stdout=subprocess.DEVNULL)
    base = f"http://localhost:{free_port()}"
    server = subprocess.Popen(
        [*manage, "runserver", base.rpartition("/")[2], "--noreload"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"DEBUG": "0"},  # with the product's own pages of trouble
    )
    try:
        wait_for(f"{base}/c/")
        yield base
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
        else:
            return
    sys.exit(f"No answer at {url}.")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cop.settings")
    import django

    django.setup()
    main()
