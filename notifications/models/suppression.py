from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Cause(models.TextChoices):
    BOUNCE = "bounce", _("Mail to it bounces")
    COMPLAINT = "complaint", _("Mail to it was called spam")
    OPERATOR = "operator", _("An operator stopped it")


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def among(self, addresses: Iterable[str]) -> set[str]:
        """Those of the addresses that must not be mailed, in small letters."""
        lowered = [address.lower() for address in addresses]
        rows = self.alias(lower=Lower("address")).filter(lower__in=lowered)
        return {address.lower() for address in rows.values_list("address", flat=True)}

    def of(self, address: str) -> Self:
        return self.alias(lower=Lower("address")).filter(lower=address.lower())

    def stop(self, address: str, cause: str, note: str = "") -> None:
        """Send the address no more mail. Where none goes to it already, why stays as it was."""
        with transaction.atomic():
            if not self.of(address).exists():
                stopped = self.model(address=address.lower(), cause=cause, note=note)
                self.bulk_create([stopped], ignore_conflicts=True)
            self.show_to_owner(address)

    def lift(self, address: str) -> None:
        """Mail goes there again, and what was held against it is forgotten."""
        from notifications.models.bouncing import Bouncing  # it stops addresses

        with transaction.atomic():
            self.of(address).delete()
            Bouncing.objects.forget(address)
            self.show_to_owner(address)

    def show_to_owner(self, address: str) -> None:
        """Keep with the user why their mail is stopped: each page shows it, with no query more."""
        found = self.of(address).first()
        owners = User.objects.get_queryset().alias(lower=Lower("email"))
        cause = found.cause if found else ""
        owners.filter(lower=address.lower()).exclude(mail_stopped=cause).update(mail_stopped=cause)


class Suppression(models.Model):
    """An address that gets no mail from us, whoever it belongs to."""

    address = models.EmailField(_("address"))
    cause = models.CharField(_("cause"), max_length=10, choices=Cause.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects: ClassVar = SuppressionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("address"), name="suppression_unique_ignoring_case"),
        ]

    def __str__(self) -> str:
        return self.address
