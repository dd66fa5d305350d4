from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.doorbell import ring
from core.errors import DomainError
from core.models import EventRun, OutboxEvent, Upload
from core.uploads.keeping import remove


class LookOnly:
    """To look at. A form or a bulk deletion would pass by what the verbs guard and announce."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LookAdmin(LookOnly, admin.ModelAdmin):
    """Rows to look at, and to act on by the verbs in ``actions`` that need the permission `act`."""

    ordering = ["-id"]
    list_per_page = 50
    show_full_result_count = False  # counting the table costs more than the page

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Only where its address is no secret."""
        return None

    def has_act_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def act(self, request: HttpRequest, rows: Iterable[Any], verb: Callable[[Any], Any]) -> None:
        """Do it to each row, and say for how many it was done, and why not for the others."""
        label = str(dict(self.get_action_choices(request))[request.POST["action"]])
        done = 0
        for row in rows:
            try:
                verb(row)
            except DomainError as refused:
                self.message_user(request, f"{row}: {refused.message}", messages.WARNING)
            else:
                self.log_change(request, row, label)
                done += 1
        words = ngettext("%(label)s: done for %(n)d.", "%(label)s: done for %(n)d.", done)
        if done:
            self.message_user(request, words % {"label": label, "n": done}, messages.SUCCESS)


class UseFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("In no post")), ("gone", _("Removed or never finished"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Upload]:
        match self.value():
            case "no":
                return queryset.kept().unused()
            case "gone":
                return queryset.filter(is_kept=False)
        return queryset


@admin.register(Upload)
class UploadAdmin(LookAdmin):
    """How much is kept, and whose; and a way to take away what must not be here.

    Not what it is called or shows: operators are not let into the communities they host.
    """

    list_display = ["key", "kind", "size", "person", "use_count", "created_at", "is_kept"]
    list_filter = [UseFilter, "kind", "created_at"]
    list_select_related = ["owner"]
    search_fields = ["=key", "=owner__handle", "=owner__email", "=sha256"]
    search_help_text = _("A key from an address, a handle, an email address or a SHA-256")
    fields = ("key", "kind", "size", "width", "height", "sha256", "owner", "created_at", "is_kept")
    readonly_fields = fields
    actions = ["remove"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        return Upload.objects.with_use_count()

    @admin.display(description=_("owner"), ordering="owner__handle")
    def person(self, upload: Upload) -> str:
        return f"@{upload.owner.handle}" if upload.owner else "–"

    @admin.display(description=_("posts"), ordering="use_count")
    def use_count(self, upload: Upload) -> int:
        return upload.use_count

    @admin.action(description=_("Remove from everywhere, for good"), permissions=["act"])
    def remove(self, request: HttpRequest, uploads: Any) -> None:
        self.act(request, uploads, remove)


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("dead", _("Dead")), ("failing", _("Failing")), ("owed", _("Owed"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[OutboxEvent]:
        state = self.value()
        return getattr(queryset, str(state))() if state in self._states() else queryset

    def _states(self) -> set[Any]:
        return {state for state, _label in self.lookup_choices}


class RunInline(LookOnly, admin.TabularInline):
    model = EventRun
    fields = ("subscriber", "ran_at")
    verbose_name_plural = _("subscribers that have run")


@admin.register(OutboxEvent)
class OutboxEventAdmin(LookAdmin):
    """What happened and whom it was told: to look at, and to replay what died."""

    list_display = ["id", "name", "payload", "created_at", "attempts", "last_error", "state"]
    list_filter = [StateFilter, "name"]
    search_fields = ["=id", "name", "error"]
    search_help_text = _("A number, an event's name, or words of its error")
    inlines = [RunInline]
    actions = ["replay"]

    @admin.display(description=_("state"))
    def state(self, event: OutboxEvent) -> Any:
        if event.dead_at:
            return _("Dead")
        if event.done_at:
            return _("Done")
        return _("Failing") if event.attempts else _("Owed")

    @admin.display(description=_("last error"))
    def last_error(self, event: OutboxEvent) -> str:
        return event.error.partition("\n")[0][:120]

    @admin.action(description=_("Replay dead events"), permissions=["act"])
    def replay(self, request: HttpRequest, events: Any) -> None:
        replayed = events.replay()
        ring()
        message = ngettext(
            "%(n)d event is back in the queue.", "%(n)d events are back in the queue.", replayed
        )
        self.message_user(request, message % {"n": replayed})
