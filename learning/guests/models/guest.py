from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from allauth.account.models import EmailAddress
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import User
from core.events import publish
from learning.guests.errors import HasAccount, NoGuests
from learning.guests.events import GuestAsked
from learning.workshops.models import Mode, Workshop
from learning.workshops.models.registration import LONGEST_QUESTION, open_workshop

if TYPE_CHECKING:
    from learning.workshops.models import Registration

UNCONFIRMED = timedelta(hours=24)  # an address that nobody confirms is forgotten
KEPT = timedelta(days=90)  # after the workshop, as what hosts ask


class GuestQuerySet(models.QuerySet["Guest"]):
    def ask(self, workshop: Workshop, *, email: str, **said: Any) -> "Guest":
        """Write to this address, for whoever reads it to confirm. Nothing is taken until then.

        What was said before is said anew. Raises WrongState, HasBegun, NoGuests.
        """
        with transaction.atomic():
            locked = open_workshop(workshop.pk)
            if not locked.is_open_to_guests:
                raise NoGuests
            guest, is_new = self.get_or_create(workshop=locked, email=email.lower(), defaults=said)
            if not is_new and guest.confirmed_at is None:
                for name, value in said.items():
                    setattr(guest, name, value)
            guest.asked_at, guest.mails = timezone.now(), guest.mails + 1
            guest.save()
            publish(GuestAsked(guest.pk, guest.mails))
        return guest

    def unconfirmed(self) -> Self:
        return self.filter(confirmed_at=None, asked_at__lt=timezone.now() - UNCONFIRMED)

    def outlived(self) -> Self:
        return self.filter(workshop__ends_at__lt=timezone.now() - KEPT)

    def to_remind(self, ahead: timedelta) -> Self:
        """Who has a seat in what begins so soon, and was not reminded of that hour.

        Whoever got the seat later than that has just been told.
        """
        now = timezone.now()
        soon = self.filter(
            registration__state="confirmed",
            workshop__state="published",
            workshop__starts_at__gt=now,
            workshop__starts_at__lte=now + ahead,
            registration__changed_at__lt=F("workshop__starts_at") - ahead,
        )
        return soon.exclude(reminded_of=F("workshop__starts_at"))

    def to_thank(self) -> Self:
        over = self.filter(
            registration__state__in=("confirmed", "attended"),
            workshop__state="published",
            workshop__ends_at__lte=timezone.now(),
        )
        return over.filter(is_thanked=False)

    def of_member(self, user: User, **where: Any) -> Self:
        """Those at an address that the member has shown to read."""
        addresses = EmailAddress.objects.filter(user=user, verified=True)
        return self.filter(email__in=addresses.values(lowered=Lower("email")), **where)


class Guest(models.Model):
    """Somebody who comes, or would, with no account. Written under the lock of the workshop."""

    registers_as = "guest"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="guests")
    email = models.EmailField()
    name = models.CharField(max_length=100)
    mode = models.CharField(max_length=9, choices=Mode.choices)
    question = models.TextField(max_length=LONGEST_QUESTION, blank=True)
    takes_at_once = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)  # until it is confirmed: what hosts ask, by its number
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    mails = models.PositiveSmallIntegerField(default=0)  # that asked to confirm it
    wants_mail = models.BooleanField(default=True)
    reminded_of = models.DateTimeField(null=True)  # the hour at which it begins
    is_thanked = models.BooleanField(default=False)

    objects: ClassVar = GuestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "email"], name="guest_once"),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"], condition=Q(confirmed_at=None), name="guest_unconfirmed"
            ),
            models.Index(fields=["email"], name="guest_email"),
        ]

    def __str__(self) -> str:
        return f"{self.name} to {self.workshop_id}"

    @property
    def has_account(self) -> bool:
        """Whoever reads this address can sign in, and comes as a member."""
        known = EmailAddress.objects.filter(email__iexact=self.email, verified=True)
        return bool(known.filter(user__is_active=True).exists())

    def confirm(self) -> "Registration":
        """Whoever did so reads the address: now they are in the line, as any member would be.

        Twice is once. Raises NoGuests, HasAccount, and what `register` raises.
        """
        from learning.workshops.models import Registration  # it hangs on guests

        with transaction.atomic():
            workshop = open_workshop(self.workshop_id)
            guest = Guest.objects.get(pk=self.pk)
            if not workshop.is_open_to_guests:
                raise NoGuests
            if guest.has_account:
                raise HasAccount
            registered: Registration = Registration.objects.register(
                workshop,
                by=guest,
                mode=guest.mode,
                question=guest.question,
                takes_at_once=guest.takes_at_once,
                answers={int(number): text for number, text in guest.answers.items()},
            )
            guest.confirmed_at = guest.confirmed_at or timezone.now()
            guest.save(update_fields=["confirmed_at"])
        return registered

    def hush(self) -> None:
        """They want to read no more of it."""
        Guest.objects.filter(pk=self.pk).update(wants_mail=False)
