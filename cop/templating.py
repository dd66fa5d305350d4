from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from accounts.devices import describe_device
from accounts.models import initials_of
from accounts.navigation import settings_pages
from accounts.providers import providers
from core import formats, markdown
from core.controls import control, editor_words
from core.uploads.kinds import endings


class Macros:
    """The design system's macros as ``ui.<name>``: also in a fragment, which has no imports."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Any:
        macro = getattr(self._environment.get_template("ui/macros.html").module, name)
        if not self._environment.auto_reload:
            setattr(self, name, macro)  # found at once from now on
        return macro


# An address or an icon is asked for many times on each page: each is worked out once.


@lru_cache(maxsize=16_384)
def url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)


@lru_cache
def icon(name: str, size: str = "") -> Markup:
    """A symbol of static/icons.svg; decoration, so the words beside it say what it means."""
    kind = f"icon icon--{size}" if size else "icon"
    href = f"{static('icons.svg')}#i-{name}"
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>').format(kind, href)


@lru_cache
def stamp(kind: str) -> Markup:
    """The cartouche of a hallmark."""
    href = f"{static('icons.svg')}#h-{kind}"
    return Markup(
        '<svg class="hallmark__stamp" viewBox="0 0 28 28" aria-hidden="true"><use href="{}"/></svg>'
    ).format(href)


@lru_cache(maxsize=256)
def rendered(source: str) -> Markup:
    """Markdown that is not stored as HTML, such as a charter: it is short, and rarely changes."""
    # No use is noted of what it shows, so it shows none, where others would find a gap.
    html = markdown.parse(source).html(sizes={})
    return Markup(html)  # noqa: S704 - sanitised by the renderer


def environment(**options: Any) -> Environment:
    options["undefined"] = StrictUndefined
    options["autoescape"] = lambda name: not (name or "").endswith(".txt")  # the texts of mails
    env = Environment(  # noqa: S701 - the options from Django turn autoescape on
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals |= {
        "static": lru_cache(static),
        "url": url,
        "icon": icon,
        "stamp": stamp,
        "ui": Macros(env),
        "initials": initials_of,
        "control": control,
        "editor_words": editor_words,
        "upload_endings": endings,
        "language": get_language,
        "is_rtl": get_language_bidi,
        "today": timezone.now,
        "zone_name": formats.zone_name,
        "settings_pages": settings_pages,
        "sign_in_providers": providers,
        "site_name": settings.SITE_NAME,
        "site_origin": settings.SITE_ORIGIN,
        "is_development": settings.DEBUG,
    }
    env.filters |= {
        "when": formats.when,
        "day": formats.day,
        "clock": formats.clock,
        "weekday": formats.weekday,
        "in_words": formats.in_words,
        "excerpt": markdown.excerpt,
        "number": formats.number,
        "size": formats.size,
        "markdown": rendered,
        "device": describe_device,
    }
    return env
