"""Workshops, for operators: where they may read them as anybody may, and nowhere else."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import LookAdmin, LookOnly
from learning.models import Host, Workshop


class HostInline(LookOnly, admin.TabularInline):
    model = Host
    fields = ["user", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Host]:
        return super().get_queryset(request).select_related("user")


@admin.register(Workshop)
class WorkshopAdmin(LookAdmin):
    """Without the link to join by: that is for those who come."""

    list_display = ["title", "state", "community", "starts_at", "proposed_by"]
    list_select_related = ["community", "proposed_by"]
    list_filter = ["state", "format"]
    search_fields = ["title", "=proposed_by__handle", "=community__slug"]
    fields = [
        "title",
        "state",
        "community",
        "space",
        "proposed_by",
        "tags",
        "text",
        "starts_at",
        "ends_at",
        "zone",
        "format",
        "venue",
        "room_seats",
        "online_seats",
        "note",
        "uid",
        "sequence",
        "created_at",
        "published_at",
        "cancelled_at",
    ]
    inlines = [HostInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        visible = Workshop.objects.visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=visible.values("pk"))
