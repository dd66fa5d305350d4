import json
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.models.delivery import Channel, Delivery
from notifications.models.email import DIGEST, Email, Reason, message_id, token_of
from notifications.models.email import State as EmailState
from notifications.models.rhythm import OVER_ALL
from notifications.schedule import Every

# One statement, for it is half of what a letter costs beside being written: the one before has
# arrived; this one is taken, with its log and its ledger, unless another worker was faster.
TAKE = """
    WITH after AS (
        UPDATE notifications_digest SET state = 'sent', leased_until = NULL
        WHERE id = %(after)s RETURNING email_id
    ), sent AS (
        UPDATE notifications_email SET state = 'sent', sent_at = %(now)s, leased_until = NULL
        FROM after WHERE id = after.email_id
    ), mine AS (
        SELECT user_id FROM notifications_digest WHERE id = %(pk)s AND state = 'planned'
        FOR NO KEY UPDATE
    ), log AS (
        INSERT INTO notifications_email (
            user_id, address, kind, "group", subject, message_id, token, state, reason, error,
            attempts, created_at, due_at, taken_at
        )
        SELECT
            user_id, %(address)s, 'digest', '', %(subject)s, %(message_id)s, %(token)s, 'sending',
            '', '', 0, %(now)s, %(now)s, %(now)s
        FROM mine RETURNING id
    ), ledger AS (
        INSERT INTO notifications_delivery (user_id, key, channel, at)
        SELECT user_id, unnest(%(keys)s::text[]), 'digest', %(now)s FROM mine
        ON CONFLICT DO NOTHING
    )
    UPDATE notifications_digest SET
        state = 'sending', number = %(number)s, sort = %(sort)s, sections = %(sections)s,
        email_id = log.id
    FROM log WHERE notifications_digest.id = %(pk)s RETURNING email_id
"""


class State(models.TextChoices):
    PLANNED = "planned", _("Planned")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    SKIPPED = "skipped", _("Skipped")
    FAILED = "failed", _("Failed")


class DigestQuerySet(models.QuerySet["Digest"]):
    def of(self, user: Any) -> Self:
        """The issues the user was sent."""
        return self.filter(user_id=user.pk or 0, number__isnull=False)

    def waiting(self) -> Self:
        now = timezone.now()
        unclaimed = Q(leased_until=None) | Q(leased_until__lt=now)
        return self.filter(unclaimed, state=State.PLANNED)

    def claim(self, most: int) -> list["Digest"]:
        """Take a batch that no other worker has; a lease gives it back should this one die."""
        with transaction.atomic():
            waiting = self.waiting().order_by("due_at", "pk").select_for_update(skip_locked=True)
            digests: list[Digest] = list(waiting[:most])
            self.filter(pk__in=[digest.pk for digest in digests]).update(
                leased_until=timezone.now() + Email.LEASE
            )
        return digests

    def skip(self, digests: list["Digest"], reason: Reason) -> None:
        """Each is in its reader's log, too."""
        with transaction.atomic():
            self.filter(pk__in=[digest.pk for digest in digests], state=State.PLANNED).update(
                state=State.SKIPPED, reason=reason, leased_until=None
            )
            Email.objects.log_skipped([digest.user_id for digest in digests], DIGEST, reason)

    def hand_back(self, digests: list["Digest"]) -> None:
        self.filter(pk__in=[digest.pk for digest in digests]).update(leased_until=None)

    def last_numbers(self, user_ids: list[int]) -> dict[tuple[int, str], int]:
        """The number of each user's latest issue of each scope."""
        numbered = self.filter(user__in=user_ids, number__isnull=False)
        last = numbered.values_list("user", "scope").annotate(last=Max("number")).order_by()
        return {(user, scope): number for user, scope, number in last}

    def interrupted(self) -> Self:
        """Those whose worker died in the middle, to be looked at by an operator."""
        too_long = timezone.now() - Email.LEASE
        return self.filter(state=State.SENDING, email__taken_at__lt=too_long)


class Digest(models.Model):
    """The letter of one period to one user, at most once.

    ``sections`` names what was in it; the web version looks each thing up again, so that it shows
    no more than its reader may see on that day.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    scope = models.CharField(max_length=40, blank=True, default=OVER_ALL)  # or "community:3"
    every = models.CharField(max_length=11, choices=Every, default=Every.WEEKLY)
    period_end = models.DateField()  # the day it is due where its reader is: names the period
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    sort = models.CharField(max_length=11, default="regular")  # of its reader: `digest.Sort`
    number = models.PositiveIntegerField(null=True, blank=True)  # given when it is sent
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    sections = models.JSONField(default=list, blank=True)  # [["discussions.solved", ["topic:9"]]]
    email = models.OneToOneField(
        Email, models.SET_NULL, null=True, blank=True, related_name="digest"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = DigestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "scope", "period_end"], name="one_digest_a_period"
            ),
            models.UniqueConstraint(
                fields=["user", "scope", "number"], name="digest_number_unique"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state=State.PLANNED), name="digest_waiting"
            ),
            models.Index(
                fields=["due_at"], condition=Q(state=State.SENDING), name="digest_sending"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} to {self.period_end}"

    def get_absolute_url(self) -> str:
        if self.scope:
            return reverse("notifications:digest_of", args=[self.scope, self.number])
        return reverse("notifications:digest", args=[self.number])

    @property
    def log(self) -> Email:
        """What became of its mail; there is one as soon as it is taken."""
        assert self.email  # noqa: S101
        return self.email

    @property
    def message_name(self) -> str:
        return f"digest/{self.pk}.{self.attempts}"

    def take(
        self, *, sections: list[Any], keys: list[str], subject: str, after: "Digest | None" = None
    ) -> bool:
        """Make it this worker's to send, for good; False if it is another's already.

        What it tells is ledgered at once: were this worker to die now, no mail repeats it.
        ``after`` has arrived, and that is written with it.
        """
        name = message_id(self.message_name)
        values: dict[str, Any] = {
            "pk": self.pk,
            "number": self.number,
            "sort": self.sort,
            "sections": json.dumps(sections),
            "address": self.user.email,
            "subject": subject[:300],
            "message_id": name,
            "token": token_of(name),
            "keys": keys,
            "after": after.pk if after else None,
            "now": timezone.now(),
        }
        with connection.cursor() as cursor:
            cursor.execute(TAKE, values)
            taken = cursor.fetchone()
        if taken:
            [self.email_id] = taken
        return bool(taken)

    def arrived(self) -> None:
        with transaction.atomic():
            self.log.arrived()
            self._become(State.SENT, leased_until=None)

    def refused(self, error: str, *, keys: list[str], for_now: bool) -> None:
        """The server would not have it: plan it again, at most `Email.MAX_ATTEMPTS` times."""
        again = for_now and self.attempts + 1 < Email.MAX_ATTEMPTS
        later = timezone.now() + timedelta(minutes=2 ** (self.attempts + 1))
        with transaction.atomic():
            self.log.fail(error)
            Delivery.objects.forget(self.user_id, keys, Channel.DIGEST)
            self._become(
                State.PLANNED if again else State.FAILED,
                attempts=F("attempts") + 1,
                number=None,
                leased_until=later if again else None,
            )

    def fail(self, error: str) -> None:
        """It cannot be written; its log is an email that never was."""
        Email.objects.create(
            user_id=self.user_id,
            address=self.user.email,
            kind=DIGEST,
            state=EmailState.FAILED,
            error=error,
        )
        self._become(State.FAILED, leased_until=None)

    def _become(self, state: State, **values: Any) -> None:
        Digest.objects.filter(pk=self.pk).update(state=state, **values)
