"""Rearranges what was parsed into what the page may hold; runs after the inline rules."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from core.markdown import links

# The page owns h1 and h2: its title, and the post or section the text stands in.
_FIRST_HEADING = 3
_LAST_HEADING = 6
_MAX_DEPTH = 20
_MAX_NAME = 120


def install(md: MarkdownIt) -> None:
    for rule in (_outline, _flatten, _pictures, _tasks, _name_tables):
        md.core.ruler.push(rule.__name__, rule)


def _outline(state: StateCore) -> None:
    """Give headings the levels their nesting asks for, so that none is skipped in the page."""
    above: list[int] = []
    for token in state.tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(_FIRST_HEADING + len(above) - 1, _LAST_HEADING)}"


def _flatten(state: StateCore) -> None:
    """Take emphasis inside twenty others as typed: browsers and mail programs choke on more."""
    for block in _inlines(state.tokens):
        open_beyond: list[bool] = []
        for token in block.children or ():
            if token.nesting > 0:
                open_beyond.append(len(open_beyond) >= _MAX_DEPTH and token.tag != "a")
            is_beyond = token.nesting != 0 and open_beyond[-1]
            if token.nesting < 0:
                open_beyond.pop()
            if is_beyond:
                token.type, token.nesting, token.content = "text", 0, token.markup


def _pictures(state: StateCore) -> None:
    """Keep our own pictures; show others as links, so that no other host sees who reads."""
    for block in _inlines(state.tokens):
        if any(token.type == "image" for token in block.children or ()):
            block.children = list(_with_linked_pictures(block.children or []))


def _with_linked_pictures(children: list[Token]) -> Iterator[Token]:
    inside_link = 0
    for token in children:
        inside_link += token.nesting if token.tag == "a" else 0
        if token.type != "image":
            yield token
            continue
        url = str(token.attrs["src"])
        token.content = words_of(token.children or [])
        token.meta["inside_link"] = inside_link > 0
        if links.is_upload(url):
            yield token
            continue
        caption = Token("text", "", 0, content=token.content or url)
        if inside_link:
            yield caption
            continue
        yield Token("link_open", "a", 1, attrs={"href": url, **_title(token)})
        yield caption
        yield Token("link_close", "a", -1)


def _title(token: Token) -> dict[str, str | int | float]:
    return {"title": token.attrs["title"]} if "title" in token.attrs else {}


def _tasks(state: StateCore) -> None:
    """Put the words of a task into its checkbox's label: named so, it needs no translation."""
    for item, _, inline in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type == "list_item_open" and "checked" in item.meta:
            item.attrs = {"class": "task"}
            if inline.children is not None:
                box = Token("task_open", "label", 1, meta=item.meta)
                inline.children = [box, *inline.children, Token("task_close", "label", -1)]


def _name_tables(state: StateCore) -> None:
    """Name the box a wide table scrolls in by the table's own headings, in its own language."""
    for at, token in enumerate(state.tokens):
        if token.type == "table_open":
            headings = []
            for cell in state.tokens[at:]:
                if cell.type == "thead_close":
                    break
                if cell.children:
                    headings.append(words_of(cell.children).strip())
            token.meta["name"] = ", ".join(filter(None, headings))[:_MAX_NAME]


def _inlines(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.children)


def words_of(children: list[Token]) -> str:
    return "".join(_word(token) for token in children)


def _word(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return words_of(token.children) if token.children else token.content
