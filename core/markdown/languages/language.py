"""What tells comments, strings, numbers and names apart, in the languages people post.

Every pattern is linear, so that no code can be written that takes long to colour:

- what is begun and never closed reaches to the end of its line, or of the code (`\\Z`);
- a repetition gives nothing back (`*+`), or excludes the character that ends it;
- a word is taken whole, keyword or not, and never looked into a second time.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

Rules = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Language:
    """``rules`` are tried in order, as (class, pattern); ``tag`` is read as a language again."""

    rules: Rules
    words: Mapping[str, str]
    word: str = r"[^\W\d]\w*+"
    folds_case: bool = False
    colours_calls: bool = True
    colours_types: bool = True

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        groups = [f"({pattern})" for _, pattern in self.rules]
        return re.compile("|".join([*groups, f"({self.word})"]))

    def class_of(self, match: re.Match[str]) -> str:
        if match.lastindex and match.lastindex <= len(self.rules):
            return self.rules[match.lastindex - 1][0]
        word = match[0]
        if known := self.words.get(word.lower() if self.folds_case else word):
            return known
        if self.colours_calls and match.string[match.end() : match.end() + 1] == "(":
            return "nf"
        is_type = self.colours_types and word[0].isupper() and not word.isupper()
        return "nc" if is_type else ""


def words(**classes: str) -> dict[str, str]:
    return {word: name for name, words in classes.items() for word in words.split()}


DOUBLE = ("s", r'"(?:[^"\\\n]|\\.)*+"?')
SINGLE = ("s", r"'(?:[^'\\\n]|\\.)*+'?")
DOUBLE_LINES = ("s", r'(?s:"(?:[^"\\]|\\.)*+"?)')
SINGLE_LINES = ("s", r"'[^']*+'?")
BACKTICK = ("s", r"(?s:`(?:[^`\\]|\\.)*+`?)")
TRIPLE = ("s", r"""(?s:(?:"{3}.*?(?:"{3}|\Z)|'{3}.*?(?:'{3}|\Z)))""")
CHARACTER = ("s", r"'(?:[^'\\\n]|\\[^\n]{1,10}?)'")
NUMBER = (
    "m",
    r"(?<![\w.])(?:0[xX][\da-fA-F_]++|\d[\d_]*+(?:\.\d[\d_]*+)?(?:[eE][+-]?\d++)?)[\w%]*+",
)
SLASHES = ("c", r"//[^\n]*+")
STARS = ("c", r"(?s:/\*.*?(?:\*/|\Z))")
HASH = ("c", r"(?<![^\s;])#[^\n]*+")
DASHES = ("c", r"--[^\n]*+")
DECORATOR = ("na", r"@[\w.]++")
DOLLAR = ("nb", r"\$(?:\{[^{}\n]*+\}?|\w++|[@*#?!$-])")

LITERALS = "true false null"
