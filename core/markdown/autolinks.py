"""Bare addresses become links, as GitHub Flavored Markdown describes; in linear time.

The rules fire where a `:`, a `www.` or an `@` stands, look at a bounded stretch around it, and
never back-track over what they have refused.
"""

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from core.markdown import links

# Browsers and proxies cut longer ones off.
_MAX_URL = 2_000

_HOST_CHAR = r"(?:[a-z0-9_\-]|[^\x00-\x7f\s])"
_HOST = re.compile(rf"{_HOST_CHAR}{{1,63}}(?:\.{_HOST_CHAR}{{1,63}}){{0,15}}", re.IGNORECASE)
_REST = re.compile(rf"[^\s<>\"`]{{0,{_MAX_URL}}}")
_WORD = re.compile(r"\w")

_TRAILING = frozenset("?!.,:;*_~'\"")
_BRACKET = re.compile(r"[\[\]]")
_ENTITY = re.compile(r"&[a-z0-9]{1,31};", re.IGNORECASE)

_EMAIL = re.compile(
    # A run of these characters is looked at once, from its start.
    r"(?<![\w.+\-])[a-z0-9._+\-]{1,64}"
    r"@[a-z0-9_\-]{1,63}(?:\.[a-z0-9_\-]{1,63}){1,8}(?<![_\-])(?![\w@\-])",
    re.IGNORECASE | re.ASCII,
)


def install(md: MarkdownIt) -> None:
    _stop_text_at_www(md.inline)
    md.inline.ruler.after("text", "autolink_url", _url)
    md.inline.ruler.after("autolink_url", "autolink_www", _www)
    md.core.ruler.after("inline", "autolink_email", _emails)


def _stop_text_at_www(inline: ParserInline) -> None:
    inline.terminator_re = re.compile(rf"{inline.terminator_re.pattern}|(?<![\w/.@\-])[wW]{{3}}\.")


def _url(state: StateInline, silent: bool) -> bool:
    """Fire on the colon of `https://`; the scheme is already behind us, as plain text."""
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _scheme_before(state.src, state.pos)
    if not scheme:
        return False
    end = _end_of_address(state.src, state.pos + 3, state.posMax, dotted=False)
    if end is None:
        return False
    url = links.encode(state.src[state.pos - len(scheme) : end])
    if not silent:
        state.pending = state.pending[: -len(scheme)]
        _push_link(state, url, state.src[state.pos - len(scheme) : end])
    state.pos = end
    return True


def _www(state: StateInline, silent: bool) -> bool:
    if state.linkLevel or state.src[state.pos] not in "wW":
        return False
    if state.src[state.pos : state.pos + 4].lower() != "www.":
        return False
    end = _end_of_address(state.src, state.pos, state.posMax, dotted=True)
    if end is None:
        return False
    if not silent:
        typed = state.src[state.pos : end]
        _push_link(state, links.encode("http://" + typed), typed)
    state.pos = end
    return True


def _scheme_before(src: str, colon: int) -> str:
    for scheme in ("https", "http"):
        start = colon - len(scheme)
        if start >= 0 and src[start:colon].lower() == scheme:
            stands_alone = start == 0 or not _WORD.match(src[start - 1])
            return src[start:colon] if stands_alone else ""
    return ""


def _end_of_address(src: str, start: int, limit: int, *, dotted: bool) -> int | None:
    """Where the address ends whose host begins at ``start``, or None if that is no host."""
    host = _HOST.match(src, start, limit)
    if host is None:
        return None
    labels = host[0].rstrip(".").split(".")
    # `dotted` asks for one more part after `www.`; http://localhost needs none.
    if "_" in "".join(labels[-2:]) or (dotted and len(labels) < 2):
        return None
    rest = _REST.match(src, host.end(), limit)
    end = _before_open_bracket_closes(src, host.end(), rest.end() if rest else host.end())
    end = _without_trailing(src, start, end)
    return end if end > start else None


def _before_open_bracket_closes(src: str, start: int, end: int) -> int:
    """End at a `]` that closes what was opened before: `[https://example.org](…)` is one link."""
    depth = 0
    for bracket in _BRACKET.finditer(src, start, end):
        depth += 1 if bracket[0] == "[" else -1
        if depth < 0:
            return bracket.start()
    return end


def _without_trailing(src: str, start: int, end: int) -> int:
    """Leave the full stop to the sentence, and the parenthesis to whoever opened it."""
    excess = src.count(")", start, end) - src.count("(", start, end)
    while end > start:
        char = src[end - 1]
        if char == ")":
            if excess <= 0:
                break
            excess -= 1
        elif char == ";" and (entity := src.rfind("&", max(start, end - 33), end)) >= 0:
            if _ENTITY.fullmatch(src, entity, end):
                end = entity
                continue
        elif not (char in _TRAILING or _is_foreign_punctuation(char)):
            break
        end -= 1
    return end


def _is_foreign_punctuation(char: str) -> bool:
    return char > "\x7f" and unicodedata.category(char).startswith("P")


def _push_link(state: StateInline, url: str, typed: str) -> None:
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": url}
    state.push("text", "", 0).content = typed
    state.push("link_close", "a", -1)


def _emails(state: StateCore) -> None:
    """Runs once the text is in one piece: `_` in an address would otherwise have cut it up."""
    for block in state.tokens:
        if block.children and "@" in block.content:
            block.children = _with_emails(block.children)


def _with_emails(children: list[Token]) -> list[Token]:
    out: list[Token] = []
    depth = 0
    for token in children:
        depth += token.nesting if token.tag == "a" else 0
        if token.type == "text" and not depth and "@" in token.content:
            out.extend(_split(token))
        else:
            out.append(token)
    return out


def _split(token: Token) -> list[Token]:
    out: list[Token] = []
    done = 0
    for match in _EMAIL.finditer(token.content):
        out.append(_text(token.content[done : match.start()]))
        out.append(Token("link_open", "a", 1, attrs={"href": "mailto:" + match[0]}))
        out.append(_text(match[0]))
        out.append(Token("link_close", "a", -1))
        done = match.end()
    out.append(_text(token.content[done:]))
    return out


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
