from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction

from communities.models import Space
from discussions.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

# Of the others: a story has its parts.
TEMPLATED = (Kind.QUESTION, Kind.DISCUSSION, Kind.ANNOUNCEMENT)
LONGEST = 5_000


def bare(text: str) -> str:
    """A text as far as it says something: without what is between its words."""
    return " ".join(text.split())


class TemplateQuerySet(models.QuerySet["Template"]):
    def of_space(self, space: Space) -> dict[str, str]:
        """The text for each kind that can have one."""
        kept = dict(self.filter(space=space).values_list("kind", "source"))
        return {kind.value: kept.get(kind, "") for kind in TEMPLATED}

    def text_for(self, viewer: Any, community: Any, *, space: str, kind: str) -> str:
        """What a topic there begins with: in the first space, where none is named."""
        spaces = Space.objects.visible_to(viewer).filter(community=community).in_order()
        first = spaces.filter(slug=space)[:1] if space else spaces[:1]
        found = self.filter(space__in=[one.pk for one in first], kind=kind).first()
        return found.source if found else ""

    def write(self, space: Space, texts: "Mapping[str, str]") -> None:
        """Let topics begin with these texts, by their kind; where one is empty, with nothing."""
        with transaction.atomic():
            for kind, source in texts.items():
                if source.strip():
                    self.update_or_create(space=space, kind=kind, defaults={"source": source})
                else:
                    self.filter(space=space, kind=kind).delete()

    def is_unfilled(self, community: Any, source: str) -> bool:
        """Whether it is the text of a template and nothing else, of whichever space and kind."""
        texts = self.filter(space__community=community).values_list("source", flat=True)
        return bare(source) in {bare(text) for text in texts}


class Template(models.Model):
    """What the text of a new topic of a kind begins with in a space."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="templates")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.label) for kind in TEMPLATED])
    source = models.TextField(max_length=LONGEST)

    objects: ClassVar = TemplateQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "kind"], name="one_template")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.space_id}"
