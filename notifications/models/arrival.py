import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.inbound.reasons import SAID, Reason, Said

if TYPE_CHECKING:
    pass


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    POSTED = "posted", _("Posted")
    OBEYED = "obeyed", _("Done")
    HELD = "held", _("Held")
    REFUSED = "refused", _("Refused")
    DROPPED = "dropped", _("Dropped")
    FAILED = "failed", _("Failed")


SETTLED = (State.POSTED, State.OBEYED, State.REFUSED, State.DROPPED, State.FAILED)


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def keep(self, arrivals: list[Any]) -> None:
        """One that came before, by its Message-ID and whom it is to, is not kept again."""
        self.bulk_create(arrivals, ignore_conflicts=True)

    def waiting(self) -> Self:
        """In no living worker's hands."""
        now = timezone.now()
        free = Q(leased_until=None) | Q(leased_until__lt=now)
        return self.filter(free, state=State.WAITING)

    def overdue(self) -> Self:
        return self.filter(state=State.WAITING, came_at__lt=timezone.now() - Arrival.PATIENCE)

    def claim(self) -> "Arrival | None":
        """Take one that no other worker has. It is counted as a try: this one may die of it."""
        with transaction.atomic():
            waiting = self.waiting().order_by("came_at", "pk")
            arrival = waiting.select_for_update(skip_locked=True, no_key=True).first()
            if arrival is None:
                return None
            arrival.attempts += 1
            arrival.leased_until = timezone.now() + Arrival.LEASE * 2 ** (arrival.attempts - 1)
            arrival.save(update_fields=["attempts", "leased_until"])
        return arrival

    def failed(self) -> Self:
        """Those that can be tried again: what they say is still kept."""
        return self.filter(state=State.FAILED, raw__isnull=False)

    def lock(self, pk: int) -> "Arrival":
        """Without what it says, which its worker has read already."""
        return self.defer("raw").select_for_update(no_key=True, of=("self",)).get(pk=pk)

    def held_for(self, user: Any) -> Self:
        return self.filter(user_id=user.pk or 0, state=State.HELD).order_by("-pk")

    def held_for_each(self, user_ids: Iterable[int]) -> dict[int, list[int]]:
        """By user, the ids of those that wait for their word; whoever has none is left out."""
        held: dict[int, list[int]] = defaultdict(list)
        rows = self.filter(user__in=list(user_ids), state=State.HELD).order_by("pk")
        for user, pk in rows.values_list("user_id", "pk"):
            held[user].append(pk)
        return held

    def of(self, user: Any) -> Self:
        """What the user sent, or what was sent in their name and posted by them."""
        return self.filter(user_id=user.pk or 0, is_theirs=True)

    def forget_raw(self) -> None:
        """Keep what became of a mail, and no longer what was in it."""
        before = timezone.now() - timedelta(days=settings.MAIL_IN_KEPT_DAYS)
        old = self.filter(came_at__lt=before)
        old.filter(state=State.HELD).update(state=State.DROPPED, reason=Reason.THROWN_AWAY)
        old.exclude(raw=None).exclude(state=State.WAITING).update(raw=None)


class Arrival(models.Model):
    """A mail that came in, from the moment it is taken to whatever became of it.

    It is taken once for each of its recipients here. What it brings about, and that it has, are
    written in one transaction: a worker that dies in between has done neither.
    """

    LEASE = timedelta(minutes=2)  # doubled with each try
    MAX_ATTEMPTS = 5
    PATIENCE = timedelta(minutes=5)

    key = models.CharField(max_length=64, unique=True, editable=False)
    message_id = models.CharField(max_length=250, blank=True)
    envelope_from = models.CharField(max_length=320, blank=True)  # empty: a bounce
    envelope_to = models.CharField(max_length=320)
    raw = models.BinaryField(null=True)  # none: forgotten
    size = models.PositiveIntegerField()
    # What is known once it has been looked at.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="arrivals"
    )
    is_theirs = models.BooleanField(default=False)  # they wrote it, or let it pass
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    said = models.CharField(max_length=1000, blank=True)  # beside the reason
    url = models.CharField(max_length=500, blank=True)  # of what came of it: a path
    came_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ArrivalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["came_at"], condition=Q(state=State.WAITING), name="arrival_waiting"
            ),
            models.Index(fields=["user", "-id"], name="arrival_of_user"),
            models.Index(
                fields=["came_at"], condition=Q(raw__isnull=False), name="arrival_with_raw"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} from {self.sender or self.envelope_from}"

    @staticmethod
    def key_of(message_id: str, recipient: str, raw: bytes) -> str:
        """Programs that give no Message-ID are known by what they sent."""
        name = message_id.encode() or hashlib.sha256(raw).digest()
        return hashlib.sha256(name + b"\n" + recipient.lower().encode()).hexdigest()

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def advice(self) -> Said | None:
        return SAID.get(self.reason)

    def settle(self, state: State, reason: str = "", **fields: Any) -> None:
        """Whoever calls holds the row, or the lease of its worker."""
        self.state, self.reason = state, reason
        self.settled_at, self.leased_until = timezone.now(), None
        for name, value in fields.items():
            setattr(self, name, value)
        names = ["state", "reason", "settled_at", "leased_until", *fields]
        self.save(update_fields=names)

    def try_again(self) -> None:
        """One that failed waits as if it had just come."""
        failed = Arrival.objects.filter(pk=self.pk, state=State.FAILED)
        failed.update(state=State.WAITING, reason="", attempts=0, leased_until=None)
