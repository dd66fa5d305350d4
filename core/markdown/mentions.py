"""`@rosa` names a person. Whether she exists is the caller's to say."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

# The name is taken whole (`?>`) or not at all, and not where it is part of an address:
# @scope/package, @someone@elsewhere.org, me@example.org
_MENTION = re.compile(
    r"@(?>([a-z0-9]+(?:[_\-]+[a-z0-9]+)*))(?!_*[^\W_]|[@/]|\.\w)", re.IGNORECASE | re.ASCII
)
_JOINED = re.compile(r"[^\W_]|[@/]")


def install(md: MarkdownIt) -> None:
    md.inline.ruler.after("text", "mention", _mention)


def _mention(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "@" or state.linkLevel:
        return False
    match = _MENTION.match(state.src, state.pos, state.posMax)
    if match is None or (state.pos and _JOINED.match(state.src[state.pos - 1])):
        return False
    if not silent:
        token = state.push("mention", "", 0)
        token.content = match[0]
        token.meta = {"handle": match[1].lower()}
    state.pos = match.end()
    return True
