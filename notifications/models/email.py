import base64
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

NOTICES = "notices"
DIGEST = "digest"
ACCOUNT = "account"  # about the account itself: sent by `accounts`, and told of when it was


def host() -> str:
    return urlsplit(settings.SITE_ORIGIN).hostname or "localhost"


def message_id(name: str) -> str:
    return f"<{name}@{host()}>"


def token_of(message_id: str) -> str:
    """Names the mail in its return address: what comes back says so of this mail, and is believed.

    So nobody may guess it, as they may the id. In small letters, for servers that write it so.
    """
    digest = salted_hmac("mail that comes back", message_id, algorithm="sha256").digest()
    return base64.b32encode(digest[:15]).decode().lower()


class State(models.TextChoices):
    QUEUED = "queued", _("Queued")
    CLAIMED = "claimed", _("In a worker's hands")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    SKIPPED = "skipped", _("Skipped")
    FAILED = "failed", _("Failed")
    RETURNED = "returned", _("Came back")


class Reason(models.TextChoices):
    """Why a mail or digest was not sent."""

    READ = "read", _("It was read in the app before it was mailed")
    TOLD = "told", _("Another mail had told it already")
    GONE = "gone", _("What it told of is gone, or no longer concerns the person")
    UNSEEN = "unseen", _("The person may not see it any more")
    PAUSED = "paused", _("The person has paused all mail")
    UNWANTED = "unwanted", _("The person has stopped this mail")
    SUPPRESSED = "suppressed", _("The address gets no mail")
    INACTIVE = "inactive", _("The account is closed")
    NOTHING = "nothing", _("There was nothing to say")
    MANY = "many", _("The person had had as many mails that day as one gets")


