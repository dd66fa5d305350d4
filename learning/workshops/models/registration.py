from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from communities.models import Community
from core.events import publish
from learning.attending.door import typed
from learning.attending.errors import WrongCode
from learning.questions.first import can_come_now
from learning.workshops.errors import (
    HasBegun,
    HasNotBegun,
    IsDecided,
    NoSeat,
    NoSuchMode,
    NotOpenYet,
    NotRegistered,
    OfferIsOver,
    WasDeclined,
)
from learning.workshops.events import OfferLapsed, RegistrationChanged
from learning.workshops.models.line import ask, has_room, promote, remind
from learning.workshops.models.states import (
    AWAY,
    COMING,
    SEATED,
    UNDECIDED,
    Mode,
    RegistrationState,
    State,
    modes_of,
)
from learning.workshops.models.workshop import Workshop

if TYPE_CHECKING:
    from accounts.models import User
    from learning.guests.models import Guest

LONGEST_QUESTION = 1000
GUEST = "guest:"


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def current(self) -> Self:
        """Without those who do not come after all."""
        return self.exclude(state__in=AWAY)

    def let_in(self) -> Self:
        """Who has a seat, or is in the line for one."""
        return self.current().exclude(state=RegistrationState.ASKED)

    def to_decide(self) -> Self:
        return self.filter(state__in=UNDECIDED)

    def listed(self) -> Self:
        """For those who host it: also whom they declined, and can let in after all."""
        return self.exclude(state=RegistrationState.CANCELLED)

    def coming(self) -> Self:
        return self.filter(state__in=COMING)

    def waiting(self) -> Self:
        return self.filter(state=RegistrationState.WAITLISTED)

    def offered(self) -> Self:
        return self.filter(state=RegistrationState.OFFERED)

    def seated(self) -> Self:
        """Those who take a seat, or have one kept for them."""
        return self.filter(state__in=SEATED)

    def of(self, user: Any) -> Self:
        return self.filter(user_id=user.pk or 0)

    def lapsed(self) -> Self:
        """Offers that nobody has answered in time."""
        offers = self.offered().filter(offer_ends_at__lte=timezone.now())
        return offers.filter(workshop__state=State.PUBLISHED)

    def as_told_with_series(self) -> Self:
        """Without those of which something became since that was told by itself."""
        return self.filter(told_with_series=F("changes"))

    def in_line(self) -> Self:
        return self.order_by("queued_at", "pk")

    def for_display(self) -> Self:
        """Who comes before who is asked, and them before who waits; each as they came."""
        first = models.Case(
            models.When(state__in=COMING, then=0),
            models.When(state=RegistrationState.OFFERED, then=1),
            models.When(state=RegistrationState.WAITLISTED, then=2),
            default=3,
        )
        people = self.select_related("user", "guest", "invitation_answer").prefetch_related(
            "answers__inquiry"
        )
        return people.order_by("mode", first, "queued_at", "pk")

    def register(  # noqa: PLR0913 - what one says with it
        self,
        workshop: Workshop,
        *,
        by: "User | Guest",
        mode: str,
        question: str = "",
        takes_at_once: bool = False,
        shows_name: bool | None = None,
        answers: Mapping[int, str] | None = None,
    ) -> "Registration":
        """Take a seat, or wait for one; who is registered says with it what they ask otherwise.

        Where hosts look at who wants to come, it is asked of them first. ``shows_name`` lets others
        who come see that they do, ``answers`` are those to what hosts ask, by its number; None: as
        they said before.

        Raises WrongState, HasBegun, NoSuchMode, NotOpenYet, WasDeclined, AnswerMissing,
        NoSuchAnswer, and NoSeat where somebody who has a seat would rather come in a way that has
        none.
        """
        from learning.guests.adopting import take_over  # these hang on registrations
        from learning.inquiries.models import InquiryAnswer

        with transaction.atomic():
            workshop = open_workshop(workshop.pk)
            if mode not in modes_of(workshop):
                raise NoSuchMode
            column = getattr(by, "registers_as", "user")
            if column == "user":
                take_over(workshop, cast("User", by))
            mine, is_new = self.get_or_create(
                workshop=workshop,
                **{column: by},
                defaults={"mode": mode, "state": RegistrationState.CANCELLED},
            )
            if mine.state == RegistrationState.DECLINED:
                raise WasDeclined
            if not mine.is_current and not can_come_now(workshop, by):
                raise NotOpenYet
            mine.workshop = workshop
            mine.question, mine.takes_at_once = question, takes_at_once
            mine.shows_name = mine.shows_name if shows_name is None else shows_name
            mine.save(update_fields=["question", "takes_at_once", "shows_name"])
            InquiryAnswer.objects.give(mine, answers)
            if is_new or mine.state == RegistrationState.CANCELLED:
                mine.come(mode)
            elif mine.mode != mode:
                mine.change_mode(mode)
            ask(mine)
            remind(workshop, mine)
        return mine


