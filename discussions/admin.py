"""What was said, for operators: where they may read it as anybody may, and nowhere else.

Being an operator opens no closed room. What is said in one is for those whom its community has put
in charge.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.admin import LookAdmin, LookOnly
from core.http import PageRequest
from discussions.models import Closure, Post, Reaction, Revision, Topic
from discussions.models.closure import Reason


class PresenceFilter(admin.SimpleListFilter):
    title = _("presence")
    parameter_name = "presence"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("present", _("There to be read")), ("deleted", _("Deleted"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        if self.value() not in {"present", "deleted"}:
            return queryset
        return queryset.filter(deleted_at__isnull=self.value() == "present")


class ClosureInline(LookOnly, admin.StackedInline):
    model = Closure
    fk_name = "topic"
    fields = ["reason", "note", "closed_by", "closed_at"]


@admin.register(Topic)
class TopicAdmin(LookAdmin):
    list_display = [
        "title",
        "kind",
        "community",
        "author",
        "created_at",
        "reply_count",
        "deleted_at",
    ]
    list_select_related = ["community", "author"]
    list_filter = ["kind", PresenceFilter, "created_at"]
    search_fields = ["title", "=author__handle", "=community__slug"]
    fields = [
        "title",
        "kind",
        "community",
        "space",
        "author",
        "tags",
        "created_at",
        "active_at",
        "pinned_at",
        "deleted_at",
        "deleted_by",
        "post_count",
        "reply_count",
        "useful_count",
        "version",
    ]
    inlines = [ClosureInline]
    actions = ["close", "reopen", "delete_softly", "restore"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        open_to_them = Space.objects.visible_to(request.user)
        return super().get_queryset(request).filter(space__in=open_to_them)

    def get_view_on_site_url(self, obj: Topic | None = None) -> str | None:
        return obj.get_absolute_url() if obj and not obj.deleted_at else None

    @admin.action(description=_("Close: it has run its course"), permissions=["act"])
    def close(self, request: PageRequest, topics: Any) -> None:
        close = Closure.objects.close
        self.act(request, topics, lambda one: close(one, by=request.user, reason=Reason.DONE))

    @admin.action(description=_("Reopen"), permissions=["act"])
    def reopen(self, request: PageRequest, topics: Any) -> None:
        reopen = Closure.objects.reopen
        self.act(request, topics, lambda one: reopen(one, by=request.user))

    @admin.action(description=_("Delete"), permissions=["act"])
    def delete_softly(self, request: PageRequest, topics: Any) -> None:
        self.act(request, topics, lambda one: one.delete_softly(by=request.user))

    @admin.action(description=_("Restore"), permissions=["act"])
    def restore(self, request: PageRequest, topics: Any) -> None:
        self.act(request, topics, Topic.restore)


class RevisionInline(LookOnly, admin.StackedInline):
    model = Revision
    fields = ["number", "title", "source", "author", "replaced_by", "replaced_at", "reason"]
    ordering = ["-number"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).select_related("author", "replaced_by")


class ReactionInline(LookOnly, admin.TabularInline):
    model = Reaction
    fields = ["word", "why", "user", "left_at"]
    ordering = ["-left_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reaction]:
        return super().get_queryset(request).select_related("user")


@admin.register(Post)
class PostAdmin(LookAdmin):
    list_display = [
        "__str__",
        "topic",
        "author",
        "created_at",
        "edited_at",
        "useful_count",
        "deleted_at",
    ]
    list_select_related = ["topic", "author"]
    list_filter = [PresenceFilter, "created_at", "edited_at"]
    search_fields = ["=author__handle", "=topic__id", "=topic__community__slug"]
    search_help_text = _("A handle, a topic's number or a community's address, whole")
    fields = [
        "topic",
        "number",
        "author",
        "source",
        "created_at",
        "edited_at",
        "version",
        "useful_count",
        "merit",
        "attribution",
        "deleted_at",
        "deleted_by",
    ]
    inlines = [ReactionInline, RevisionInline]
    actions = ["delete_softly", "restore"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        open_to_them = Space.objects.visible_to(request.user)
        return super().get_queryset(request).filter(topic__space__in=open_to_them)

    def get_view_on_site_url(self, obj: Post | None = None) -> str | None:
        if obj is None or obj.deleted_at or obj.topic.deleted_at:
            return None
        return obj.get_absolute_url()

    @admin.action(description=_("Delete"), permissions=["act"])
    def delete_softly(self, request: PageRequest, posts: Any) -> None:
        self.act(request, posts, lambda one: one.delete_softly(by=request.user))

    @admin.action(description=_("Restore"), permissions=["act"])
    def restore(self, request: PageRequest, posts: Any) -> None:
        self.act(request, posts, lambda one: one.restore(by=request.user))
