"""The kinds of page that texts link to: each app declares its own in a ``pages.py``."""

import re
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet


class Linkable:
    """A kind of page with a title, whose address ends in its number."""

    kind: ClassVar[str]
    place: ClassVar[str]  # between the address of its community and its number

    def every(self) -> QuerySet[Any]:
        """All that may be linked to."""
        raise NotImplementedError

    def visible_to(self, viewer: Any) -> QuerySet[Any]:
        """Those whose title the viewer may know, each with its community."""
        raise NotImplementedError

    def number_in(self, address: str) -> tuple[int, str] | None:
        """Which one an address within the site leads to, and the address without what follows."""
        match = re.match(rf"/c/[a-z0-9-]+/{self.place}/([0-9]{{1,18}})(?=[-/?#]|$)", address)
        return (int(match[1]), f"{match[0]}/") if match else None


_kinds: dict[str, Linkable] = {}


def declare(linkable: type[Linkable]) -> type[Linkable]:
    _kinds[linkable.kind] = linkable()
    return linkable


def all_kinds() -> list[Linkable]:
    return list(_kinds.values())


def kind_of(page: str) -> Linkable:
    return _kinds[page.partition(":")[0]]


def within_the_site(address: str) -> str:
    """Without the host, where that is ours."""
    return address.removeprefix(settings.SITE_ORIGIN)
