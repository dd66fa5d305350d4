"""Elements that stand on a page dozens of times: a macro takes ten times as long to write one.

The templates find them among the macros of the design system, as ``ui.<name>``.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from markupsafe import Markup

from accounts.models import initials_of
from core import formats


def avatar(person: Any, size: str = "sm", photo: str = "") -> Markup:
    """``photo`` is one that this viewer may see, where not everyone may."""
    return _avatar(_of(person, "name"), _of(person, "dye"), size, photo or _photo_of(person))


def byline(person: Any, size: str = "sm") -> Markup:
    name, handle, dye = (_of(person, part) for part in ("name", "handle", "dye"))
    return _byline(name, handle, dye, size, _photo_of(person))


def avatars(people: Iterable[Any], size: str = "xs") -> Markup:
    faces = (
        _face(_of(person, "name"), _of(person, "dye"), size, _photo_of(person)) for person in people
    )
    return Markup('<span class="avatars" aria-hidden="true">{}</span>').format(Markup().join(faces))


def useful(count: int, pressed: Any = None) -> Markup:
    """How many found it useful; a button that says whether it is ``pressed``, unless that is None.

    It and the next are written once for each number and language.
    """
    return _useful(get_language(), count, pressed)


def tally(count: int, state: str, *, replies: bool = False) -> Markup:
    """How many answers; ``state`` is open (nothing yet), answered or accepted."""
    return _tally(get_language(), count, state, replies=replies)


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


@lru_cache(maxsize=16_384)
def url(name: str, *args: Any, **kwargs: Any) -> str:
    """An address is asked for many times on each page: each is worked out once."""
    return reverse(name, args=args, kwargs=kwargs)


@lru_cache(maxsize=1024)
def _useful(_language: str | None, count: int, pressed: Any) -> Markup:
    inner = Markup("{}<b>{}</b><span>{}</span>").format(
        icon("arrow-up", "sm"), formats.number(count), gettext("useful")
    )
    if pressed is None:
        return Markup('<span class="useful useful--still">{}</span>').format(inner)
    button = Markup('<button class="useful" type="submit" aria-pressed="{}">{}</button>')
    return button.format("true" if pressed else "false", inner)


@lru_cache(maxsize=1024)
def _tally(_language: str | None, count: int, state: str, *, replies: bool) -> Markup:
    word = ngettext("reply", "replies", count) if replies else ngettext("answer", "answers", count)
    accepted, more = Markup(), Markup()
    if state == "accepted":
        accepted = icon("check", "xs")
        more = Markup('<span class="sr">{}</span>').format(gettext(", one accepted"))
    return Markup(
        '<span class="tally tally--{}"><b>{}{}</b><span>{}</span>{}</span>',
    ).format(state, formats.number(count), accepted, word, more)


def _of(person: Any, name: str) -> str:
    """People come as users, and in lists as what the list's query says of them."""
    return person[name] if isinstance(person, dict) else getattr(person, name)


def _photo_of(person: Any) -> str:
    """Who is shown without an account, as a guest, has none."""
    found = person.get("photo") if isinstance(person, dict) else getattr(person, "photo", "")
    return found or ""


@lru_cache(maxsize=4096)
def _avatar(name: str, dye: str, size: str, photo: str) -> Markup:
    return _face(name, dye, size, photo, Markup(' aria-hidden="true"'))


@lru_cache(maxsize=4096)
def _face(name: str, dye: str, size: str, photo: str, more: str = "") -> Markup:
    face = Markup('<span class="avatar avatar--{}" data-dye="{}"{}>{}{}</span>')
    return face.format(size, dye, more, initials_of(name), _picture(photo, size))


def _picture(photo: str, size: str) -> Markup:
    """Over the initials, which are read where it does not come."""
    if not photo:
        return Markup()
    href = url("photo", photo, "large" if size == "xl" else "small")
    return Markup('<img class="avatar__photo" src="{}" alt="" loading="lazy">').format(href)


@lru_cache(maxsize=4096)
def _byline(name: str, handle: str, dye: str, size: str, photo: str) -> Markup:
    return Markup('<span class="byline">{}<a href="{}">{}</a></span>').format(
        _avatar(name, dye, size, photo), url("person", handle), name
    )
