"""What a search can be narrowed to beside its words. An app declares its own in ``search.py``.

A narrowing is asked for as a parameter of an address (``?tag=hops``) or as an operator in the query
(``tag:hops``). Of several operators of one name, those that a thing can only have one of are
alternatives (``kind:``, ``in:``, ``author:``), and of the others it must have all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from search.operators import Term


@dataclass(frozen=True)
class Narrowing:
    """``label`` says it on the page. What is not there for the viewer has no condition.

    ``term`` is the operator that it came from, if it came from the query.
    """

    name: str
    value: str
    label: str
    condition: Q | None = None
    term: Term | None = None
    community_id: int | None = None  # that is searched, where it is one


@dataclass(frozen=True)
class Word:
    """A value of ``kind:`` or ``is:``: documents of the kind ``of`` with this trait."""

    operator: str
    trait: str
    label: str | Promise
    of: str

    @property
    def condition(self) -> Q:
        if self.trait == self.of:
            return Q(kind=self.of)
        return Q(kind=self.of, traits__contains=[self.trait])


Reader = Callable[[Any, str], Narrowing]


@dataclass(frozen=True)
class Narrower:
    read: Reader
    operator: str
    understands: Callable[[str], bool]


ALTERNATIVES = {"kind", "in", "author"}

_narrowers: dict[str, Narrower] = {}
_words: dict[tuple[str, str], list[Word]] = {}


def narrows(
    name: str, *, operator: str = "", understands: Callable[[str], bool] = bool
) -> Callable[[Reader], Reader]:
    """Declare a parameter, and the operator that says the same, if its value is understood."""

    def register(reader: Reader) -> Reader:
        _narrowers[name] = Narrower(reader, operator, understands)
        return reader

    return register


def means(operator: str, trait: str, label: str | Promise, *, of: str) -> None:
    """Declare a word of ``kind:`` or ``is:``, which facets then count.

    Several kinds of document may have one trait, as a page and a file may both be retired.
    """
    _words.setdefault((operator, trait), []).append(Word(operator, trait, label, of))


def word_of(kind: str, trait: str) -> Word | None:
    words = (word for words in _words.values() for word in words)
    return next((word for word in words if (word.of, word.trait) == (kind, trait)), None)


def understands(operator: str, value: str) -> bool:
    return any(n.operator == operator and n.understands(value) for n in _narrowers.values())


def read_narrowings(
    viewer: Any, given: dict[str, str], terms: Iterable[Term] = ()
) -> list[Narrowing]:
    asked = [
        narrower.read(viewer, value)
        for name, narrower in _narrowers.items()
        if (value := given.get(name, ""))
    ]
    return asked + [_read_term(viewer, term) for term in terms]


def _read_term(viewer: Any, term: Term) -> Narrowing:
    narrower = next(
        n for n in _narrowers.values() if n.operator == term.name and n.understands(term.value)
    )
    read = replace(narrower.read(viewer, term.value), term=term)
    if term.is_excluded:
        return replace(read, label=_("Not: %(what)s") % {"what": read.label})
    return read


def condition_of(narrowings: Iterable[Narrowing]) -> Q | None:
    """What all of them come to together; None where nothing can meet it."""
    together = Q()
    alternatives: dict[str, list[Q | None]] = {}
    for narrowing in narrowings:
        condition, term = narrowing.condition, narrowing.term
        if term and term.is_excluded:
            together &= ~condition if condition else Q()
        elif term and term.name in ALTERNATIVES:
            alternatives.setdefault(term.name, []).append(condition)
        elif condition is None:
            return None
        else:
            together &= condition
    for conditions in alternatives.values():
        some = [condition for condition in conditions if condition is not None]
        if not some:
            return None
        any_of = some[0]
        for condition in some[1:]:
            any_of |= condition
        together &= any_of
    return together


def names() -> list[str]:
    return list(_narrowers)


@narrows("author", operator="author")
def author(viewer: Any, handle: str) -> Narrowing:
    handle = handle.removeprefix("@")
    found = User.objects.reached_by(handle)
    condition = Q(author=found.pk) if found else None
    return Narrowing("author", handle, _("By @%(handle)s") % {"handle": handle}, condition)


def is_kind(value: str) -> bool:
    return ("kind", value.lower()) in _words


@narrows("kind", operator="kind", understands=is_kind)
def kind(viewer: Any, value: str) -> Narrowing:
    return _by_word("kind", "kind", value)


def is_state(value: str) -> bool:
    return ("is", value.lower()) in _words


@narrows("state", operator="is", understands=is_state)
def state(viewer: Any, value: str) -> Narrowing:
    return _by_word("state", "is", value)


def _by_word(name: str, operator: str, value: str) -> Narrowing:
    words = _words.get((operator, value.lower()))
    if words is None:
        return Narrowing(name, value, value)
    any_of = reduce(or_, (word.condition for word in words))
    return Narrowing(name, value, str(words[0].label), any_of)


def day_of(text: str) -> date | None:
    """The first day of ``2024``, ``2024-05`` or ``2024-05-17``."""
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, in the viewer's zone
        except ValueError:
            continue
        return day if 1900 <= day.year < 2200 else None
    return None


def is_day(value: str) -> bool:
    return day_of(value) is not None


@narrows("before", operator="before", understands=is_day)
def before(viewer: Any, value: str) -> Narrowing:
    label = _("Before %(day)s") % {"day": value}
    return Narrowing("before", value, label, _written("lt", value))


@narrows("since", operator="after", understands=is_day)
def since(viewer: Any, value: str) -> Narrowing:
    label = _("From %(day)s on") % {"day": value}
    return Narrowing("since", value, label, _written("gte", value))


def _written(comparison: str, value: str) -> Q | None:
    day = day_of(value)
    if day is None:
        return None
    begins = timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - the viewer's
    return Q(**{f"created_at__{comparison}": begins})
