from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.events import publish
from projects.calls.errors import AlreadyDecided, CallIsOver, NoPlaceLeft
from projects.calls.events import ApplicationDecided, ApplicationSent, ApplicationWithdrawn
from projects.calls.models.call import Call, CallState
from projects.errors import AlreadyIn
from projects.models.collaborator import Collaborator, Role
from projects.models.project import Project

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_NOTE = 2000


class ApplicationState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def waiting(self) -> Self:
        return self.filter(state=ApplicationState.WAITING)

    def sent(self) -> Self:
        """Without those that were withdrawn, which are nobody's business any more."""
        return self.exclude(state=ApplicationState.WITHDRAWN)

    def accepted(self) -> Self:
        return self.filter(state=ApplicationState.ACCEPTED)

    def of(self, user: Any) -> Self:
        return self.filter(user_id=user.pk or 0)

    def for_display(self) -> Self:
        """Those that wait first, each in the order they came."""
        first = models.Case(
            models.When(state=ApplicationState.WAITING, then=0),
            models.When(state=ApplicationState.ACCEPTED, then=1),
            default=2,
        )
        return self.select_related("user", "decided_by").order_by(first, "sent_at", "pk")

    def apply(self, call: Call, *, by: "User", note: str) -> "Application":
        """Answer a call; while it waits, say it in other words.

        Raises CallIsOver, AlreadyIn, AlreadyDecided.
        """
        with transaction.atomic():
            call = Call.objects.lock(call.pk)
            if not call.is_open:
                raise CallIsOver
            if Collaborator.objects.of(by).filter(project=call.project_id).exists():
                raise AlreadyIn(_("You are in this project already."))
            sent, is_new = self.get_or_create(call=call, user=by, defaults={"note": note})
            if sent.state in (ApplicationState.ACCEPTED, ApplicationState.DECLINED):
                raise AlreadyDecided
            if is_new or sent.state == ApplicationState.WITHDRAWN:
                sent.state, sent.sent_at = ApplicationState.WAITING, timezone.now()
                publish(ApplicationSent(sent.pk))
            sent.note = note
            sent.save(update_fields=["note", "state", "sent_at"])
            sent.call = call
        return sent


class Application(models.Model):
    """Somebody would do what a call looks for. They and the leads read it, and nobody else."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="applications")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications")
    note = models.TextField(max_length=LONGEST_NOTE)
    state = models.CharField(
        max_length=9, choices=ApplicationState.choices, default=ApplicationState.WAITING
    )
    answer = models.TextField(max_length=LONGEST_NOTE, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "user"], name="applied_once"),
        ]
        indexes = [models.Index(fields=["user", "state"], name="application_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} to {self.call_id}: {self.state}"

    @property
    def key(self) -> str:
        """Its name for notices; sent again after it was withdrawn, it is news again."""
        return f"application:{self.pk}:{self.sent_at:%Y%m%d%H%M%S}"

    @property
    def is_waiting(self) -> bool:
        return self.state == ApplicationState.WAITING

    def withdraw(self) -> None:
        """Think better of it. Raises AlreadyDecided."""
        with transaction.atomic():
            sent = self._locked()
            sent.state = ApplicationState.WITHDRAWN
            sent.save(update_fields=["state"])
            publish(ApplicationWithdrawn(sent.pk))
        self.refresh_from_db()

    def accept(self, *, by: "User", answer: str = "") -> None:
        """Let them in as a contributor; with the last place the call is filled.

        Raises AlreadyDecided, NoPlaceLeft.
        """
        with transaction.atomic():
            project = Project.objects.lock(self.call.project_id)
            sent = self._locked()
            call = sent.call
            if call.state == CallState.FILLED or call.taken >= call.places:
                raise NoPlaceLeft
            sent.decide(ApplicationState.ACCEPTED, by=by, answer=answer)
            project.take_in(sent.user, Role.CONTRIBUTOR)
            call.taken += 1
            call.save(update_fields=["taken"])
            call.take_stock(by=by)
        self.refresh_from_db()

    def decline(self, *, by: "User", answer: str) -> None:
        """Raises AlreadyDecided."""
        with transaction.atomic():
            self._locked().decide(ApplicationState.DECLINED, by=by, answer=answer)
        self.refresh_from_db()

    def decide(self, state: str, *, by: "User", answer: str) -> None:
        """Of a locked one."""
        self.state, self.answer = state, answer
        self.decided_by, self.decided_at = by, timezone.now()
        self.save(update_fields=["state", "answer", "decided_by", "decided_at"])
        publish(ApplicationDecided(self.pk, state))

    def _locked(self) -> "Application":
        """Holds the call, because two leads must not give the last place to two people."""
        call = Call.objects.lock(self.call_id)
        found = Application.objects.select_related("user").get(pk=self.pk)
        if not found.is_waiting:
            raise AlreadyDecided
        found.call = call
        return found
