"""What a search can be narrowed to beside its words. An app declares its own in ``search.py``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User


@dataclass(frozen=True)
class Narrowing:
    """``label`` says it on the page. What is not there for the viewer has no condition."""

    name: str
    value: str
    label: str
    condition: Q | None = None


Reader = Callable[[Any, str], Narrowing]
_readers: dict[str, Reader] = {}


def narrows(name: str) -> Callable[[Reader], Reader]:
    def register(reader: Reader) -> Reader:
        _readers[name] = reader
        return reader

    return register


def read_narrowings(viewer: Any, given: dict[str, str]) -> list[Narrowing]:
    return [
        reader(viewer, value) for name, reader in _readers.items() if (value := given.get(name, ""))
    ]


def names() -> list[str]:
    return list(_readers)


@narrows("tag")
def tag(viewer: Any, value: str) -> Narrowing:
    label = _("Tagged %(tag)s") % {"tag": value}
    return Narrowing("tag", value, label, Q(tags__contains=[value]))


@narrows("author")
def author(viewer: Any, handle: str) -> Narrowing:
    found = User.objects.reached_by(handle)
    condition = Q(author=found.pk) if found else None
    return Narrowing("author", handle, _("By @%(handle)s") % {"handle": handle}, condition)
