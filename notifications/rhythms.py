"""A user's digests as they choose them: the one over all, and their communities one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from core.audience import keys_for
from notifications import follows
from notifications.digest import COMMUNITY
from notifications.forms import RhythmForm
from notifications.models import Rhythm
from notifications.models.rhythm import OVER_ALL
from notifications.schedule import Every

MOST_LISTED = 100


@dataclass(frozen=True)
class Choice:
    """One digest, with the form that chooses when it comes."""

    scope: str
    name: str  # of the community
    form: RhythmForm


def choices_of(viewer: Any, data: QueryDict | None = None) -> list[Choice]:
    """The digest over all first, then the communities by name."""
    rhythms = Rhythm.objects.of(viewer)
    usual = rhythms[OVER_ALL]
    return [
        Choice(scope, name, RhythmForm.of(scope, rhythms.get(scope), usual, data))
        for scope, name in _scopes(viewer)
    ]


def choose(viewer: Any, choices: list[Choice]) -> None:
    """Keep what was changed, and nothing else: what follows the usual goes on doing so."""
    for choice in choices:
        if choice.form.has_changed():
            choice.form.keep(choice.scope, by=viewer)


def resume(viewer: Any) -> None:
    """Have a digest over all again."""
    usual = Rhythm.objects.of(viewer)[OVER_ALL]
    if usual.is_off:
        usual.resume()


def stop_all(viewer: Any) -> None:
    """Have no digest, of one community neither."""
    for scope, rhythm in Rhythm.objects.of(viewer).items():
        day = {"weekday": rhythm.weekday, "hour": rhythm.hour}
        Rhythm.objects.choose(scope, by=viewer, every=Every.OFF, **day)


def may_choose(viewer: Any, scope: str) -> bool:
    """Whether there is such a digest for the viewer: over all, or of a community of theirs."""
    return scope == OVER_ALL or (scope.startswith(COMMUNITY) and scope in keys_for(viewer))


def _scopes(viewer: Any) -> Iterator[tuple[str, str]]:
    yield OVER_ALL, ""
    mine = [key for key in keys_for(viewer) if key.startswith(COMMUNITY)]
    names = follows.names(viewer, mine[:MOST_LISTED])
    yield from sorted(((scope, name.name) for scope, name in names.items()), key=lambda one: one[1])
