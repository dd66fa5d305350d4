"""What search engines may know of: only what visitors may read.

A page of a sitemap holds the rows of a range of numbers, so that the last of a million topics
costs as much as the first, and none is counted.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, sitemap, x_robots_tag
from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from communities.models import Community
from core.visitors import VISITOR
from discussions.models import Topic
from knowledge.models import Article, Collection
from projects.models import Project

STEP = 10_000  # numbers to a page; a sitemap may hold 50,000 addresses


class Ranges(Paginator):
    """Pages of so many numbers each, of which some may have no rows."""

    object_list: Any

    @cached_property
    def count(self) -> int:
        """The last number, which is how far there are pages."""
        return self.object_list.order_by("-pk").values_list("pk", flat=True).first() or 0

    def page(self, number: int | str) -> Page:
        valid = self.validate_number(number)
        first = (valid - 1) * self.per_page
        rows = self.object_list.filter(pk__gt=first, pk__lte=first + self.per_page)
        return Page(rows, valid, self)


class Section(Sitemap):
    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    @property
    def paginator(self) -> Ranges:
        return Ranges(self.rows().order_by("pk"), STEP)

    def get_protocol(self, protocol: Any = None) -> str:
        return urlsplit(settings.SITE_ORIGIN).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_ORIGIN).netloc


class Communities(Section):
    def rows(self) -> QuerySet[Community]:
        topics = Topic.objects.visible_to(VISITOR).filter(community=OuterRef("pk"))
        newest = topics.order_by("-active_at", "-id").values("active_at")[:1]
        return Community.objects.readable_by(VISITOR).annotate(active_at=Subquery(newest))

    def lastmod(self, community: Any) -> Any:
        return community.active_at


class Topics(Section):
    def rows(self) -> QuerySet[Topic]:
        shown = ("title", "active_at", "community__slug")
        return Topic.objects.visible_to(VISITOR).select_related("community").only(*shown)

    def lastmod(self, topic: Topic) -> Any:
        return topic.active_at


class Articles(Section):
    def rows(self) -> QuerySet[Article]:
        shown = ("title", "changed_at", "community__slug")
        articles = Article.objects.visible_to(VISITOR).published()
        return articles.select_related("community").only(*shown)

    def lastmod(self, article: Article) -> Any:
        return article.changed_at


class Collections(Section):
    def rows(self) -> QuerySet[Collection]:
        return Collection.objects.visible_to(VISITOR).select_related("community")


class Projects(Section):
    def rows(self) -> QuerySet[Project]:
        shown = ("title", "changed_at", "community__slug")
        return Project.objects.visible_to(VISITOR).select_related("community").only(*shown)

    def lastmod(self, project: Project) -> Any:
        return project.changed_at


SECTIONS: dict[str, Any] = {
    "communities": Communities,
    "topics": Topics,
    "articles": Articles,
    "collections": Collections,
    "projects": Projects,
}


@require_safe
@x_robots_tag
def index(request: HttpRequest) -> TemplateResponse:
    _ensure_welcome()
    items = [
        SitemapIndexItem(f"{_address_of(name)}?p={page}" if page > 1 else _address_of(name))
        for name, section in SECTIONS.items()
        for page in section().paginator.page_range
    ]
    context = {"sitemaps": items}
    return TemplateResponse(
        request, "sitemap_index.xml", context, content_type="application/xml", using="django"
    )


@require_safe
def section(request: HttpRequest, section: str) -> Any:
    _ensure_welcome()
    return sitemap(request, SECTIONS, section=section)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "robots.txt",
        {"welcome": settings.SEARCH_ENGINES, "sitemap": _absolute(reverse("integrations:sitemap"))},
        content_type="text/plain; charset=utf-8",
    )


def _ensure_welcome() -> None:
    if not settings.SEARCH_ENGINES:
        raise Http404


def _address_of(name: str) -> str:
    return _absolute(reverse("integrations:sitemap_section", args=[name]))


def _absolute(address: str) -> str:
    return settings.SITE_ORIGIN + address
