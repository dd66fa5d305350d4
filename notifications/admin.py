"""What operators see of the mail: what went out, what did not and why, and who gets none."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin import LookAdmin
from notifications.models import (
    Bouncing,
    Choice,
    Digest,
    Email,
    Follow,
    Preference,
    Rhythm,
    Suppression,
    Unsubscription,
)


class InterruptedFilter(admin.SimpleListFilter):
    """Those whose worker died while it sent them, which nobody sends again."""

    title = _("caught in the middle")
    parameter_name = "interrupted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("May have arrived or not"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        return queryset.interrupted() if self.value() else queryset


@admin.register(Email)
class EmailAdmin(LookAdmin):
    list_display = ["id", "address", "subject", "kind", "state", "reason", "created_at", "sent_at"]
    list_filter = ["state", InterruptedFilter, "reason", "kind"]
    search_fields = ["=address", "=message_id", "=user__handle"]
    search_help_text = _("An address, a handle or a Message-ID, whole")
    date_hierarchy = "created_at"


@admin.register(Digest)
class DigestAdmin(LookAdmin):
    list_display = ["id", "user", "scope", "number", "every", "due_at", "state", "reason"]
    list_select_related = ["user"]
    list_filter = ["state", InterruptedFilter, "reason", "every"]
    search_fields = ["=user__email", "=user__handle"]
    search_help_text = _("An address or a handle, whole")
    date_hierarchy = "due_at"


class OfSomebody(LookAdmin):
    """How somebody wants to be told: for the question why a mail came, or did not."""

    list_select_related = ["user"]
    search_fields = ["=user__email", "=user__handle"]
    search_help_text = _("An address or a handle, whole")


@admin.register(Preference)
class PreferenceAdmin(OfSomebody):
    list_display = ["user", "quiet_minutes", "quiet_from", "quiet_to", "paused_until"]
    # And not the key that signs the addresses in their mails.
    fields = ["user", "quiet_minutes", "quiet_from", "quiet_to", "paused_until"]


@admin.register(Rhythm)
class RhythmAdmin(OfSomebody):
    list_display = ["user", "scope", "every", "weekday", "hour", "zone", "due_at", "last_at"]
    list_filter = ["every"]


@admin.register(Choice)
class ChoiceAdmin(OfSomebody):
    list_display = ["user", "scope", "matter", "way"]
    list_filter = ["way", "matter"]


@admin.register(Follow)
class FollowAdmin(OfSomebody):
    list_display = ["user", "target", "level", "is_chosen", "since"]
    list_filter = ["level", "is_chosen"]
    search_fields = [*OfSomebody.search_fields, "=target"]
    search_help_text = _("An address, a handle or a target such as topic:9, whole")


@admin.register(Unsubscription)
class UnsubscriptionAdmin(OfSomebody):
    list_display = ["user", "stream", "at"]


@admin.register(Suppression)
class SuppressionAdmin(admin.ModelAdmin):
    list_display = ["address", "cause", "note", "since"]
    list_filter = ["cause"]
    search_fields = ["address"]
    ordering = ["-since"]
    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["address"] if obj else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        """Its owner is told on each page."""
        super().save_model(request, obj, form, change)
        Suppression.objects.show_to_owner(obj.address)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        Suppression.objects.lift(obj.address)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for stopped in queryset:
            Suppression.objects.lift(stopped.address)


@admin.register(Bouncing)
class BouncingAdmin(LookAdmin):
    list_display = ["address", "score", "at", "said"]
    search_fields = ["=address"]
    search_help_text = _("An address, whole")
