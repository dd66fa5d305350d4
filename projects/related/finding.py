"""What an address means, and what of the things linked a viewer is shown."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import BigIntegerField, Count
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.linkable import all_kinds, within_the_site
from discussions.linking import known_to
from discussions.models import Kind, Topic
from discussions.models.link import Target
from knowledge.addresses import host_of
from members.directory import people_shown_to, people_visible_to
from projects.models import Project
from projects.related.models import LONGEST_URL, Related

UNKNOWN = _("There is no such page here that you may read.")
MOST_SUGGESTED = 5


def meant_by(viewer: Any, address: str) -> dict[str, Any]:
    """A page of this site that the viewer may read, a person, or an address elsewhere.

    Raises ValidationError.
    """
    place = within_the_site(address.strip())
    if not place.startswith("/"):
        URLValidator(schemes=["http", "https"])(place)
        if len(place) > LONGEST_URL:
            raise ValidationError(_("This address is too long."), code="max_length")
        return {"url": place}
    if place.startswith("/p/"):
        handle = place.removeprefix("/p/").partition("/")[0]
        person = people_visible_to(viewer).filter(handle__iexact=handle).first()
        if person is None:
            raise ValidationError(UNKNOWN, code="unknown")
        return {"person": person}
    for linkable in all_kinds():
        if found := linkable.number_in(place):
            number, short = found
            if linkable.visible_to(viewer).filter(pk=number).exists():
                return {"page": Target(f"{linkable.kind}:{number}", short)}
    raise ValidationError(UNKNOWN, code="unknown")


@dataclass(frozen=True)
class Shown:
    """One related thing, as a viewer is told of it."""

    related: Related
    kind: str  # topic, article, …, person, elsewhere
    title: str
    url: str


def shown_to(viewer: Any, project: Project) -> list[Shown]:
    """Without what the viewer may not know, in the order in which it was linked."""
    rows = list(project.related.for_display())
    known = known_to(viewer, [row.target for row in rows if row.target])
    named = [row.person_id for row in rows if row.person_id]
    people: Any = people_shown_to(viewer).in_bulk(named) if named else {}
    found = (_shown(row, known, people) for row in rows)
    return [one for one in found if one]


def _shown(row: Related, known: dict[str, Any], people: dict[int, User]) -> Shown | None:
    if row.url:
        return Shown(row, "elsewhere", row.title or host_of(row.url), row.url)
    if row.person_id:
        person = people.get(row.person_id)
        return Shown(row, "person", person.name, person.get_absolute_url()) if person else None
    page = known.get(row.target)
    kind = row.target.partition(":")[0]
    return Shown(row, kind, page.title, page.get_absolute_url()) if page else None


def questions_on(viewer: Any, project: Project) -> list[Topic]:
    """Questions elsewhere in the community on what the project is about, most of it first."""
    questions = Topic.objects.visible_to(viewer).filter(
        community=project.community_id, kind=Kind.QUESTION, tags__in=project.tags.all()
    )
    linked = project.related.filter(target__startswith="topic:").annotate(
        topic=Cast(Substr("target", len("topic:") + 1), BigIntegerField())
    )
    near = questions.exclude(space=project.space_id).exclude(pk__in=linked.values("topic"))
    counted = near.annotate(shared=Count("tags")).select_related("community")
    return list(counted.order_by("-shared", "-active_at", "-pk")[:MOST_SUGGESTED])
