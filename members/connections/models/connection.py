from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Block, User
from core.events import publish
from members.connections.errors import (
    AlreadyConnected,
    NothingToAnswer,
    NothingToEnd,
    NotThere,
    TooSoon,
)
from members.events import Connected, ConnectionAsked

LONGEST_NOTE = 300
REST = timedelta(days=90)  # until one may ask the same person again


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    CONNECTED = "connected", _("Connected")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")
    ENDED = "ended", _("Ended")


class ConnectionQuerySet(models.QuerySet["Connection"]):
    def connected(self) -> Self:
        return self.filter(state=State.CONNECTED)

    def of(self, user: Any) -> Self:
        return self.filter(Q(asker=user.pk) | Q(asked=user.pk))

    def between(self, one: Any, other: Any) -> "Connection | None":
        pair = (one.pk, other.pk)
        return self.filter(asker__in=pair, asked__in=pair).first()

    def received_by(self, user: Any) -> Self:
        return self.filter(asked=user.pk, state=State.WAITING)

    def sent_by(self, user: Any) -> Self:
        """Those that wait, and those that were declined: nobody is told that they were."""
        return self.filter(asker=user.pk, state__in=(State.WAITING, State.DECLINED))

    def others_of(self, user: Any) -> Any:
        """The numbers of whom the user is connected with, for a query."""
        other = Case(When(asker=user.pk, then=F("asked")), default=F("asker"))
        return self.connected().of(user).annotate(other=other).values("other")

    def ask(self, person: User, *, by: User, note: str = "") -> "Connection":
        """Ask somebody to connect. Who asks whom they were asked by is connected at once.

        Raises AlreadyConnected, or TooSoon: nobody is asked twice in 90 days by the same person,
        whatever they answered, so that the time tells nothing of the answer; or NotThere.
        """
        with transaction.atomic():
            found = self.hold(person, by) or self.model(asker=by, asked=person)
            if Block.objects.between(by.pk, person.pk).exists():
                raise NotThere
            if found.state == State.CONNECTED and found.pk:
                raise AlreadyConnected
            if found.pk and found.is_wanted_by(person):
                found.become(State.CONNECTED)
                publish(Connected(found.pk, by.pk))
                return found
            if found.pk and (until := found.rests_until(by)):
                raise TooSoon(until)
            found.asker, found.asked, found.note, found.ended_by = by, person, note, None
            found.asked_at = timezone.now()
            found.become(State.WAITING)
            publish(ConnectionAsked(found.pk))
        return found

    def hold(self, one: User, other: User) -> "Connection | None":
        """What is between the two, while nobody else changes it: also where nothing is yet."""
        pair = (one.pk, other.pk)
        list(
            User.objects.get_queryset()
            .select_for_update(no_key=True)
            .filter(pk__in=pair)
            .order_by("pk")
        )
        return self.between(one, other)


class Connection(models.Model):
    """Two people, of whom one asked the other; one row, whatever became of it."""

    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects: ClassVar = ConnectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Least("asker", "asked"), Greatest("asker", "asked"), name="one_connection"
            ),
            models.CheckConstraint(condition=~Q(asker=F("asked")), name="not_with_oneself"),
        ]
        indexes = [
            models.Index(fields=["asker", "state"], name="connection_by_asker"),
            models.Index(fields=["asked", "state"], name="connection_by_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.asker_id} and {self.asked_id}: {self.state}"

    def accept(self, *, by: User) -> None:
        """Raises NothingToAnswer."""
        with transaction.atomic():
            self._answer(State.CONNECTED, by)
            publish(Connected(self.pk, by.pk))

    def decline(self, *, by: User) -> None:
        """Nobody is told. Raises NothingToAnswer."""
        with transaction.atomic():
            self._answer(State.DECLINED, by)

    def end(self, *, by: User) -> None:
        """Take back what one asked, or be connected no more; the other is told of neither.

        Raises NothingToEnd.
        """
        with transaction.atomic():
            self._hold()
            if self.state == State.CONNECTED:
                self.ended_by = by
                self.become(State.ENDED)
            elif self.is_wanted_by(by):
                self.become(State.WITHDRAWN)
            else:
                raise NothingToEnd

    def part(self, *, by: User) -> None:
        """Of one that is held: whatever is between the two is over, and ``by`` wanted that."""
        if self.state != State.ENDED:
            self.ended_by = by
            self.become(State.ENDED)

    def is_wanted_by(self, user: User) -> bool:
        """Whether they asked, and have not taken it back."""
        return self.asker_id == user.pk and self.state in (State.WAITING, State.DECLINED)

    def rests_until(self, user: User) -> datetime | None:
        """When they may ask again; None: at any time."""
        until = None
        if self.state == State.ENDED and self.ended_by_id != user.pk:
            until = self.changed_at + REST
        elif self.state != State.ENDED and self.asker_id == user.pk:
            until = self.asked_at + REST
        return until if until and until > timezone.now() else None

    def become(self, state: State) -> None:
        self.state, self.changed_at = state, timezone.now()
        self.save()

    def other(self, user: User) -> User:
        return self.asked if self.asker_id == user.pk else self.asker

    def _answer(self, state: State, by: User) -> None:
        self._hold()
        if self.state != State.WAITING or self.asked_id != by.pk:
            raise NothingToAnswer
        self.become(state)

    def _hold(self) -> None:
        Connection.objects.hold(self.asker, self.asked)
        self.refresh_from_db()
