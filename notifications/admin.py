"""What operators see of the mail: what went out, what did not and why, and who gets none."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from notifications.models import Digest, Email, Suppression


class LogAdmin(admin.ModelAdmin):
    """Written by the workers: to look at, and never to change."""

    list_per_page = 50
    show_full_result_count = False  # counting the table costs more than the page
    ordering = ["-id"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class InterruptedFilter(admin.SimpleListFilter):
    """Those whose worker died while it sent them, which nobody sends again."""

    title = _("caught in the middle")
    parameter_name = "interrupted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("May have arrived or not"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        return queryset.interrupted() if self.value() else queryset


@admin.register(Email)
class EmailAdmin(LogAdmin):
    list_display = ["id", "address", "subject", "kind", "state", "reason", "created_at", "sent_at"]
    list_filter = ["state", InterruptedFilter, "reason", "kind"]
    search_fields = ["=address", "=message_id", "=user__handle"]
    search_help_text = _("An address, a handle or a Message-ID, whole")
    date_hierarchy = "created_at"


@admin.register(Digest)
class DigestAdmin(LogAdmin):
    list_display = ["id", "user", "number", "period_start", "due_at", "state", "reason"]
    list_select_related = ["user"]
    list_filter = ["state", InterruptedFilter, "reason"]
    search_fields = ["=user__email", "=user__handle"]
    search_help_text = _("An address or a handle, whole")
    date_hierarchy = "due_at"


@admin.register(Suppression)
class SuppressionAdmin(admin.ModelAdmin):
    list_display = ["address", "cause", "note", "since"]
    list_filter = ["cause"]
    search_fields = ["address"]
    ordering = ["-since"]
    list_per_page = 50
