from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.markdown import render
from core.validators import validate_markdown

if TYPE_CHECKING:
    from accounts.models import User
    from communities.models.community import Community

NEXT = timedelta(days=35)  # by when everybody's next issue has come
LONGEST = 2000


class State(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    RUNNING = "running", _("In the next issues")
    OVER = "over", _("Over")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DigestNoteQuerySet(models.QuerySet["DigestNote"]):
    def write(
        self,
        community: "Community",
        source: str,
        *,
        by: "User",
        begins_on: date | None = None,
        ends_on: date | None = None,
    ) -> "DigestNote":
        """For each reader's next issue; of those from a day on, or up to one."""
        return self.create(
            community=community,
            author=by,
            source=source,
            html=render(source).html,
            begins_on=begins_on or timezone.localdate(),
            ends_on=ends_on,
        )

    def running(self, first: date, last: date) -> Self:
        """Those that an issue of any of these days may carry."""
        ends = Q(ends_on__gte=first) | Q(ends_on=None, begins_on__gte=first - NEXT)
        return self.filter(ends, begins_on__lte=last, withdrawn_at=None)

    def for_display(self) -> Self:
        return self.select_related("author", "community")


class DigestNote(models.Model):
    """What facilitators say to the readers of the digest, at its head: to each of them once."""

    community = models.ForeignKey("communities.Community", models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    source = models.TextField(_("note"), max_length=LONGEST, validators=[validate_markdown])
    html = models.TextField(editable=False)
    begins_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)  # none: each one's next issue
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = DigestNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
                name="note_days_in_order",
            )
        ]
        indexes = [models.Index(fields=["community", "-created_at"], name="note_of_community")]

    def __str__(self) -> str:
        return f"note {self.pk} of {self.community_id}"

    @property
    def key(self) -> str:
        return f"note:{self.pk}"

    @property
    def state(self) -> State:
        today: Any = timezone.localdate()
        if self.withdrawn_at:
            return State.WITHDRAWN
        if self.begins_on > today:
            return State.SCHEDULED
        return State.RUNNING if self.runs_on(today) else State.OVER

    def runs_on(self, day: date) -> bool:
        return self.begins_on <= day <= (self.ends_on or self.begins_on + NEXT)

    @property
    def is_open(self) -> bool:
        """Whether there is still something to withdraw."""
        return self.state in (State.SCHEDULED, State.RUNNING)

    def withdraw(self) -> None:
        """No further issue carries it, nor does the web version of those that did."""
        DigestNote.objects.filter(pk=self.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
