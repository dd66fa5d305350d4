"""What a user has chosen for each matter, as page and API show it, and how it is chosen at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.matters import Heading, Matter, all_matters, matters_of
from notifications.models import Choice, Way
from notifications.models.choice import EVERYWHERE
from notifications.rhythms import resume, stop_all
from notifications.ways import Ways


@dataclass(frozen=True)
class Row:
    """One matter, and what holds for it here."""

    matter: Matter
    way: Way
    is_chosen: bool  # for just this scope


@dataclass(frozen=True)
class Table:
    scope: str
    rows: list[Row]

    @property
    def sections(self) -> list[tuple[Heading, list[Row]]]:
        by_heading = groupby(self.rows, key=lambda row: row.matter.heading)
        return [(heading, list(rows)) for heading, rows in by_heading]

    @property
    def preset(self) -> "Preset | None":
        """The one that would change nothing."""
        return next((one for one in presets.values() if one.fits(self.rows)), None)

    def by(self, way: Way) -> list[Matter]:
        return [row.matter for row in self.rows if row.way == way]


def table_of(user: Any, scope: str = EVERYWHERE, ways: Ways | None = None) -> Table:
    ways = ways or Ways([user.pk])
    return Table(scope, [row_of(user, matter, scope, ways) for matter in matters_of(user)])


def row_of(user: Any, matter: Matter, scope: str, ways: Ways | None = None) -> Row:
    ways = ways or Ways([user.pk], matter)
    way = ways.of(user.pk, matter, scope)
    return Row(matter, way, ways.is_chosen(user.pk, matter, scope))


def choose(wanted: Mapping[Matter, Way], *, by: Any, scope: str = EVERYWHERE) -> None:
    """Keep only what differs from what would hold without it."""
    ways = Ways([by.pk])
    differing, same = {}, []
    for matter, way in wanted.items():
        usual = matter.usual if scope == EVERYWHERE else ways.of(by.pk, matter, EVERYWHERE)
        if way == usual:
            same.append(matter.name)
        else:
            differing[matter.name] = way
    Choice.objects.forget(same, by=by, scope=scope)
    Choice.objects.choose(differing, by=by, scope=scope)


@dataclass(frozen=True)
class Preset:
    """A way for every matter, chosen in one go."""

    name: str
    title: str | Promise
    says: str | Promise
    wish: Callable[[Matter], Way]
    has_digest: bool = True

    def way_of(self, matter: Matter) -> Way:
        wished = self.wish(matter)
        return wished if wished in matter.ways else matter.usual

    def fits(self, rows: list[Row]) -> bool:
        return all(row.way == self.way_of(row.matter) for row in rows)

    def apply(self, *, by: Any, scope: str = EVERYWHERE) -> None:
        """Also to what the user is not asked about today, and may be tomorrow."""
        choose({matter: self.way_of(matter) for matter in all_matters()}, by=by, scope=scope)

    def apply_everywhere(self, *, by: Any) -> None:
        """With the digest, which then comes or does not."""
        self.apply(by=by)
        if self.has_digest:
            resume(by)
        else:
            stop_all(by)


def _essential(matter: Matter) -> Way:
    is_personal = matter.heading in {Heading.YOU, Heading.CARE}
    return Way.EMAIL if is_personal else Way.DIGEST


presets = {
    preset.name: preset
    for preset in (
        Preset(
            "everything",
            _("Everything by email"),
            _("Each thing soon after it happens."),
            lambda _matter: Way.EMAIL,
        ),
        Preset(
            "essentials",
            _("The essentials"),
            _("What is meant for you by email, the rest in the digest."),
            _essential,
        ),
        Preset(
            "digest",
            _("Only the digest"),
            _("One letter with all that you have not read."),
            lambda _matter: Way.DIGEST,
        ),
        Preset(
            "app",
            _("Nothing by email"),
            _("All of it waits here, and no digest comes."),
            lambda _matter: Way.APP,
            has_digest=False,
        ),
    )
}
