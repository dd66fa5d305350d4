from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, Q

from communities.models import Community, Tag
from core.audience import Audienced, AudiencedQuerySet, keys_for
from members.skills.known import Known
from members.skills.models.choice import SkillChoice

if TYPE_CHECKING:
    from members.skills.sources import Piece

Key = tuple[int, int, int]  # whose, of which source, under which tag
CHANGES = ("community_id", "witness_id", "at", "scope", "audience")


class EvidenceQuerySet(AudiencedQuerySet):
    def visible_to(self, viewer: Any) -> Self:
        """What they may see of the source, and of what its member shows them of it."""
        closed = SkillChoice.objects.over_evidence().closed_to(viewer)
        shown = Q(is_shown=True) & ~Exists(closed)
        return self.open_to(keys_for(viewer)).filter(shown | Q(user=viewer.pk or 0))

    def with_key(self, key: str) -> Self:
        """Of one skill, as `Known.key` names it."""
        number = int(key[1:])
        if key[0] == "s":
            return self.filter(tag__meaning__skill=number)
        return self.filter(tag=number, tag__meaning=None)

    def about(self, kind: str, ids: Any) -> Self:
        return self.filter(kind=kind, source_id__in=ids)

    def for_display(self) -> Self:
        related = ("tag__community", "tag__meaning__skill", "community")
        return self.select_related(*related).order_by("-at", "-pk")

    def pairs(self, users: Iterable[int]) -> Iterable[tuple[int, int, int]]:
        """Of these and of whom they vouched for: whose, the witness, for how many sources."""
        ids = list(users)
        between = self.filter(Q(user__in=ids) | Q(witness__in=ids), witness__isnull=False)
        sources = between.order_by().values("user", "witness", "kind")
        counted = sources.annotate(n=Count("source_id", distinct=True))
        return counted.values_list("user", "witness", "n")

    def replace(self, kind: str, ids: Iterable[int], pieces: "Iterable[Piece]") -> None:
        """Let there be for these sources what these pieces say, and nothing else.

        What is right already stays, and what its member said of it and others of them with it.
        """
        due: dict[Key, Evidence] = {}
        for piece in pieces:
            for row in piece.rows(kind):
                due[row.key] = row
        known = {row.key: row for row in self.about(kind, ids)}
        said = {(row.user_id, row.source_id): row.is_shown for row in known.values()}
        for row in due.values():  # also under a tag that is new
            row.is_shown = said.get((row.user_id, row.source_id), row.is_shown)
        self.filter(pk__in=[row.pk for key, row in known.items() if key not in due]).delete()
        self.bulk_create(row for key, row in due.items() if key not in known)
        changed = [row for key, row in known.items() if key in due and row.take(due[key])]
        self.bulk_update(changed, CHANGES)


class Evidence(Audienced):
    """Something that a user did shows that they can do what a tag says.

    It is derived from its source, which `members/skills/sources.py` names, and follows the
    source's space. Which skill it shows is asked of the tag's meaning when somebody looks.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="evidence")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    source_id = models.BigIntegerField()
    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    # Who saw it and says so by what they did: never the user.
    witness = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()
    is_shown = models.BooleanField(default=True)  # as its user wants it

    objects: ClassVar = EvidenceQuerySet.as_manager()

    class Meta(Audienced.Meta):
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source_id", "user", "tag"], name="one_piece_of_evidence"
            ),
            models.CheckConstraint(
                name="no_witness_of_oneself", condition=~Q(witness=models.F("user"))
            ),
        ]
        indexes = [
            *Audienced.Meta.indexes,
            models.Index(fields=["tag", "user"], name="evidence_of_tag"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} by {self.source} under {self.tag_id}"

    @property
    def key(self) -> Key:
        return self.user_id, self.source_id, self.tag_id

    @property
    def source(self) -> tuple[str, int]:
        return self.kind, self.source_id

    @property
    def known(self) -> Known:
        return Known.by(self.tag)

    def take(self, other: "Evidence") -> bool:
        """What the other says; whether that is something else."""
        before = [getattr(self, name) for name in CHANGES]
        for name in CHANGES:
            setattr(self, name, getattr(other, name))
        return before != [getattr(self, name) for name in CHANGES]

    def show(self, *, shown: bool) -> None:
        """Let those see it who may see its source and the skill, or nobody; under all its tags."""
        mine = Evidence.objects.filter(user=self.user_id, kind=self.kind)
        mine.filter(source_id=self.source_id).update(is_shown=shown)
        self.is_shown = shown
