from dataclasses import dataclass, field
from typing import Any, Self

from django.http import QueryDict
from django.utils.http import urlencode

from communities.models import Community
from communities.models.membership import Role
from members.listing import skills
from members.profiles.models import FacetKind
from members.profiles.text import plain

LONGEST = 120
OVERLAPS = (2, 4, 6)
KINDS = [kind for kind in FacetKind if kind != FacetKind.LOCAL_TIME]


@dataclass(frozen=True)
class Asked:
    """Whom a directory is asked for: words, one value of each facet, hours shared, a role."""

    text: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    overlap: int = 0
    role: str = ""
    community: Community | None = None

    @classmethod
    def read(cls, query: QueryDict | dict[str, Any], community: Community | None = None) -> Self:
        """What makes no sense is as if it were not asked."""
        given = {kind: _compared(kind, str(query.get(kind) or "")) for kind in KINDS}
        hours = str(query.get("overlap") or "")
        role = query.get("role") if community else ""
        return cls(
            text=" ".join(str(query.get("q") or "")[:LONGEST].replace("\0", "").split()),
            chosen={kind.value: value for kind, value in given.items() if value}
            | skills.read(query),
            overlap=int(hours) if hours in map(str, OVERLAPS) else 0,
            role=str(role) if role in Role.values else "",
            community=community,
        )

    @property
    def words(self) -> list[str]:
        return plain(self.text).split()[:8]

    @property
    def of_profiles(self) -> dict[str, str]:
        """What was chosen of what people say; the rest is of what they have shown."""
        return {kind: value for kind, value in self.chosen.items() if kind not in skills.LABELS}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.chosen or self.overlap or self.role)

    def address(self, **more: Any) -> str:
        """The query that asks the same, and this."""
        asked = {"q": self.text, **self.chosen, "overlap": self.overlap or "", "role": self.role}
        return "?" + urlencode({name: value for name, value in (asked | more).items() if value})

    def without(self, kind: str) -> str:
        return self.address(**{kind: ""})


def _compared(kind: FacetKind, value: str) -> str:
    """As it stands in a facet's row; codes stand as they are."""
    if kind in (FacetKind.LOCATION, FacetKind.ORGANISATION):
        return plain(value)[:LONGEST]
    return value.replace("\0", "").strip()[:LONGEST]
