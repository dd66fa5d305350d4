from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import LookAdmin
from projects.models import Task


@admin.register(Task)
class TaskAdmin(LookAdmin):
    list_display = ["title", "project", "lane", "created_by", "due", "created_at"]
    list_select_related = ["project", "lane", "created_by"]
    search_fields = ["title", "=created_by__handle", "=community__slug"]
    fields = [
        "title",
        "project",
        "lane",
        "priority",
        "due",
        "labels",
        "milestone",
        "created_by",
        "description",
        "created_at",
        "done_at",
        "deleted_at",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        seen = Task.objects.visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=seen.values("pk"))
