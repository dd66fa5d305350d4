import re
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db.models.expressions import RawSQL

from search.models.document import CONFIG
from search.narrowing import understands
from search.operators import Term, joined, split
from search.text import clean, seamed

LONGEST = 300  # characters
_QUOTES = str.maketrans("“”„«»", '"""""')
_PARTS = re.compile(r'(-?)-*("[^"]*"?|[^\s"]+)')
_WORD = re.compile(r"\w+")
_PLAIN = re.compile(r"[^\W_]+")


class Match(NamedTuple):
    """``exact`` is what was asked. ``coarse`` follows from it, and an index can answer it alone.

    They are the same where ``is_plain``: only words, without order or exception.
    """

    exact: Any
    coarse: Any | None
    is_plain: bool


EVERYTHING = Match(RawSQL("''::tsquery", ()), None, is_plain=True)


class Loosened(SearchQuery):
    """A phrase asks only that its words occur."""

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        sql, params = super().as_sql(*args, **kwargs)
        return rf"regexp_replace(({sql})::text, '<(-|\d+)>', '&', 'g')::tsquery", params


@dataclass(frozen=True)
class Query:
    """What somebody typed: words, "a phrase", or, -without; and operators (search/operators.py).

    Nothing that can be typed is an error; what is too long is cut.
    """

    text: str  # without the operators
    terms: tuple[Term, ...] = ()
    is_cut: bool = False

    @classmethod
    def read(cls, typed: str) -> "Query":
        text = " ".join(clean(typed[: 4 * LONGEST]).translate(_QUOTES).split())
        words, terms = split(text[:LONGEST].strip(), understands)
        return cls(words, terms, is_cut=len(text) > LONGEST or len(typed) > 4 * LONGEST)

    def __bool__(self) -> bool:
        return bool(self.text or self.terms)

    @property
    def typed(self) -> str:
        """The whole of it, the words first."""
        return joined(self.text, self.terms)

    def also(self, term: Term) -> "Query":
        return replace(self, terms=tuple(dict.fromkeys([*self.terms, term])))

    def without(self, term: Term | None) -> "Query":
        return replace(self, terms=tuple(known for known in self.terms if known != term))

    def all_words(self) -> Match:
        return _all(self.parts()) if self.text else EVERYTHING

    def being_typed(self) -> Match:
        """The last word may go on."""
        *before, last = self.parts() or [""]
        if not re.fullmatch(r"\w{2,}", last) or not self.text.endswith(last):
            return self.all_words()
        beginning = SearchQuery(f"'{last}':*", config=CONFIG, search_type="raw")
        if not before:
            return Match(beginning, beginning, is_plain=True)
        head = _all(before)
        coarse = (head.coarse & beginning) if head.coarse else beginning
        return Match(head.exact & beginning, coarse, head.is_plain)

    def any_word(self) -> Match:
        """For when nothing has all the words. What was excluded stays out."""
        wanted = self._wanted()
        unwanted = [part for part in self.parts() if part[0] == "-"]
        any_of = " or ".join(wanted)
        exact = _websearch([any_of])
        for part in unwanted:
            exact &= _websearch([part])
        return Match(exact, _websearch([any_of], Loosened), _are_plain([*wanted, *unwanted]))

    def parts(self) -> list[str]:
        return [sign + part for sign, part in _PARTS.findall(self.text) if part.strip('-" ')]

    def words(self) -> list[str]:
        """What may be misspelt: neither excluded nor an operator."""
        return list(dict.fromkeys(word for part in self._wanted() for word in _WORD.findall(part)))

    def with_words(self, corrected: dict[str, str]) -> "Query":
        return replace(self, text=_WORD.sub(lambda w: corrected.get(w[0], w[0]), self.text))

    def _wanted(self) -> list[str]:
        return [part for part in self.parts() if part[0] != "-" and part.lower() != "or"]


def _all(parts: list[str]) -> Match:
    wanted = [part for part in parts if part[0] != "-"]
    exact = _websearch(parts)
    if len(wanted) == len(parts):
        return Match(exact, _websearch(parts, Loosened), _are_plain(parts))
    if not wanted or any(part.lower() == "or" for part in wanted):
        return Match(exact, None, is_plain=False)  # `a or -b` needs neither word
    return Match(exact, _websearch(wanted, Loosened), is_plain=False)


def _are_plain(parts: list[str]) -> bool:
    return all(_PLAIN.fullmatch(part) for part in parts)


def _websearch(parts: list[str], kind: type[SearchQuery] = SearchQuery) -> Any:
    return kind(seamed(" ".join(parts)), config=CONFIG, search_type="websearch")
