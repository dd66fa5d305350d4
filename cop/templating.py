from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext
from jinja2 import Environment, StrictUndefined, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from accounts.devices import describe_device
from accounts.models import initials_of
from accounts.navigation import settings_pages
from accounts.providers import providers
from cop import elements
from core import formats, markdown
from core.controls import control, editor_words
from core.uploads.kinds import endings, video_endings
from discussions.asking import reasons


class Macros:
    """The design system's macros as ``ui.<name>``: also in a fragment, which has no imports."""

    avatar = staticmethod(elements.avatar)
    avatars = staticmethod(elements.avatars)
    byline = staticmethod(elements.byline)
    tally = staticmethod(elements.tally)
    useful = staticmethod(elements.useful)

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Any:
        macro = getattr(self._environment.get_template("ui/macros.html").module, name)
        if not self._environment.auto_reload:
            setattr(self, name, macro)  # found at once from now on
        return macro


@lru_cache(maxsize=256)
def rendered(source: str) -> Markup:
    """Markdown that is not stored as HTML, such as a charter: it is short, and rarely changes."""
    # No use is noted of what it shows, so it shows none, where others would find a gap.
    html = markdown.parse(source).html(sizes={})
    return Markup(html)  # noqa: S704 - sanitised by the renderer


@pass_eval_context
def words(eval_ctx: EvalContext, message: str, **values: Any) -> str:
    """What Jinja2's own would give, which takes three calls for each of a hundred words."""
    said = _in_language(get_language(), message)
    text = said if eval_ctx.autoescape else str(said)
    return text % values if "%" in text else text


@lru_cache(maxsize=8192)
def _in_language(_language: str | None, message: str) -> Markup:
    return Markup(gettext(message))  # noqa: S704 - ours and the translators'; values are escaped


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
    env.globals["gettext"] = env.globals["_"] = words
    env.globals |= {
        "static": lru_cache(static),
        "url": elements.url,
        "icon": elements.icon,
        "stamp": elements.stamp,
        "ui": Macros(env),
        "initials": initials_of,
        "control": control,
        "editor_words": editor_words,
        "upload_endings": endings,
        "video_endings": video_endings,
        "language": get_language,
        "is_rtl": get_language_bidi,
        "today": timezone.now,
        "zone_name": formats.zone_name,
        "settings_pages": settings_pages,
        "sign_in_providers": providers,
        "site_name": settings.SITE_NAME,
        "site_origin": lazy(lambda: settings.SITE_ORIGIN, str)(),  # browser tests have another
        "is_development": settings.DEBUG,
    }
    env.filters |= {
        "when": formats.when,
        "day": formats.day,
        "date_day": formats.date_day,
        "dated": formats.dated,
        "clock": formats.clock,
        "weekday": formats.weekday,
        "in_words": formats.in_words,
        "excerpt": markdown.excerpt,
        "first_picture": markdown.first_picture,
        "number": formats.number,
        "size": formats.size,
        "markdown": rendered,
        "device": describe_device,
        "why_asked": reasons.in_words,
    }
    return env
