"""Which pages of this site texts lead to, and are told of there: "Linked from"."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from core.markdown import Document
from core.paging import Page, paginate
from discussions.linkable import all_kinds, kind_of, within_the_site
from discussions.models.link import Link, Target, Text

if TYPE_CHECKING:
    from communities.models import Space
    from discussions.models import Post

KIND = "post"
MOST = 100  # links of one text; who writes more has made a register
SIZE = 20


def targets_in(documents: Iterable[Document]) -> list[Target]:
    """The pages that there are among the addresses in these; most texts have none, and ask none."""
    addresses = [a for document in documents for a in (*document.places, *document.links)]
    named: dict[tuple[str, int], str] = {}
    for address in map(within_the_site, addresses[:MOST]):
        for linkable in all_kinds():
            if found := linkable.number_in(address):
                number, short = found
                named.setdefault((linkable.kind, number), short)
    there = {
        (linkable.kind, pk)
        for linkable in all_kinds()
        if (numbers := [number for kind, number in named if kind == linkable.kind])
        for pk in linkable.every().filter(pk__in=numbers).values_list("pk", flat=True)
    }
    return [Target(f"{kind}:{pk}", at) for (kind, pk), at in named.items() if (kind, pk) in there]


def pages_at(viewer: Any, addresses: Iterable[str]) -> dict[str, "Linked"]:
    """By address, the pages of this site that the viewer may know. Where none is, none is asked."""
    named: dict[str, str] = {}
    for address in addresses:
        for linkable in all_kinds():
            if found := linkable.number_in(within_the_site(address)):
                named[address] = f"{linkable.kind}:{found[0]}"
    known = known_to(viewer, named.values())
    return {
        address: Linked(kind_of(page).kind, known[page].title, known[page].get_absolute_url())
        for address, page in named.items()
        if page in known
    }


def note(post: "Post", targets: list[Target], space: "Space") -> None:
    """Of a post that is new."""
    if targets:
        text = Text(KIND, post.pk, post.topic.target, post.number)
        Link.objects.note(text, targets, space.scope, space.hold_audience())


def note_anew(post: "Post", targets: list[Target], space: "Space") -> None:
    """Of a post that says something else now."""
    Link.objects.of(KIND, [post.pk]).delete()
    note(post, targets, space)


def hide(posts: "QuerySet[Post]", space: "Space") -> None:
    shown = Link.objects.of(KIND, posts.values("pk"))
    if shown.exists():
        space.hold_audience()  # whoever closes or opens it writes the same rows
        shown.hide()


def show(posts: "QuerySet[Post]", space: "Space") -> None:
    """Of posts that are there again, or elsewhere, and whose topic is."""
    hidden = Link.objects.of(KIND, posts.values("pk"))
    if hidden.exists():
        hidden.show(space.scope, space.hold_audience())


@dataclass(frozen=True)
class Linked:
    """One end of a link as a viewer is told of it: without a title, where they may not know it."""

    kind: str
    title: str
    url: str


def linked_from(
    viewer: Any, target: str, *, at: str = "", after: str | None = None, size: int = SIZE
) -> Page[Linked]:
    """The pages whose texts lead there that the viewer may read, each once, the newest first.

    ``at`` is a part of the target with an address of its own.

    Raises BadCursor.
    """
    seen = Link.objects.filter(target=target).visible_to(viewer)
    if at:
        seen = seen.filter(address=at)
    page = paginate(seen.once_for_each("page"), ("-id",), after=after, size=size)
    known = known_to(viewer, [link.page for link in page])
    shown = [_source(link, known[link.page]) for link in page if link.page in known]
    return Page(shown, page.next)


def leads_to(viewer: Any, page: str) -> list[Linked]:
    """Where the texts on a page lead, in the order in which they were written."""
    links = Link.objects.filter(page=page).visible_to(viewer).once_for_each("target")
    found = list(links.order_by("pk")[:MOST])
    known = known_to(viewer, [link.target for link in found])
    return [_target(link, known.get(link.target)) for link in found]


def known_to(viewer: Any, pages: Iterable[str]) -> dict[str, Any]:
    """By their names, those that the viewer may know, in one query for each kind."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        kind, _colon, number = page.partition(":")
        wanted[kind].append(int(number))
    return {
        f"{kind}:{pk}": one
        for kind, numbers in wanted.items()
        for pk, one in kind_of(f"{kind}:").visible_to(viewer).in_bulk(numbers).items()
    }


def _source(link: Link, known: Any) -> Linked:
    at = f"{known.address}posts/{link.number}/" if (link.number or 1) > 1 else ""
    return Linked(kind_of(link.page).kind, known.title, at or known.get_absolute_url())


def _target(link: Link, known: Any) -> Linked:
    kind = kind_of(link.target).kind
    if known is None:
        return Linked(kind, "", link.address)
    return Linked(kind, known.title, known.get_absolute_url())
