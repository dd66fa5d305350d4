from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from learning.badges.models.signing_key import KeyKind
from learning.credentials import proofs, status

if TYPE_CHECKING:
    from learning.badges.models.issuer import Issuer


class StatusListQuerySet(models.QuerySet["StatusList"]):
    def give_place(self, issuer: "Issuer") -> tuple["StatusList", int]:
        """A place that no other badge has, nor had; whoever calls holds the issuer."""
        current: StatusList | None = self.filter(issuer=issuer, taken__lt=status.ENTRIES).first()
        if current is None:
            current = self.model(
                issuer=issuer,
                number=self.filter(issuer=issuer).count() + 1,
                origin=settings.SITE_ORIGIN,
            )
            current.sign()
        place = current.taken
        current.taken += 1
        current.save(update_fields=["taken"])
        return current, place


class StatusList(models.Model):
    """Which of an issuer's badges were taken back, as bits that it signs.

    A place is given once, and what was taken back stays so, also when the badge is no more.
    """

    issuer = models.ForeignKey("learning.Issuer", models.CASCADE, related_name="lists")
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=260, editable=False)  # badges name its address for good
    taken = models.PositiveIntegerField(default=0)
    revoked = ArrayField(models.PositiveIntegerField(), default=list)
    credential = models.JSONField(editable=False)  # the list, signed

    objects: ClassVar = StatusListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "number"], name="status_list_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.issuer_id}:{self.number}"

    @property
    def address(self) -> str:
        return f"{self.origin}{self.issuer.address}status/{self.number}.json"

    def take_back(self, place: int) -> None:
        """Set the bit, and sign the list with it; whoever calls holds the issuer."""
        self.refresh_from_db(fields=["revoked"])  # it may have been read before that lock
        self.revoked = sorted({*self.revoked, place})
        self.save(update_fields=["revoked"])
        self.sign()

    def sign(self) -> None:
        """With the key that signs now."""
        secret = self.issuer.secrets()[KeyKind.ED25519]
        now = timezone.now()
        unsigned = status.status_list(self.address, self.issuer.did, self.revoked, now)
        self.credential = proofs.sign(unsigned, secret.private, secret.method, now)
        self.save(update_fields=None if self._state.adding else ["credential"])
