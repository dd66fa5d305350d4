from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from core.events import publish
from members.directory import people_shown_to
from members.skills.events import EndorsementWithdrawn, EvidenceEndorsed
from members.skills.models.evidence import Evidence

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_NOTE = 300


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    def visible_to(self, viewer: Any) -> Self:
        """Where they see the evidence; what its owner hides, they and who wrote it alone."""
        mine = Q(evidence__user=viewer.pk or 0) | Q(by=viewer.pk or 0)
        found = self.filter(evidence__in=Evidence.objects.visible_to(viewer).values("pk"))
        return found.filter(Q(is_shown=True) | mine)

    def for_display(self, viewer: Any) -> Self:
        """Of those whom the viewer may see at all."""
        named = self.filter(by__in=people_shown_to(viewer).values("pk"))
        return named.select_related("by").order_by("at", "pk")

    def endorse(self, evidence: Evidence, *, by: "User", note: str = "") -> "Endorsement":
        """Say that it is so; said again, the words are the new ones. Its owner is told once."""
        with transaction.atomic():
            Evidence.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence.pk)
            said, is_new = self.update_or_create(evidence=evidence, by=by, defaults={"note": note})
            if is_new:
                publish(EvidenceEndorsed(said.pk))
        return said


class Endorsement(models.Model):
    """Somebody who had a part in what shows a skill says that it does. It goes with that."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="endorsements")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="endorsements_given"
    )
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    at = models.DateTimeField(default=timezone.now)
    is_shown = models.BooleanField(default=True)  # as the owner of the evidence wants it

    objects: ClassVar = EndorsementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "by"], name="endorsed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} for {self.evidence_id}"

    @property
    def key(self) -> str:
        return f"endorsement:{self.evidence_id}:{self.by_id}"

    def withdraw(self) -> None:
        with transaction.atomic():
            publish(EndorsementWithdrawn(self.key))
            self.delete()

    def show(self, *, shown: bool) -> None:
        """Hidden it is shown to nobody else, and is no witness."""
        Endorsement.objects.filter(pk=self.pk).update(is_shown=shown)
        self.is_shown = shown
