"""What browser tests share: being somebody, and asking axe."""

from importlib import import_module
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Page

from accounts.models import User

AXE = Axe().axe_script

# How a page may be looked at: in either theme, on a phone and on a desk.
LOOKS = [(theme, width) for width in (390, 1440) for theme in ("light", "dark")]

# Between one theme and the other nothing changes but what these rules judge.
RULES: dict[str, list[str]] = {"light": [], "dark": ["color-contrast", "link-in-text-block"]}

# Profiles for the fixture `page`.
WITH_SCRIPT: dict[str, Any] = {}
WITHOUT_SCRIPT: dict[str, Any] = {"java_script_enabled": False}


AT_REST = """() => {
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
}"""


def be(page: Page, user: User, origin: str) -> None:
    """Sign the browser in, as a sign-in some days ago would have."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": session.session_key, "url": origin}])


def look(page: Page, theme: Any, width: int) -> None:
    """See the page that is open in this theme and width, as it is when it has come to rest."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(AT_REST)


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds on the page by these rules, or by all, with the first place each is at."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options: dict[str, Any] = {"resultTypes": ["violations"]}  # what passes is not written out
    if rules:
        options["runOnly"] = rules
    found: list[dict[str, Any]] = page.evaluate("(o) => axe.run(o)", options)["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]