class Registration(models.Model):
    """Somebody wants to come to a workshop. All that becomes of it happens under its lock."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="registrations"
    )
    # Of who has no account, in place of the user.
    guest = models.OneToOneField(
        "learning.Guest", models.CASCADE, null=True, related_name="registration"
    )
    mode = models.CharField(max_length=9, choices=Mode.choices)
    state = models.CharField(max_length=10, choices=RegistrationState.choices)
    question = models.TextField(max_length=LONGEST_QUESTION, blank=True)  # they want answered there
    # Whether a seat that gets free is theirs at once, without being asked.
    takes_at_once = models.BooleanField(default=False)
    shows_name = models.BooleanField(default=False)  # to whom its hosts let see who comes
    note = models.CharField(max_length=500, blank=True)  # with which they were not let in
    queued_at = models.DateTimeField(default=timezone.now)
    offer_ends_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)
    changes = models.PositiveIntegerField(default=0)  # tells one seat, wait or offer from the next
    # Which of these was told together with those of the other workshops of its series.
    told_with_series = models.PositiveIntegerField(null=True)

    objects: ClassVar = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "user"], name="registered_once"),
            models.CheckConstraint(
                name="registered_by_one",
                condition=Q(user__isnull=True, guest__isnull=False)
                | Q(user__isnull=False, guest__isnull=True),
            ),
            models.CheckConstraint(
                name="offer_has_an_end",
                condition=~Q(state="offered") | Q(offer_ends_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["workshop", "mode", "state", "queued_at", "id"], name="registration_line"
            ),
            models.Index(
                fields=["offer_ends_at"],
                condition=Q(state="offered"),
                name="registration_offer_ends",
            ),
            models.Index(fields=["user", "state"], name="registration_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id or self.guest_id} to {self.workshop_id}: {self.state}"

    @property
    def member(self) -> "User":
        """Of one that is no guest's."""
        return cast("User", self.user)

    @property
    def name(self) -> str:
        name: str = self.guest.name if self.guest else self.member.name
        return name

    @property
    def email(self) -> str:
        email: str = self.guest.email if self.guest else self.member.email
        return email

    @property
    def handle(self) -> str:
        """By which hosts note that they came: of guests, one that no member can have."""
        return f"{GUEST}{self.pk}" if self.guest_id else self.member.handle

    @property
    def key(self) -> str:
        """Names what it is now, for whoever is told."""
        return f"registration:{self.pk}:{self.changes}"

    @property
    def community(self) -> Community:
        return self.workshop.community

    @property
    def is_coming(self) -> bool:
        return self.state in COMING

    @property
    def is_waiting(self) -> bool:
        return self.state == RegistrationState.WAITLISTED

    @property
    def is_asked(self) -> bool:
        """Those who host it have yet to decide."""
        return self.state == RegistrationState.ASKED

    @property
    def is_declined(self) -> bool:
        return self.state == RegistrationState.DECLINED

    @property
    def is_offered(self) -> bool:
        """And can still be taken."""
        is_open = self.offer_ends_at is not None and timezone.now() < self.offer_ends_at
        return self.state == RegistrationState.OFFERED and is_open

    @property
    def is_current(self) -> bool:
        return self.state not in AWAY

    @property
    def is_let_in(self) -> bool:
        """Has a seat, or is in the line for one."""
        return self.is_current and not self.is_asked

    @property
    def comes_perhaps(self) -> bool:
        """They keep their seat, and said so."""
        answer = getattr(self, "invitation_answer", None)
        return self.is_coming and answer is not None and answer.says_maybe_of(self)

    @property
    def has_lapsed(self) -> bool:
        """They were offered a seat, and did not say in time that they take it."""
        return self.state == RegistrationState.CANCELLED and self.offer_ends_at is not None

    def accept(self) -> None:
        """Take the seat that is offered. Raises OfferIsOver, WrongState, HasBegun."""
        with transaction.atomic():
            mine = self._under(open_workshop(self.workshop_id))
            if not mine.is_offered:
                raise OfferIsOver
            mine.become(RegistrationState.CONFIRMED)
            remind(mine.workshop, mine)
        self.refresh_from_db()

    def cancel(self) -> None:
        """Not come after all, or not wait any longer; the first who waits is asked.

        Raises NotRegistered, WrongState, HasBegun.
        """
        with transaction.atomic():
            mine = self._under(open_workshop(self.workshop_id))
            if not mine.is_current:
                raise NotRegistered
            mine.become(RegistrationState.CANCELLED)
            promote(mine.workshop, mine.mode)
            ask(mine)
            remind(mine.workshop, mine)
        self.refresh_from_db()

    def let_in(self) -> None:
        """Of who asked to come: they have a seat, or wait for one, as who registers now.

        Raises IsDecided, WrongState, HasBegun.
        """
        with transaction.atomic():
            mine = self._under(open_workshop(self.workshop_id))
            if mine.state not in UNDECIDED:
                raise IsDecided
            mine.queue(mine.mode)
            ask(mine)
            remind(mine.workshop, mine)
        self.refresh_from_db()

    def decline(self, *, note: str = "") -> None:
        """Of who asked to come: they do not, and are told with the note.

        Raises IsDecided, WrongState, HasBegun.
        """
        with transaction.atomic():
            mine = self._under(open_workshop(self.workshop_id))
            if not mine.is_asked:
                raise IsDecided
            mine.note = note
            mine.save(update_fields=["note"])
            mine.become(RegistrationState.DECLINED)
        self.refresh_from_db()

    def lapse(self) -> None:
        """Of an offer whose time is over; one that was answered a moment before stays as it is."""
        with transaction.atomic():
            mine = self._under(Workshop.objects.lock(self.workshop_id))
            if mine.state != RegistrationState.OFFERED or mine.is_offered:
                return
            ended = mine.offer_ends_at
            mine.become(RegistrationState.CANCELLED, offer_ends_at=ended)
            publish(OfferLapsed(mine.pk))
            promote(mine.workshop, mine.mode)
            ask(mine)

    def check_in(self, code: str) -> None:
        """Say oneself that one is there, with the code that is shown there; twice is once.

        Raises WrongCode, NotRegistered, HasNotBegun.
        """
        if not constant_time_compare(typed(code), self.workshop.door_code):
            raise WrongCode
        self.attend()

    def attend(self, *, came: bool = True) -> None:
        """Note that they came, or that they did not. Raises NotRegistered, HasNotBegun."""
        with transaction.atomic():
            mine = self._under(Workshop.objects.lock(self.workshop_id))
            if not mine.is_coming:
                raise NotRegistered
            if not mine.workshop.doors_are_open:
                raise HasNotBegun
            state = RegistrationState.ATTENDED if came else RegistrationState.CONFIRMED
            if mine.state != state:
                mine.become(state)
        self.refresh_from_db()

    # Of a registration whose workshop is locked.

    def come(self, mode: str) -> None:
        """Into the line; or, where hosts look at who wants to come, before them."""
        if not self.workshop.needs_approval:
            self.queue(mode)
            return
        self.mode, self.queued_at = mode, timezone.now()
        self.become(RegistrationState.ASKED)

    def queue(self, mode: str) -> None:
        """At the end of the line; where nobody waits and there is a seat, that is a seat."""
        free = has_room(self.workshop, mode)
        state = RegistrationState.CONFIRMED if free else RegistrationState.WAITLISTED
        self.mode, self.queued_at = mode, timezone.now()
        self.become(state)

    def change_mode(self, mode: str) -> None:
        if self.is_asked:
            self.mode = mode
            self.save(update_fields=["mode"])
            return
        was, had_seat = self.mode, self.state in SEATED
        if had_seat and not has_room(self.workshop, mode):
            raise NoSeat
        self.queue(mode)
        promote(self.workshop, was)

    def become(self, state: str, *, offer_ends_at: datetime | None = None) -> None:
        was, self.state, self.offer_ends_at = self.state, state, offer_ends_at
        self.changed_at, self.changes = timezone.now(), self.changes + 1
        self.save(
            update_fields=["mode", "state", "queued_at", "offer_ends_at", "changed_at", "changes"]
        )
        publish(RegistrationChanged(self.pk, was, state, self.changes))

    def _under(self, workshop: Workshop) -> "Registration":
        """As it is now, under the lock of its workshop."""
        mine = Registration.objects.select_related("user", "guest").get(pk=self.pk)
        mine.workshop = workshop
        return mine


def open_workshop(pk: int) -> Workshop:
    """The workshop, locked, as long as somebody can come. Raises WrongState, HasBegun."""
    locked = Workshop.objects.lock(pk)
    locked.ensure_in(State.PUBLISHED)
    if locked.has_begun:
        raise HasBegun
    return locked
