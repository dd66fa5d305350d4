"""Ideas for workshops, for operators: where they may read them as anybody may."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import LookAdmin
from learning.models import Idea


@admin.register(Idea)
class IdeaAdmin(LookAdmin):
    list_display = ["title", "side", "community", "votes", "author", "added_at"]
    list_select_related = ["community", "author"]
    list_filter = ["side"]
    search_fields = ["title", "=author__handle", "=community__slug"]
    fields = [
        "title",
        "side",
        "community",
        "space",
        "author",
        "text",
        "votes",
        "workshop",
        "added_at",
        "closed_at",
        "note",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        visible = Idea.objects.visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=visible.values("pk"))
