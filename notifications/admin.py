"""What operators see of the mail: what went out, what did not and why, and who gets none."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.admin import LookAdmin
from notifications.inbound.addresses import without_secrets
from notifications.inbound.taking_in import ring
from notifications.models import (
    Arrival,
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


@admin.register(Arrival)
class ArrivalAdmin(LookAdmin):
    """What came in and what became of it: not what it says, nor what its address opens."""

    list_display = ["id", "sender", "whom_for", "state", "reason", "came_at", "attempts"]
    list_filter = ["state", "reason"]
    search_fields = ["=sender", "=envelope_from", "=message_id", "=user__handle"]
    search_help_text = _("An address, a handle or a Message-ID, whole")
    date_hierarchy = "came_at"
    fields = (
        "state",
        "reason",
        "said",
        "user",
        "sender",
        "envelope_from",
        "whom_for",
        "message_id",
        "size",
        "came_at",
        "settled_at",
        "attempts",
        "headers",
    )
    readonly_fields = fields
    actions = ["try_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Arrival]:
        return super().get_queryset(request).defer("raw")  # a page of them would be megabytes

    @admin.display(description=_("for"))
    def whom_for(self, arrival: Arrival) -> str:
        return without_secrets(arrival.envelope_to)

    @admin.display(description=_("headers"))
    def headers(self, arrival: Arrival) -> str:
        head = bytes(arrival.raw or b"").replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        if not head:
            return str(_("No longer kept"))
        return format_html("<pre>{}</pre>", without_secrets(head.decode(errors="replace")))

    @admin.action(description=_("See to what failed again"), permissions=["act"])
    def try_again(self, request: HttpRequest, arrivals: Any) -> None:
        self.act(request, arrivals.failed(), Arrival.try_again)
        ring()


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
    list_filter = ["way"]  # to list the matters would read the whole table


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
