"""Series, for operators: where they may read them as anybody may, and nowhere else."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import LookAdmin
from learning.models import Series


@admin.register(Series)
class SeriesAdmin(LookAdmin):
    list_display = ["title", "community", "rule", "published_at", "proposed_by"]
    list_select_related = ["community", "proposed_by"]
    search_fields = ["title", "=proposed_by__handle", "=community__slug"]
    fields = [
        "title",
        "community",
        "space",
        "proposed_by",
        "rule",
        "first_day",
        "begins",
        "ends",
        "zone",
        "note",
        "created_at",
        "published_at",
        "cancelled_at",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        visible = Series.objects.visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=visible.values("pk"))
