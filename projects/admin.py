"""Projects, for operators: where they may read them as anybody may, and nowhere else."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import LookAdmin, LookOnly
from projects.models import Collaborator, Project


class CollaboratorInline(LookOnly, admin.TabularInline):
    model = Collaborator
    fields = ["user", "role", "standing", "joined_at", "left_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Collaborator]:
        return super().get_queryset(request).select_related("user")


@admin.register(Project)
class ProjectAdmin(LookAdmin):
    list_display = ["title", "status", "community", "begun_by", "created_at"]
    list_select_related = ["community", "begun_by"]
    list_filter = ["status"]
    search_fields = ["title", "=begun_by__handle", "=community__slug"]
    fields = [
        "title",
        "status",
        "community",
        "space",
        "begun_by",
        "tags",
        "purpose",
        "done",
        "created_at",
        "started_at",
        "closed_at",
    ]
    inlines = [CollaboratorInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            super()
            .get_queryset(request)
            .filter(pk__in=Project.objects.visible_to(request.user).values("pk"))
        )
