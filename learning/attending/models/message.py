from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.events import publish
from learning.attending.events import MessageSent
from learning.workshops.models import Mode, Registration, Workshop

if TYPE_CHECKING:
    from accounts.models import User
    from learning.workshops.models.registration import RegistrationQuerySet

LONGEST = 2000


class Reach(models.TextChoices):
    """Of those who are registered, whom it is for."""

    SEATED = "seated", _("Who has a seat")
    WAITING = "waiting", _("Who waits for one")
    ALL = "all", _("Both")


class MessageQuerySet(models.QuerySet["Message"]):
    def send(  # noqa: PLR0913 - what it says, and whom it is for
        self,
        workshop: Workshop,
        *,
        by: "User",
        text: str,
        reach: str,
        mode: str = "",
        nonce: str | None = None,
    ) -> "Message":
        """To those who are registered now, and to nobody else. One nonce sends it once."""
        with transaction.atomic():
            Workshop.objects.lock(workshop.pk)  # the other click waits here
            known = self.filter(workshop=workshop, nonce=nonce).first() if nonce else None
            if known:
                return known
            said = {"text": text, "reach": reach, "mode": mode}
            message = self.create(workshop=workshop, by=by, nonce=nonce, **said)
            publish(MessageSent(message.pk))
        return message


class Message(models.Model):
    """What those who give a workshop have to say to those who come to it."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(max_length=LONGEST)
    reach = models.CharField(max_length=7, choices=Reach.choices, default=Reach.SEATED)
    # In which they come; empty: in either.
    mode = models.CharField(max_length=9, choices=Mode.choices, blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none"

    objects: ClassVar = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "nonce"], name="message_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} to {self.workshop_id}"

    def reached(self) -> "RegistrationQuerySet":
        """Who is registered now: whoever has left the list is not written to."""
        registered = Registration.objects.filter(workshop=self.workshop_id)
        if self.mode:
            registered = registered.filter(mode=self.mode)
        found: RegistrationQuerySet = {
            Reach.SEATED: registered.coming(),
            Reach.WAITING: registered.waiting() | registered.offered(),
            Reach.ALL: registered.let_in(),
        }[Reach(self.reach)]
        return found
