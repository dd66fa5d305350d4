"""Badges, for operators: where they may read them as anybody may, and nothing secret."""

from typing import Any

from django.contrib import admin

from core.admin import LookAdmin
from learning.models import Badge, SigningKey


@admin.register(SigningKey)
class SigningKeyAdmin(LookAdmin):
    """When keys were made, retired and revoked. What they sign with is never shown."""

    list_display = ["name", "issuer_id", "kind", "created_at", "retired_at", "revoked_at"]
    list_filter = ["kind"]
    fields = ["name", "kind", "public", "created_at", "retired_at", "revoked_at"]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).defer("sealed")


@admin.register(Badge)
class BadgeAdmin(LookAdmin):
    list_display = ["title", "state", "community", "rule", "created_at"]
    list_select_related = ["community"]
    list_filter = ["state"]
    search_fields = ["title", "=community__slug"]
    fields = [
        "title",
        "state",
        "community",
        "description",
        "criteria",
        "rule",
        "times",
        "months",
        "defined_by",
        "created_at",
        "published_at",
        "retired_at",
    ]

    def get_queryset(self, request: Any) -> Any:
        visible = Badge.objects.visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=visible.values("pk"))
