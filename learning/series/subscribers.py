from django.db import transaction

from communities.events import MemberLeft
from communities.models import Membership
from core.events import subscribe
from learning.readers import readers_of
from learning.series.events import (
    SeriesCancelled,
    SeriesEdited,
    SeriesExtended,
    SeriesPublished,
)
from learning.series.models import Series, SeriesPlace
from learning.series.notices import proposed_key
from learning.workshops.events import WorkshopOpened
from notifications.models import Notice


@subscribe(SeriesPublished)
@subscribe(SeriesCancelled)
def take_back_proposal(event: SeriesPublished | SeriesCancelled) -> None:
    """Nobody else needs to decide on it now."""
    Notice.objects.retract(proposed_key(event.series_id))


@subscribe(SeriesEdited)
def keep_notices_true(event: SeriesEdited) -> None:
    for series in Series.objects.filter(pk=event.series_id):
        Notice.objects.retitle_group(series.target, series.title)


@subscribe(SeriesExtended)
def take_in_who_comes_to_all(event: SeriesExtended) -> None:
    """In the order in which they said so. Whoever may not read it any more is not registered."""
    take_in(event.series_id, event.workshop_ids)


@subscribe(WorkshopOpened)
def take_in_once_it_is_open(event: WorkshopOpened) -> None:
    for series in Series.objects.filter(workshops=event.workshop_id):
        take_in(series.pk, [event.workshop_id])


def take_in(series_id: int, workshop_ids: list[int]) -> None:
    for series in Series.objects.for_page().filter(pk=series_id):
        added = series.workshops.published().filter(pk__in=workshop_ids)
        places = SeriesPlace.objects.filter(series=series, user__in=readers_of(series))
        for place in places.select_related("user").in_order():
            with transaction.atomic():
                Series.objects.lock(series.pk)
                place.take_in(added, texts=place.said_before())


@subscribe(MemberLeft)
def come_to_none_any_more(event: MemberLeft) -> None:
    """Who has left the community is not registered for what is added."""
    membership = Membership.objects.get(pk=event.membership_id)
    left = SeriesPlace.objects.filter(series__community=membership.community_id)
    left.filter(user=membership.user_id).delete()
