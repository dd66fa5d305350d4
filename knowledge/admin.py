"""Articles, for operators: where they may read them as anybody may, and nowhere else."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import LookAdmin, LookOnly
from knowledge.models import Article, Collection, Resource, Revision


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


@admin.register(Collection)
class CollectionAdmin(LookAdmin):
    list_display = ["name", "community", "space", "position"]
    list_select_related = ["community", "space"]
    search_fields = ["name", "=community__slug"]
    fields = ["name", "description", "community", "space", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Collection]:
        seen = Collection.objects.visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=seen)


@admin.register(Resource)
class ResourceAdmin(LookAdmin):
    list_display = ["title", "standing", "community", "collection", "added_by", "added_at"]
    list_select_related = ["community", "collection", "added_by"]
    list_filter = ["standing", "added_at"]
    search_fields = ["title", "url", "=added_by__handle", "=community__slug"]
    fields = [
        "title",
        "standing",
        "note",
        "community",
        "collection",
        "url",
        "tags",
        "description",
        "added_by",
        "added_at",
        "changed_at",
        "version",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Resource]:
        seen = Resource.objects.visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=seen)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj else None
