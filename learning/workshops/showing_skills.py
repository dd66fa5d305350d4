"""Workshops that were given show what their hosts know: `members/skills/sources.py`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from learning.workshops.events import RegistrationChanged, WorkshopCancelled, WorkshopEdited
from learning.workshops.models import Host, Registration, RegistrationState, Workshop
from members.profile import Entry
from members.skills.noting import note
from members.skills.sources import Piece, Source, declare

CAME = 3  # others who were noted as there; docs/skills.md says so


@declare
class WorkshopsTaught(Source):
    """Those who came are its witness together, since who came is nobody else's to read."""

    kind = "workshop"
    label = _("Workshop given")
    glyph = "presentation"
    document = "workshop"
    is_before_many = True

    def every(self) -> QuerySet[Workshop]:
        return Workshop.objects.published()

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(pk__in=Workshop.objects.filter(pk__in=ids).values("space"))

    def pieces(self, ids: Sequence[int]) -> Iterator[Piece]:
        hosts = Host.objects.filter(workshop=OuterRef("workshop"), user=OuterRef("user"))
        there = Registration.objects.filter(
            ~Exists(hosts), workshop=OuterRef("pk"), state=RegistrationState.ATTENDED
        )
        counted = there.order_by().values("workshop").annotate(n=Count("pk")).values("n")
        held = Workshop.objects.published().filter(pk__in=ids).annotate(others=Subquery(counted))
        came = held.filter(others__gte=CAME)
        for one in came.select_related("space").prefetch_related("tags", "hostings"):
            for hosting in one.hostings.all():
                yield Piece(
                    source_id=one.pk,
                    user_id=hosting.user_id,
                    tags=[tag.pk for tag in one.tags.all()],
                    space=one.space,
                    at=one.ends_at,
                )

    def entries(self, viewer: Any, ids: Sequence[int]) -> dict[int, Entry]:
        readable = Workshop.objects.visible_to(viewer).filter(pk__in=ids)
        found = readable.select_related("community")
        return {one.pk: Entry(one.title, one.get_absolute_url()) for one in found}

    def shared_with(self, user: Any, ids: Sequence[int]) -> Iterable[int]:
        """Who was noted as there, and who gave it too."""
        came = Registration.objects.filter(workshop__in=ids, user=user.pk)
        hosted = Host.objects.filter(workshop__in=ids, user=user.pk)
        return {
            *came.filter(state=RegistrationState.ATTENDED).values_list("workshop", flat=True),
            *hosted.values_list("workshop", flat=True),
        }


@subscribe(RegistrationChanged)
def somebody_came(event: RegistrationChanged) -> None:
    if RegistrationState.ATTENDED in (event.was, event.now):
        for registration in Registration.objects.filter(pk=event.registration_id):
            note(WorkshopsTaught.kind, [registration.workshop_id])


@subscribe(WorkshopEdited)
@subscribe(WorkshopCancelled)
def note_workshop(event: WorkshopEdited | WorkshopCancelled) -> None:
    note(WorkshopsTaught.kind, [event.workshop_id])
