"""``tag:hops -in:lounge``: the part of a query that is not words. No database, only text."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    -*"[^"]*"?  # a phrase, in which nothing is an operator
    | (?<!\S) (?P<sign>-?) (?P<name>[a-z]+) : (?P<value>"[^"]+"|[^\s"]+) (?!\S)
    """,
    re.IGNORECASE | re.VERBOSE,
)

Understands = Callable[[str, str], bool]


@dataclass(frozen=True)
class Term:
    name: str
    value: str
    is_excluded: bool = False

    def __str__(self) -> str:
        value = f'"{self.value}"' if " " in self.value else self.value
        return f"{'-' * self.is_excluded}{self.name}:{value}"


def split(text: str, understands: Understands) -> tuple[str, tuple[Term, ...]]:
    """The words, and the operators among them, each once. What is not understood is a word."""
    terms: dict[Term, None] = {}
    words, end = [], 0
    for token in _TOKEN.finditer(text):
        if not token["name"]:
            continue
        term = Term(token["name"].lower(), token["value"].strip('"').strip(), bool(token["sign"]))
        if term.value and understands(term.name, term.value):
            terms[term] = None
            words.append(text[end : token.start()])
            end = token.end()
    return " ".join("".join([*words, text[end:]]).split()), tuple(terms)


def joined(words: str, terms: tuple[Term, ...]) -> str:
    """What ``split`` would take apart again."""
    operators = " ".join(map(str, terms))
    if words.count('"') % 2:  # a phrase that nobody has ended would swallow what follows
        return f"{operators} {words}".strip()
    return f"{words} {operators}".strip()
