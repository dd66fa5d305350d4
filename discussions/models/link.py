from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef

from core.audience import Audienced, AudiencedQuerySet


@dataclass(frozen=True)
class Target:
    """A page that a text leads to, by its name for notices, and by its address without a title."""

    page: str
    address: str


@dataclass(frozen=True)
class Text:
    """What somebody wrote, as its app calls it, and the page on which it is read."""

    kind: str
    pk: int
    page: str
    number: int | None = None  # of a post


class LinkQuerySet(AudiencedQuerySet):
    def of(self, kind: str, ids: Any) -> Self:
        return self.filter(kind=kind, object_id__in=ids)

    def note(
        self, text: Text, targets: Sequence[Target], scope: str, audience: Sequence[str]
    ) -> None:
        """Let the text lead to these, and be told of there, to whoever may read it."""
        self.bulk_create(
            [
                Link(
                    kind=text.kind,
                    object_id=text.pk,
                    page=text.page,
                    number=text.number,
                    target=target.page,
                    address=target.address,
                    scope=scope,
                    audience=audience,
                )
                for target in targets
                if target.page != text.page
            ],
            ignore_conflicts=True,
        )

    def hide(self) -> None:
        """While these texts are deleted nobody is told of them: see `UploadUse`."""
        self.update(scope="", audience=[])

    def show(self, scope: str, audience: Sequence[str]) -> None:
        self.update(scope=scope, audience=audience)

    def once_for_each(self, name: str) -> Self:
        """Of those that have the same ``page`` or ``target``, the first."""
        earlier = self.filter(**{name: OuterRef(name)}, pk__lt=OuterRef("pk"))
        return self.filter(~Exists(earlier))


class Link(Audienced):
    """A text leads to another page of this site.

    Its audience is the text's. What the page is called is not kept: each reader is told it only
    where they may know it, and as it is called now.
    """

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    page = models.CharField(max_length=40)
    number = models.PositiveIntegerField(null=True)
    target = models.CharField(max_length=40)
    address = models.CharField(max_length=120)

    objects: ClassVar = LinkQuerySet.as_manager()

    class Meta(Audienced.Meta):
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "target"], name="linked_once")
        ]
        indexes = [
            *Audienced.Meta.indexes,
            models.Index(fields=["target", "-id"], name="link_to"),
            models.Index(fields=["page", "id"], name="link_from"),
        ]

    def __str__(self) -> str:
        return f"{self.page} leads to {self.target}"
