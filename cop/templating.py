from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined


class Macros:
    """The design system's macros as ``ui.<name>``: also in a fragment, which has no imports."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Any:
        return getattr(self._environment.get_template("ui/macros.html").module, name)


def environment(**options: Any) -> Environment:
    options["undefined"] = StrictUndefined
    env = Environment(  # noqa: S701 - the options from Django turn autoescape on
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals |= {
        "static": static,
        "url": lambda name, *args, **kwargs: reverse(name, args=args, kwargs=kwargs),
        "ui": Macros(env),
        "site_name": settings.SITE_NAME,
        "site_origin": settings.SITE_ORIGIN,
    }
    return env
