from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