class EmailQuerySet(models.QuerySet["Email"]):
    def gather(
        self, group: str, addresses: dict[int, str], due: Mapping[int, datetime]
    ) -> dict[int, int]:
        """For each user, by id, the mail that news of this group goes into.

        It is one that still waits for its hour, or a new one that is due then. The rows stay locked
        until the caller's transaction ends, so that no worker claims one before its news is in it.
        """
        found: dict[int, int] = {}
        while missing := {pk: to for pk, to in addresses.items() if pk not in found}:
            self.bulk_create(
                [
                    self.model(user_id=pk, address=to, kind=NOTICES, group=group, due_at=due[pk])
                    for pk, to in sorted(missing.items())  # whoever gathers waits in one order
                ],
                ignore_conflicts=True,
            )
            gathering = self.filter(kind=NOTICES, group=group, state=State.QUEUED)
            rows = gathering.filter(user__in=missing).order_by("pk").select_for_update()
            found |= dict(rows.values_list("user_id", "pk"))
        return found

    def log_skipped(self, user_ids: list[int], kind: str, reason: "Reason") -> None:
        """What there was no mail for until it turned out that there would be none."""
        addresses = get_user_model().objects.filter(pk__in=user_ids).values_list("pk", "email")
        self.bulk_create(
            self.model(user_id=pk, address=to, kind=kind, state=State.SKIPPED, reason=reason)
            for pk, to in addresses
        )

    def log_account_letter(  # noqa: PLR0913 - what is known of it
        self,
        user_id: int,
        *,
        address: str,
        subject: str,
        message_id: str,
        at: datetime,
        was_taken: bool,
    ) -> None:
        """Once, however often it is told of."""
        log = self.model(
            user_id=user_id,
            address=address,
            kind=ACCOUNT,
            subject=subject[:300],
            message_id=message_id,
            state=State.SENT if was_taken else State.FAILED,
            created_at=at,
            taken_at=at,
            sent_at=at if was_taken else None,
        )
        self.bulk_create([log], ignore_conflicts=True)

    def expired(self, *, before: datetime) -> Self:
        """What the log need not hold any more.

        The first mail of a conversation gives those after it their subject, so it stays for as long
        as there are younger ones; References need no log.
        """
        of_group = self.model.objects.filter(user=OuterRef("user"), group=OuterRef("group"))
        of_group = of_group.exclude(group="")
        gives_subject = Exists(of_group.filter(created_at__gte=before)) & ~Exists(
            of_group.filter(pk__lt=OuterRef("pk")).exclude(subject="")
        )
        over = [State.SENT, State.SKIPPED, State.FAILED, State.RETURNED, State.SENDING]
        old = self.filter(created_at__lt=before, state__in=over)
        return old.exclude(~Q(subject="") & gives_subject)

    def waiting(self) -> Self:
        """Owed and in no living worker's hands."""
        now = timezone.now()
        lost = Q(state=State.CLAIMED, leased_until__lt=now)
        return self.filter(Q(state=State.QUEUED, due_at__lte=now) | lost)

    def claim(self, most: int) -> list["Email"]:
        """Take a batch that no other worker has; a lease gives it back should this one die."""
        with transaction.atomic():
            waiting = self.waiting().order_by("due_at", "pk").select_for_update(skip_locked=True)
            emails: list[Email] = list(waiting[:most])
            self.filter(pk__in=[email.pk for email in emails]).update(
                state=State.CLAIMED, leased_until=timezone.now() + Email.LEASE
            )
        return emails

    def hand_back(self, emails: list["Email"]) -> None:
        """Let another worker, or a later hour, have what this one could not send."""
        mine = self.filter(pk__in=[email.pk for email in emails], state=State.CLAIMED)
        mine.update(leased_until=timezone.now())

    def first_subjects(
        self, user_ids: Iterable[int], groups: Iterable[str]
    ) -> dict[tuple[int, str], str]:
        """What the first mail of each group to each user was called: so are those after it.

        Mail programs take a new subject for a new conversation, even when a title was corrected.
        """
        sent = self.filter(user__in=list(user_ids), group__in=list(groups)).exclude(subject="")
        first = sent.order_by("user_id", "group", "pk").distinct("user_id", "group")
        rows = first.values_list("user_id", "group", "subject")
        return {(user, group): subject for user, group, subject in rows}

    def with_token(self, token: str) -> "Email | None":
        """The mail that was sent with this return address."""
        found = self.filter(token=token.lower()).select_related("user") if token else self.none()
        return found.first()

    def sent_as(self, message_id: str, address: str) -> "Email | None":
        """The mail to this address with this id; or the last one, for whoever gives ids anew.

        That is none about the account, which is one of no stream that could be stopped.
        """
        sent = self.to(address).filter(sent_at__isnull=False).select_related("user")
        named = sent.filter(message_id=message_id).first() if message_id else None
        return named or sent.exclude(kind=ACCOUNT).order_by("sent_at").last()

    def to(self, address: str) -> Self:
        return self.alias(lower=Lower("address")).filter(lower=address.lower())

    def arrived_at(self, address: str, *, since: datetime) -> Self:
        return self.to(address).filter(state=State.SENT, sent_at__gt=since)

    def going_out(
        self, user_ids: Iterable[int], *, since: datetime
    ) -> Iterable[tuple[int, int, datetime | None]]:
        """Mails with news that went out since, and those in living workers' hands, which may.

        Of each its user, its id, and when it was taken; None of one that is in somebody's hands.
        """
        now = timezone.now()
        out = Q(state__in=[State.SENDING, State.SENT, State.RETURNED], taken_at__gt=since)
        held = Q(state=State.CLAIMED, leased_until__gt=now)
        rows = self.filter(out | held, kind=NOTICES, user__in=list(user_ids))
        for user, pk, state, taken_at in rows.values_list("user", "pk", "state", "taken_at"):
            yield user, pk, None if state == State.CLAIMED else taken_at

    def interrupted(self) -> Self:
        """Those whose worker died in the middle: nobody can know whether they went out.

        They are never sent again by themselves; an operator looks at them.
        """
        return self.filter(state=State.SENDING, taken_at__lt=timezone.now() - Email.LEASE)


