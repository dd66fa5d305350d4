from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.access import community_to_read
from communities.frame import frame
from core.http import PageRequest
from core.markdown import first_picture
from discussions.backlinks import show_links
from knowledge import access, rules
from knowledge.listing import Listing
from knowledge.models import Article, Doubt
from knowledge.parts import PARTS
from knowledge.showing import (
    attributions_in,
    contributors_of,
    visible_successor,
    with_pages,
)
from knowledge.structured_data import structured_data

PAGE = 20


def articles(request: PageRequest, slug: str) -> HttpResponse:
    """What the community recommends: its articles, the last changed first."""
    community = community_to_read(request.user, slug)
    listing = Listing.read(request.GET)
    page = listing.page(request.user, community, after=request.GET.get("after"), size=PAGE)
    context = frame(request.user, community) | {
        "listing": listing,
        "page": page,
        "may_begin": rules.can_begin(request.user, community),
        "states": [
            ("", _("Published")),
            ("review", _("In review")),
            ("drafts", _("Your drafts")),
            ("retired", _("Retired")),
        ],
    }
    if request.htmx.target == "articles-more":
        return render(request, "knowledge/list.html#rows", context)
    return render(request, "knowledge/list.html", context)


def article(request: PageRequest, slug: str, pk: int, title: str = "") -> HttpResponse:
    found = access.article_to_read(request.user, pk)
    if (slug, title) != (found.community.slug, found.slug):
        return redirect(found)
    return render(request, "knowledge/article.html", article_context(request, found))


def links(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """Which pages lead to the article, and where it leads."""
    return show_links(request, access.article_to_read(request.user, pk), "knowledge")


def article_context(request: PageRequest, found: Article) -> dict[str, Any]:
    viewer = request.user
    follows = found.successor and visible_successor(viewer, found)
    sources = with_pages(viewer, found.sources.seen_by(viewer).for_display())
    shown = [part for part in PARTS if part.name in found.html]
    return {
        **frame(viewer, found.community),
        "article": found,
        "parts_shown": shown,
        "picture": first_picture("".join(found.html[part.name] for part in shown)),
        "structured": structured_data(found) if is_for_crawlers(request, found) else None,
        "sources": sources,
        "attributions": attributions_in(sources),
        "contributors": contributors_of(viewer, found),
        "follows": follows,
        "doubted": viewer.is_authenticated
        and found.is_published
        and Doubt.objects.filter(article=found, user=viewer).exists(),
        "may_edit": rules.can_edit(viewer, found),
        "may_propose": rules.can_propose(viewer, found),
        "may_give_back": rules.can_give_back(viewer, found),
        "may_publish": rules.can_publish(viewer, found),
        "may_keep": rules.can_keep(viewer, found),
        "may_discard": rules.can_discard(viewer, found),
        "may_take_part": rules.can_take_part(viewer, found),
    }


def is_for_crawlers(request: PageRequest, found: Article) -> bool:
    """They come as visitors, and are shown what is recommended now."""
    is_visitor = not request.user.is_authenticated
    return is_visitor and found.is_published and found.space.is_open_to_all
