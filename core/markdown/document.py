"""A text, read once: whom it names, where it leads, and its HTML."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from core.markdown import links
from core.markdown.highlight import Highlighter
from core.markdown.meter import Meter, TooIntricate
from core.markdown.parser import md
from core.markdown.sanitising import sanitise

Addresses = Mapping[str, str]
"""Of each handle that exists, in lower case, the address of its profile."""

Mentions = Addresses | Callable[[Sequence[str]], Addresses]

Sizes = Mapping[str, tuple[int, int]]
"""Of each upload that may be shown as a picture, its width and height."""


@dataclass(frozen=True)
class Rendered:
    """HTML fit to be stored and shown, and what the text refers to, each once and in order.

    ``uploads`` are the addresses of our own files: first those it shows, then those it links.
    """

    html: str
    mentions: tuple[str, ...]
    links: tuple[str, ...]
    uploads: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    tokens: Sequence[Token]
    mentions: tuple[str, ...]
    links: tuple[str, ...]
    uploads: tuple[str, ...]
    places: tuple[str, ...] = ()  # other addresses of this site, without its host
    is_as_typed: bool = False

    def html(self, people: Addresses | None = None, sizes: Sizes | None = None) -> str:
        """Write the HTML; handles that ``people`` does not know stay plain text.

        Of the pictures, those in ``sizes`` are shown, their place kept while they load; others are
        links, since readers would find a gap. Without ``sizes`` nothing is known and all are shown.
        """
        env = {"people": people or {}, "sizes": sizes, "highlighter": Highlighter()}
        return sanitise(md.renderer.render(self.tokens, md.options, env))


def parse(source: str) -> Document:
    """Read a text. One with more markup than a person writes is taken as it was typed."""
    # A lone half of a surrogate pair cannot be stored or sent.
    source = source.encode("utf-8", "replace").decode("utf-8")
    try:
        tokens = md.parse(source, {"meter": Meter()})
    except TooIntricate:
        return Document([Token("as_typed", "", 0, content=source)], (), (), (), is_as_typed=True)
    own = list(_outside_quotations(tokens))  # who is quoted is not called again
    return Document(
        tokens,
        mentions=_distinct(token.meta["handle"] for token in _walk(own, "mention")),
        links=_distinct(filter(links.is_remote, _attribute(tokens, "link_open", "href"))),
        uploads=_distinct(filter(links.is_upload, _addresses(tokens))),
        places=_distinct(filter(links.is_within, _attribute(tokens, "link_open", "href"))),
    )


def render(
    source: str,
    *,
    mentions: Mentions | None = None,
    sizes: Callable[[Sequence[str]], Sizes] | None = None,
) -> Rendered:
    """Make the HTML of a text.

    ``mentions`` gives the addresses of the people named, ``sizes`` the measures of the pictures.
    As functions they are called with what was found, once, and only if there is any.
    """
    document = parse(source)
    if callable(mentions):
        mentions = mentions(document.mentions) if document.mentions else {}
    known_sizes = sizes(document.uploads) if sizes and document.uploads else None
    return Rendered(
        document.html(mentions, known_sizes), document.mentions, document.links, document.uploads
    )


def _outside_quotations(tokens: Sequence[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if not depth:
            yield token


def _walk(tokens: Sequence[Token], kind: str) -> Iterator[Token]:
    for block in tokens:
        for token in block.children or ():
            if token.type == kind:
                yield token


def _attribute(tokens: Sequence[Token], kind: str, name: str) -> Iterator[str]:
    return (str(token.attrs[name]) for token in _walk(tokens, kind))


def _addresses(tokens: Sequence[Token]) -> Iterator[str]:
    yield from _attribute(tokens, "image", "src")
    yield from _attribute(tokens, "link_open", "href")


def _distinct(items: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
