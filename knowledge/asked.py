"""What a list of a community's knowledge can be narrowed to: one reading for web and API."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar, Self
from urllib.parse import urlencode


@dataclass(frozen=True)
class Asked:
    """A request for a list, with words it does not know left out."""

    STATES: ClassVar[tuple[str, ...]]

    tag: str = ""
    state: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        state = query.get("state", "")
        return cls(tag=query.get("tag", "")[:50], state=state if state in cls.STATES else "")

    @property
    def is_plain(self) -> bool:
        return self == type(self)()

    def address(self, **changes: str) -> str:
        """The query of this list with something changed: what its links lead to."""
        changed = asdict(self) | changes
        return f"?{urlencode({name: value for name, value in changed.items() if value})}"
