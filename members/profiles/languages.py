"""Languages by their BCP 47 codes, as the CLDR names them."""

from difflib import get_close_matches
from functools import lru_cache

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, to_locale

from members.profiles.text import plain

# Codes of the CLDR that are no language somebody speaks.
_OTHERS = {"mis", "mul", "root", "und", "zxx"}


def language_names() -> dict[str, str]:
    return _names(to_locale(get_language() or "en"))


def language_choices() -> list[tuple[str, str]]:
    return sorted(language_names().items(), key=lambda one: one[1].casefold())


def name_of(code: str) -> str:
    return language_names().get(code, code)


@lru_cache(maxsize=8)
def _names(locale: str) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError  # a megabyte, for who needs it

    try:
        named = Locale.parse(locale).languages
    except UnknownLocaleError:
        named = Locale("en").languages
    codes = {code.replace("_", "-"): name for code, name in named.items() if code not in _OTHERS}
    return {code: name[:1].upper() + name[1:] for code, name in codes.items()}


def code_of(typed: str) -> str | None:
    """The language of a name, in the reader's language, in English or in itself, or of a code."""
    return _known(to_locale(get_language() or "en")).get(plain(typed))


def like(typed: str) -> str | None:
    """What may have been meant."""
    known = {plain(name): name for name in language_names().values()}
    near = get_close_matches(plain(typed), known, n=1)
    return known[near[0]] if near else None


@lru_cache(maxsize=8)
def _known(locale: str) -> dict[str, str]:
    names = _names(locale)
    own = {code: str(info.get("name_local", "")) for code, info in LANG_INFO.items()}
    known = {plain(code): code for code in names}
    known |= {plain(name): code for code, name in own.items() if name and code in names}
    known |= {plain(name): code for code, name in _names("en").items()}
    return known | {plain(name): code for code, name in names.items()}
