"""What browser tests share: being somebody, and asking axe."""

from importlib import import_module
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Page

from accounts.models import User

axe = Axe()

# Profiles for the fixture `page`.
WITH_SCRIPT: dict[str, Any] = {}
WITHOUT_SCRIPT: dict[str, Any] = {"java_script_enabled": False}


def be(page: Page, user: User, origin: str) -> None:
    """Sign the browser in, as a sign-in some days ago would have."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": session.session_key, "url": origin}])


def violations(page: Page) -> list[str]:
    """What axe finds on the page, each with the first place it is at."""
    found: list[dict[str, Any]] = axe.run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]
