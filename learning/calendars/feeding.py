"""What a calendar program is given that asks for workshops as one member."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from communities.models import Community
from core.calendars.writing import Entry
from learning.calendars.entries import entry_for, published
from learning.calendars.models import CalendarFeed
from learning.series.models import Series
from learning.workshops.models import Host, Registration, State, Workshop, WorkshopQuerySet

MOST = 500
KEPT = timedelta(days=365)  # what is over: programs forget what is not told any more
CANCELLED_KEPT = timedelta(days=30)  # time enough for each program to ask, and learn of it


def body_of(secret: str) -> bytes:
    """As the member may read it now. Raises Http404."""
    feed: CalendarFeed = get_object_or_404(
        CalendarFeed.objects.with_secret(secret).select_related("user", "community", "series")
    )
    user, community, series = feed.user, feed.community, feed.series
    user.remembers_memberships = True  # type: ignore[attr-defined]
    if community and not Community.objects.readable_by(user).filter(pk=community.pk).exists():
        raise Http404
    if series and not Series.objects.visible_to(user).filter(pk=series.pk).exists():
        raise Http404
    with override(user.language):
        if series:
            return published(entries_for(user, of_series(user, series)), name=series.title)
        workshops = _of_community(user, community) if community else _own(user)
        name = _("Workshops of %(name)s") % {"name": community.name} if community else ""
        return published(entries_for(user, workshops), name=name or _("Your workshops"))


def of_series(viewer: Any, series: Series) -> WorkshopQuerySet:
    return _planned(viewer).filter(series=series)


def entries_for(user: Any, workshops: WorkshopQuerySet) -> list[Entry]:
    """The latest, if there are too many."""
    shown = list(workshops.for_list().order_by("-starts_at", "-pk")[:MOST])
    registered = Registration.objects.of(user).filter(workshop__in=shown)
    places = {mine.workshop_id: mine for mine in registered}
    return [_entry(user, workshop, places.get(workshop.pk)) for workshop in reversed(shown)]


def address_of(secret: str) -> str:
    return settings.SITE_ORIGIN + reverse("learning:calendar_feed", args=[secret])


def _entry(user: Any, workshop: Workshop, mine: Registration | None) -> Entry:
    # What it says changes with their seat too.
    changed = max(workshop.changed_at, mine.changed_at) if mine else workshop.changed_at
    return entry_for(user, workshop, mine, stamp=changed)


def _own(user: User) -> WorkshopQuerySet:
    coming = Registration.objects.current().of(user).values("workshop")
    hosted = Host.objects.filter(user=user).values("workshop")
    return _planned(user).filter(Q(pk__in=coming) | Q(pk__in=hosted))


def _of_community(user: User, community: Community) -> WorkshopQuerySet:
    return _planned(user).filter(community=community)


def _planned(user: Any) -> WorkshopQuerySet:
    now = timezone.now()
    stands = Q(state=State.PUBLISHED, ends_at__gt=now - KEPT)
    fell = Q(state=State.CANCELLED, cancelled_at__gt=now - CANCELLED_KEPT)
    seen: WorkshopQuerySet = Workshop.objects.visible_to(user)
    return seen.filter(stands | fell, published_at__isnull=False)
