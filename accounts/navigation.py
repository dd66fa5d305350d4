"""The pages of /settings/, by whichever app they are."""

from dataclasses import dataclass
from operator import attrgetter

from django.utils.functional import Promise


@dataclass(frozen=True)
class SettingsPage:
    label: str | Promise
    url_name: str
    order: int


_pages: list[SettingsPage] = []


def add_settings_page(label: str | Promise, url_name: str, *, order: int) -> None:
    """Called in an app's ``settings_pages.py``, found as the admin site finds ``admin``."""
    _pages.append(SettingsPage(label, url_name, order))


def settings_pages() -> list[SettingsPage]:
    return sorted(_pages, key=attrgetter("order"))
