"""A bound on the work one document may cost, counted in steps so that it is the same everywhere.

The parser is linear or nearly so, but its dearest steps cost fifty times its cheapest, and 64 kB
of brackets would take a second. A stopwatch would let the result depend on the machine's load.
"""

from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

MAX_STEPS = 20_000
"""Measured: prose takes 1 to 4 steps for 20 characters, dense tables and link lists 6."""

# What begins here may be a link, a picture or a definition, and finding out is dear.
_DEAR = {"[": 4, "!": 4, "<": 2}
_DEAR_BLOCKS = {"fence": 4, "code_block": 4}


class TooIntricate(Exception):
    """The text holds more markup than a person writes."""


class Meter:
    def __init__(self) -> None:
        self.left = MAX_STEPS

    def spend(self, steps: int = 1) -> None:
        self.left -= steps
        if self.left < 0:
            raise TooIntricate


class _StateBlock(StateBlock):
    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        self.env["meter"].spend(_DEAR_BLOCKS.get(ttype, 1))
        return super().push(ttype, tag, nesting)


class _StateInline(StateInline):
    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        self.env["meter"].spend()
        return super().push(ttype, tag, nesting)


class MeteredBlocks(ParserBlock):
    def __init__(self) -> None:
        super().__init__()
        chains = ["paragraph", "reference", "blockquote", "list"]
        self.ruler.before("table", "meter", _count_block, {"alt": chains})

    def parse(
        self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]
    ) -> list[Token] | None:
        if not src:
            return None
        state = _StateBlock(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


class MeteredInlines(ParserInline):
    def __init__(self) -> None:
        super().__init__()
        self.ruler.before("text", "meter", _count_inline)

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _StateInline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _count_block(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """Stand first among the rules, so that each line looked at is paid for; match nothing."""
    first = state.bMarks[startLine] + state.tShift[startLine]
    state.env["meter"].spend(_DEAR.get(state.src[first : first + 1], 1))
    return False


def _count_inline(state: StateInline, silent: bool) -> bool:
    state.env["meter"].spend(_DEAR.get(state.src[state.pos], 1))
    return False
