"""Articles, for operators: where they may read them as anybody may, and nowhere else."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import LookAdmin, LookOnly
from knowledge.models import Article, Revision


class RevisionInline(LookOnly, admin.StackedInline):
    model = Revision
    fields = ["number", "title", "author", "replaced_by", "replaced_at", "reason"]
    ordering = ["-number"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).select_related("author", "replaced_by")


@admin.register(Article)
class ArticleAdmin(LookAdmin):
    list_display = ["title", "state", "community", "owner", "published_at", "review_due"]
    list_select_related = ["community", "owner"]
    list_filter = ["state", "review_due"]
    search_fields = ["title", "=author__handle", "=owner__handle", "=community__slug"]
    fields = [
        "title",
        "state",
        "community",
        "space",
        "author",
        "owner",
        "tags",
        "question",
        "applies",
        "practice",
        "exceptions",
        "created_at",
        "changed_at",
        "published_at",
        "verified_at",
        "review_due",
        "note",
        "successor",
        "version",
    ]
    inlines = [RevisionInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        seen = Article.objects.visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=seen)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj else None
