from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from communities.models import Tag

if TYPE_CHECKING:
    from communities.models import Community
    from members.skills.models.skill import Skill


@dataclass(frozen=True)
class Known:
    """A skill that somebody may have: of a taxonomy, or a community's own word."""

    skill: "Skill | None"
    tag: Tag  # one that means it, or the word itself

    @classmethod
    def by(cls, tag: Tag) -> Self:
        """What the tag means, with its meaning at hand."""
        meaning = getattr(tag, "meaning", None)
        return cls(meaning.skill if meaning else None, tag)

    @property
    def key(self) -> str:
        """Its name in addresses."""
        return f"s{self.skill.pk}" if self.skill else f"w{self.tag.pk}"

    @property
    def label(self) -> str:
        return self.skill.label if self.skill else self.tag.name

    @property
    def uri(self) -> str:
        return self.skill.uri if self.skill else ""

    @property
    def community(self) -> "Community | None":
        """Whose word it is."""
        return None if self.skill else self.tag.community