class Email(models.Model):
    """One outgoing mail, from the moment it is owed to whatever became of it: the log.

    A worker claims a batch under a lease, so one that dies gives it back. Just before a mail goes
    to the server it is taken, which nothing undoes: it is sent once or it is not, never twice.
    """

    LEASE = timedelta(minutes=5)
    MAX_ATTEMPTS = 8

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="emails"
    )
    address = models.EmailField()
    kind = models.CharField(max_length=100)  # NOTICES, DIGEST, ACCOUNT, or the name of a letter
    group = models.CharField(max_length=60, blank=True)  # of its notices: "topic:9"
    payload = models.JSONField(null=True, blank=True)  # of a letter: its event
    subject = models.CharField(max_length=300, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    token = models.CharField(max_length=24, blank=True, db_default="")  # in its return address
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = EmailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "group"],
                condition=Q(kind=NOTICES, state=State.QUEUED),
                name="one_mail_gathering",
            ),
            models.UniqueConstraint(
                fields=["message_id"], condition=~Q(message_id=""), name="message_id_unique"
            ),
            models.UniqueConstraint(
                fields=["token"], condition=~Q(token=""), name="mail_token_unique"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=[State.QUEUED, State.CLAIMED]),
                name="email_waiting",
            ),
            models.Index(
                fields=["taken_at"], condition=Q(state=State.SENDING), name="email_sending"
            ),
            models.Index(fields=["group", "id"], name="email_of_group"),
            models.Index(fields=["user", "-id"], name="email_of_user"),
            models.Index(
                fields=["user", "taken_at"], condition=Q(kind=NOTICES), name="email_of_day"
            ),
            models.Index(Lower("address"), "sent_at", name="email_to_address"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.address}"

    def take(self, *, address: str, subject: str, message_id: str) -> bool:
        """Make it this worker's to send, for good; False if it is another's already."""
        mine = Email.objects.filter(pk=self.pk, state=State.CLAIMED)
        return self._become(
            State.SENDING,
            mine,
            address=address,
            subject=subject[:300],
            message_id=message_id,
            token=token_of(message_id),
            taken_at=timezone.now(),
        )

    def arrived(self) -> None:
        """The server has taken it over."""
        self._become(State.SENT, sent_at=timezone.now(), leased_until=None)

    def skip(self, reason: Reason) -> None:
        self._become(State.SKIPPED, reason=reason, leased_until=None)

    def fail(self, error: str) -> None:
        self._become(State.FAILED, error=error, leased_until=None)

    def came_back(self, said: str) -> None:
        """A server on its way, or the last one, could not deliver what we had handed over."""
        self._become(State.RETURNED, error=said)

    def postpone(self, error: str) -> None:
        """The server would not have it now: try later, at most `MAX_ATTEMPTS` times."""
        attempts = self.attempts + 1
        if attempts >= self.MAX_ATTEMPTS:
            return self.fail(error)
        later = timezone.now() + timedelta(minutes=2**attempts)
        self._become(State.CLAIMED, attempts=attempts, error=error, leased_until=later)
        return None

    def put_off(self, until: datetime) -> None:
        """It is the wrong hour for its reader; news of then still joins it.

        Unless another mail gathers that already: then this one keeps what it has.
        """
        try:
            with transaction.atomic():
                self._become(State.QUEUED, due_at=until, leased_until=None)
        except IntegrityError:
            self._become(State.CLAIMED, leased_until=until)

    def note_interruption(self, error: str) -> None:
        """The line broke after it was taken: it stays among the interrupted."""
        Email.objects.filter(pk=self.pk).update(error=error)

    def _become(
        self, state: State, rows: models.QuerySet["Email"] | None = None, **values: Any
    ) -> bool:
        rows = Email.objects.filter(pk=self.pk) if rows is None else rows
        changed = bool(rows.update(state=state, **values))
        self.state = state
        return changed
