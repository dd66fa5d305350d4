"""What series tell, and to whom: once for all of one, and not once for each of its dates.

Of two reasons to be told of one thing, one is told the first. A series is one calendar of several
events, and an invitation has but one (RFC 5546, 3.2.2): so a mail brings `PUBLISH`, which is kept
and not answered.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from communities.chains import chain_of
from communities.models import Membership
from core.calendars.writing import Status
from learning.calendars.entries import entry_for, published
from learning.news import NewsInSpace
from learning.readers import readers_of
from learning.series.events import (
    SeatsGivenBack,
    SeatsTaken,
    SeriesCancelled,
    SeriesEdited,
    SeriesExtended,
    SeriesProposed,
    SeriesPublished,
)
from learning.series.models import Series, SeriesPlace
from learning.workshops import matters
from learning.workshops.models import Host, Registration, Workshop
from learning.workshops.models.states import SEATED
from notifications import notices
from notifications.inbound.addresses import are_open
from notifications.mailing import Invitation
from notifications.models import Follow, Level, Notice

COME_TO_ALL = _("Reply with “yes” to come to all that is to come.")


def proposed_key(series_id: int) -> str:
    return f"series_proposed:{series_id}"


@dataclass
class Told:
    """A series, and those of its dates that something became of."""

    series: Series
    workshops: list[Workshop]
    by: User | None = None
    registrations: list[Registration] = field(default_factory=list)  # of one user

    @property
    def pks(self) -> list[int]:
        return [workshop.pk for workshop in self.workshops]


def told_of(series_id: int, by_id: int | None = None, ids: Collection[int] = ()) -> Told | None:
    """None where there is nothing of it; without ``ids`` it is of all that is to come."""
    series = Series.objects.for_page().filter(pk=series_id).first()
    if series is None:
        return None
    dates = series.workshops.filter(pk__in=ids) if ids else series.to_come
    workshops = list(dates.for_page().order_by("starts_at", "pk"))
    by = User.objects.filter(pk=by_id).first() if by_id else None
    return Told(series, workshops, by) if workshops else None


class SeriesNews(NewsInSpace):
    about = "series"
    matter = matters.SEATS
    template = "learning/emails/series"
    action = _("Open the series")
    why = _("You get this because you registered for this series.")
    stop = _("Stop emails about this series")
    subject = _("News of a series of workshops of {name}")
    answer: ClassVar[str | Promise] = ""  # what a reply of one word does; without it, none is taken

    def actor(self, thing: Told) -> User | None:
        return thing.by

    def said(self, thing: Told) -> str:
        return ""

    def excerpt(self, thing: Told) -> str:
        more = len(thing.workshops) - 1
        said = str(thing.workshops[0].when)
        if more:
            said = ngettext("%(first)s, and %(n)d more", "%(first)s, and %(n)d more", more) % {
                "first": said,
                "n": more,
            }
        return f"{said}. {self.said(thing)}".removesuffix(". ")

    def mail(self, thing: Told) -> dict[str, Any]:
        answer = self.answer if are_open() else ""
        return {"text": self.said(thing), "lines": self.lines(thing), "answer": answer}

    def replies_to(self, notice: Notice) -> str:
        return notice.group if self.answer else ""

    def lines(self, thing: Told) -> list[str]:
        return [str(workshop.when) for workshop in thing.workshops]


@notices.on(SeriesProposed)
class SomebodyProposesASeries(SeriesNews):
    """Told to those who can publish it."""

    matter = matters.HOSTED
    label = _("{actor} proposes a series of workshops")
    action = _("Read it and decide")
    why = _("You get this because you look after this community.")

    def load(self, event: SeriesProposed) -> Told | None:
        thing = told_of(event.series_id)
        if thing is None or not thing.series.is_proposed:
            return None
        thing.by = thing.series.proposed_by
        return thing

    def recipients(self, thing: Told) -> QuerySet[User]:
        in_charge = Membership.objects.active().in_charge()
        community = in_charge.filter(community=thing.series.community_id)
        return readers_of(thing.series).filter(pk__in=community.values("user"))

    def key(self, thing: Told) -> str:
        return proposed_key(thing.series.pk)


class OfPublished(SeriesNews):
    """Of a series that takes place; ``event.workshop_ids`` are the dates that are meant."""

    def load(self, event: Any) -> Told | None:
        ids = getattr(event, "workshop_ids", ())
        thing = told_of(event.series_id, event.by_id, ids)
        return thing if thing and thing.series.is_out else None


class ToHosts(OfPublished):
    matter = matters.HOSTED
    why = _("You get this because you host this series.")

    def recipients(self, thing: Told) -> QuerySet[User]:
        hosts = Host.objects.filter(workshop__in=thing.pks)
        return readers_of(thing.series).filter(pk__in=hosts.values("user"))


class ToFollowers(OfPublished):
    """Of where it takes place."""

    matter = matters.WORKSHOPS
    action = _("See it and register")
    why = _("You get this because you follow where it takes place.")

    def recipients(self, thing: Told) -> QuerySet[User]:
        _itself, *above = chain_of(thing.workshops[0])
        told = Follow.objects.told_of_new(above)
        return readers_of(thing.series).filter(pk__in=told.values("user"))


class Publication(OfPublished):
    def key(self, thing: Told) -> str:
        return f"series_published:{thing.series.pk}"


@notices.on(SeriesPublished)
class YourSeriesIsPublished(Publication, ToHosts):
    label = _("{actor} published a series that you host")


@notices.on(SeriesPublished)
class SeriesIsPlanned(Publication, ToFollowers):
    label = _("There is a new series of workshops")
    answer = COME_TO_ALL


class Extension(OfPublished):
    label = _("{actor} added dates to a series of workshops")

    def key(self, thing: Told) -> str:
        return f"series_extended:{thing.series.pk}:{max(thing.pks)}"


@notices.on(SeriesExtended)
class YourSeriesHasNewDates(Extension):
    """To who comes to one of the others. Who comes to all is told what they have of these."""

    action = _("See them and register")
    answer = COME_TO_ALL
    why = _("You get this because you registered for a workshop of this series.")

    def recipients(self, thing: Told) -> QuerySet[User]:
        comes = Registration.objects.current().filter(workshop__series=thing.series)
        to_all = SeriesPlace.objects.filter(series=thing.series)
        readers = readers_of(thing.series).filter(pk__in=comes.values("user"))
        return readers.exclude(pk__in=to_all.values("user"))


@notices.on(SeriesExtended)
class FollowedSeriesHasNewDates(Extension):
    matter = matters.WORKSHOPS
    action = _("See them and register")
    answer = COME_TO_ALL
    why = _("You get this because you follow this series.")

    def recipients(self, thing: Told) -> QuerySet[User]:
        watching = Follow.objects.filter(target=thing.series.target, level=Level.WATCHING)
        to_all = SeriesPlace.objects.filter(series=thing.series)
        readers = readers_of(thing.series).filter(pk__in=watching.values("user"))
        return readers.exclude(pk__in=to_all.values("user"))


@notices.on(SeriesExtended)
class SeriesHasNewDates(Extension, ToFollowers):
    answer = COME_TO_ALL

    def recipients(self, thing: Told) -> QuerySet[User]:
        to_all = SeriesPlace.objects.filter(series=thing.series)
        return super().recipients(thing).exclude(pk__in=to_all.values("user"))


class Cancellation(OfPublished):
    label = _("{actor} cancelled what was to come of a series")

    def load(self, event: SeriesCancelled) -> Told | None:
        thing = told_of(event.series_id, event.by_id, event.workshop_ids)
        return thing if thing and thing.series.is_cancelled else None

    def said(self, thing: Told) -> str:
        return thing.series.note

    def key(self, thing: Told) -> str:
        return f"series_cancelled:{thing.series.pk}"


def kept_by(user: User, workshops: list[Workshop]) -> Invitation:
    """Those, as this reader may have them in their calendar."""
    mine = {
        one.workshop_id: one for one in Registration.objects.of(user).filter(workshop__in=workshops)
    }
    entries = [entry_for(user, workshop, mine.get(workshop.pk)) for workshop in workshops]
    return Invitation("PUBLISH", published(entries))


@notices.on(SeriesCancelled)
class YourSeriesIsCancelled(Cancellation):
    label = _("{actor} cancelled a series that you wanted to come to")
    invites = True

    def recipients(self, thing: Told) -> QuerySet[User]:
        comes = Registration.objects.current().filter(workshop__in=thing.pks)
        return readers_of(thing.series).filter(pk__in=comes.values("user"))

    def invitation(self, thing: Told, user: User, *, reply_to: str) -> Invitation | None:
        seated = Registration.objects.seated().of(user).filter(workshop__in=thing.pks)
        pks = set(seated.values_list("workshop", flat=True))
        had = [workshop for workshop in thing.workshops if workshop.pk in pks]
        return kept_by(user, had) if had else None


@notices.on(SeriesCancelled)
class HostedSeriesIsCancelled(Cancellation, ToHosts):
    """Also of what was proposed and is not taken up."""

    label = _("{actor} cancelled a series that you host")


@notices.on(SeriesCancelled)
class FollowedSeriesIsCancelled(Cancellation):
    matter = matters.WORKSHOPS
    why = _("You get this because you follow this series, or a workshop of it.")

    def recipients(self, thing: Told) -> QuerySet[User]:
        targets = [thing.series.target, *(workshop.target for workshop in thing.workshops)]
        watching = Follow.objects.filter(target__in=targets, level=Level.WATCHING)
        return readers_of(thing.series).filter(pk__in=watching.values("user"))


@notices.on(SeriesEdited)
class YourSeriesIsElsewhere(SeriesNews):
    """Told to who has a seat; not where it is, which the pages say."""

    label = _("{actor} changed where a series is that you come to")
    invites = True

    def load(self, event: SeriesEdited) -> Told | None:
        return told_of(event.series_id, event.by_id, event.elsewhere) if event.elsewhere else None

    def recipients(self, thing: Told) -> QuerySet[User]:
        comes = Registration.objects.coming().filter(workshop__in=thing.pks)
        return readers_of(thing.series).filter(pk__in=comes.values("user"))

    def key(self, thing: Told) -> str:
        return f"series_elsewhere:{thing.series.pk}:{thing.series.version}"

    def invitation(self, thing: Told, user: User, *, reply_to: str) -> Invitation | None:
        comes = Registration.objects.coming().of(user).filter(workshop__in=thing.pks)
        pks = set(comes.values_list("workshop", flat=True))
        mine = [workshop for workshop in thing.workshops if workshop.pk in pks]
        return kept_by(user, mine) if mine else None


class OwnSeats(SeriesNews):
    """About somebody's own registrations. What has changed again is told by the next change."""

    def load(self, event: SeatsTaken | SeatsGivenBack) -> Told | None:
        series = Series.objects.for_page().filter(pk=event.series_id).first()
        if series is None:
            return None
        mine = Registration.objects.as_told_with_series().filter(pk__in=event.registration_ids)
        changed = {one.workshop_id: one for one in mine.select_related("user")}
        dates = series.workshops.published().filter(pk__in=changed).for_page()
        workshops = list(dates.order_by("starts_at", "pk"))
        registrations = [changed[workshop.pk] for workshop in workshops]
        for registration, workshop in zip(registrations, workshops, strict=True):
            registration.workshop = workshop
        thing = Told(series, workshops, None, registrations)
        return thing if workshops else None

    def recipients(self, thing: Told) -> QuerySet[User]:
        return readers_of(thing.series).filter(pk=thing.registrations[0].user_id or 0)

    def key(self, thing: Told) -> str:
        changes = sum(one.changes for one in thing.registrations)
        return f"series_seats:{thing.registrations[0].pk}:{len(thing.registrations)}:{changes}"

    def lines(self, thing: Told) -> list[str]:
        dates = zip(super().lines(thing), thing.registrations, strict=True)
        return [f"{when}: {mine.get_state_display()}" for when, mine in dates]

    def invitation(self, thing: Told, user: User, *, reply_to: str) -> Invitation | None:
        mine = [one for one in thing.registrations if one.state in SEATED]
        entries = [entry_for(user, one.workshop, one) for one in mine]
        return Invitation("PUBLISH", published(entries)) if entries else None


@notices.on(SeatsTaken)
class YouComeToASeries(OwnSeats):
    label = _("You are registered for a series of workshops")
    answer = _("Reply with “no” if you cannot come to any of them after all.")
    invites = True

    def said(self, thing: Told) -> str:
        waits = sum(one.is_waiting for one in thing.registrations)
        if all(one.is_coming for one in thing.registrations):
            return str(_("You have a seat in each."))
        if not waits:
            return ""
        said = ngettext("You wait for a seat in %(n)d.", "You wait for a seat in %(n)d.", waits)
        return said % {"n": waits}


@notices.on(SeatsGivenBack)
class YouGaveASeriesBack(OwnSeats):
    """Told for the sake of their calendar."""

    label = _("You do not come to a series of workshops any more")
    answer = _("Reply with “yes” to come to all that is to come after all.")
    invites = True

    def invitation(self, thing: Told, user: User, *, reply_to: str) -> Invitation | None:
        entries = [
            entry_for(user, one.workshop, None, status=Status.CANCELLED)
            for one in thing.registrations
        ]
        return Invitation("PUBLISH", published(entries))
