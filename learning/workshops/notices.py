"""What workshops tell, and to whom.

Of two reasons to be told of one thing, one is told the first: of one's seat before of what one
hosts, and of that before of what one follows.
"""

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.chains import chain_of
from communities.models import Activity, Membership
from learning.calendars import inviting
from learning.calendars.models import InvitationAnswer
from learning.ideas.matters import IDEAS
from learning.news import NewsInSpace
from learning.questions.first import first_ones
from learning.readers import readers_of
from learning.slips.signing import slip_of
from learning.workshops import matters
from learning.workshops.events import (
    OfferLapsed,
    RegistrationChanged,
    WorkshopCancelled,
    WorkshopMoved,
    WorkshopOpened,
    WorkshopProposed,
    WorkshopPublished,
    WorkshopRelocated,
)
from learning.workshops.models import Host, Registration, RegistrationState, State, Workshop
from learning.workshops.models.states import SEATED
from learning.workshops.registered import leaving, place_of, where_to_be
from learning.workshops.when import moment_in_words
from notifications import notices
from notifications.inbound.addresses import are_open
from notifications.mailing import Invitation
from notifications.models import Follow, Level, Notice


def proposed_key(workshop_id: int) -> str:
    return f"workshop_proposed:{workshop_id}"


def hosts_of(workshop: Workshop) -> QuerySet[User]:
    hosts = Host.objects.filter(workshop=workshop)
    return readers_of(workshop).filter(pk__in=hosts.values("user"))


def watchers_of(workshop: Workshop) -> QuerySet[User]:
    """Those who follow this one closely, or all of its series; without those who follow only where
    it is, and those who chose something else for this one."""
    chosen = Follow.objects.filter(target=workshop.target)
    follows = Q(pk__in=chosen.filter(level=Level.WATCHING).values("user"))
    if workshop.series_id:
        series = Follow.objects.filter(
            target=f"series:{workshop.series_id}", level=Level.WATCHING
        ).exclude(user__in=chosen.values("user"))
        follows |= Q(pk__in=series.values("user"))
    return readers_of(workshop).filter(follows)


def registered_for(workshop: Workshop) -> QuerySet[User]:
    """Also those who wait: it is their time that is planned."""
    current = Registration.objects.current().filter(workshop=workshop)
    return readers_of(workshop).filter(pk__in=current.values("user"))


def found(pk: int, *states: str) -> Workshop | None:
    workshop: Workshop | None = Workshop.objects.for_page().filter(pk=pk, state__in=states).first()
    return workshop


class WorkshopNews(NewsInSpace):
    """About anything that has a ``workshop``."""

    about = "workshop"
    matter = matters.SEATS
    template = "learning/emails/workshop"
    action = _("Open the workshop")
    why = _("You get this because you registered for this workshop.")
    stop = _("Stop emails about this workshop")
    subject = _("News of a workshop of {name}")
    answer: ClassVar[str | Promise] = ""  # what a reply of one word does; without it, none is taken

    def said(self, thing: Any) -> str:
        """Beside its time, which is always said."""
        return ""

    def excerpt(self, thing: Any) -> str:
        return f"{thing.workshop.when}. {self.said(thing)}".removesuffix(". ")

    def mail(self, thing: Any) -> dict[str, Any]:
        return {"text": self.said(thing), "answer": self.answer if are_open() else ""}

    def own(self, thing: Any, user: User) -> notices.Own:
        """Where they are to be as they come, and where they give their seat back."""
        mine = place_of(thing.workshop, user)
        return own_of(mine) if mine and mine.is_current else notices.Own()

    def replies_to(self, notice: Notice) -> str:
        return notice.group if self.answer else ""


def own_of(mine: Registration) -> notices.Own:
    if not mine.workshop.is_to_come:
        return notices.Own()
    return notices.Own(where_to_be(mine), ((leaving(mine), slip_of(mine)),))


class Itself:
    """A workshop, as what a notice is about."""

    def __init__(self, workshop: Workshop, by: User | None) -> None:
        self.workshop, self.by = workshop, by


class OfTheWorkshop(WorkshopNews):
    states: tuple[str, ...] = (State.PUBLISHED,)

    def load(self, event: Any) -> Itself | None:
        workshop = found(event.workshop_id, *self.states)
        if workshop is None:
            return None
        return Itself(workshop, User.objects.filter(pk=event.by_id).first())

    def actor(self, thing: Itself) -> User | None:
        return thing.by


@notices.on(WorkshopProposed)
class SomebodyProposes(OfTheWorkshop):
    """Told to those who can publish it."""

    matter = matters.HOSTED
    label = _("{actor} proposes a workshop")
    action = _("Read it and decide")
    why = _("You get this because you look after this community.")

    def load(self, event: WorkshopProposed) -> Itself | None:
        workshop = found(event.workshop_id, State.DRAFT)
        return Itself(workshop, workshop.proposed_by) if workshop else None

    def recipients(self, thing: Itself) -> QuerySet[User]:
        in_charge = Membership.objects.active().in_charge()
        community = in_charge.filter(community=thing.workshop.community_id)
        return readers_of(thing.workshop).filter(pk__in=community.values("user"))

    def key(self, thing: Itself) -> str:
        return proposed_key(thing.workshop.pk)


class Publication(OfTheWorkshop):
    def load(self, event: WorkshopPublished) -> Itself | None:
        return None if event.with_series else super().load(event)

    def key(self, thing: Itself) -> str:
        return f"workshop_published:{thing.workshop.pk}"


@notices.on(WorkshopPublished)
class YourWorkshopIsPublished(Publication):
    matter = matters.HOSTED
    label = _("{actor} published a workshop that you host")
    why = _("You get this because you host this workshop.")

    def recipients(self, thing: Itself) -> QuerySet[User]:
        return hosts_of(thing.workshop)


@notices.on(WorkshopPublished)
class YourQuestionIsTakenUp(Publication):
    """To who asked it, found it useful or wrote to it: the workshop is made for them, and they come
    first. Also of one in a series, which takes up what the others do not."""

    matter = matters.QUESTIONS
    label = _("A workshop takes up a question that you took part in")
    action = _("See it and register")
    answer = _("Reply with “yes” to register.")
    why = _(
        "You get this because you asked a question that this workshop takes up, voted for it, or "
        "wrote to it. Nobody else is told so."
    )

    def load(self, event: WorkshopPublished) -> Itself | None:
        return OfTheWorkshop.load(self, event)

    def recipients(self, thing: Itself) -> QuerySet[User]:
        return first_ones(thing.workshop)

    def said(self, thing: Itself) -> str:
        if not (until := thing.workshop.opens_in_words()):
            return ""
        said = _("Its seats are kept for you and the others who asked until %(until)s.")
        return str(said % {"until": until})


class ToAll(Publication):
    """Told once it is open to all: at once, unless others come first."""

    def load(self, event: Any) -> Itself | None:
        thing = super().load(event)
        return None if thing and thing.workshop.opens_at else thing


class Opened(OfTheWorkshop):
    """The same, once it has opened after all. It is the news of who published it."""

    def load(self, event: Any) -> Itself | None:
        workshop = found(event.workshop_id, State.PUBLISHED)
        if workshop is None or workshop.series_id or not workshop.is_to_come:
            return None
        published = Activity.objects.about(Workshop, [workshop.pk]).filter(verb="published")
        act = published.select_related("actor").first()
        return Itself(workshop, act.actor if act else None)


@notices.on(WorkshopPublished)
class WhatYouWantedIsPlanned(ToAll):
    """To who had the idea, would come, or could teach it."""

    matter = IDEAS
    label = _("The workshop that you would come to is planned")
    action = _("See it and register")
    answer = _("Reply with “yes” to register.")
    why = _("You get this because it is made of an idea that you had, or would come to.")

    def recipients(self, thing: Itself) -> QuerySet[User]:
        ideas = thing.workshop.ideas
        ways = ("author", "ballots__user", "offers__user")
        concerned = [Q(pk__in=ideas.exclude(**{way: None}).values(way)) for way in ways]
        return readers_of(thing.workshop).filter(reduce(or_, concerned))


@notices.on(WorkshopPublished)
class WorkshopIsPlanned(ToAll):
    matter = matters.WORKSHOPS
    label = _("There is a new workshop")
    action = _("See it and register")
    answer = _("Reply with “yes” to register.")
    why = _("You get this because you follow where it takes place.")

    def recipients(self, thing: Itself) -> QuerySet[User]:
        _itself, *above = chain_of(thing.workshop)
        told = Follow.objects.told_of_new(above)
        return readers_of(thing.workshop).filter(pk__in=told.values("user"))


@notices.on(WorkshopOpened)
class WhatYouWantedIsOpen(Opened, WhatYouWantedIsPlanned):
    pass


@notices.on(WorkshopOpened)
class WorkshopIsOpen(Opened, WorkshopIsPlanned):
    pass


class Move(OfTheWorkshop):
    label = _("{actor} moved a workshop to another time")

    def load(self, event: WorkshopMoved) -> Itself | None:
        """A move that was moved again is told by the next."""
        thing = super().load(event)
        return thing if thing and thing.workshop.sequence == event.sequence else None

    def said(self, thing: Itself) -> str:
        return thing.workshop.note

    def key(self, thing: Itself) -> str:
        return f"workshop_moved:{thing.workshop.pk}:{thing.workshop.sequence}"


class Cancellation(OfTheWorkshop):
    states = (State.CANCELLED,)
    label = _("{actor} cancelled a workshop")

    def load(self, event: WorkshopCancelled) -> Itself | None:
        return None if event.with_series else super().load(event)

    def said(self, thing: Itself) -> str:
        return thing.workshop.note

    def key(self, thing: Itself) -> str:
        return f"workshop_cancelled:{thing.workshop.pk}"


class ToRegistered(OfTheWorkshop):
    def recipients(self, thing: Itself) -> QuerySet[User]:
        return registered_for(thing.workshop)


class ToHosts(OfTheWorkshop):
    matter = matters.HOSTED
    why = _("You get this because you host this workshop.")

    def recipients(self, thing: Itself) -> QuerySet[User]:
        return hosts_of(thing.workshop)


class ToWatchers(OfTheWorkshop):
    matter = matters.WORKSHOPS
    why = _("You get this because you follow this workshop, or its series.")

    def recipients(self, thing: Itself) -> QuerySet[User]:
        return watchers_of(thing.workshop)


@notices.on(WorkshopMoved)
class YourWorkshopMoved(Move, ToRegistered):
    label = _("{actor} moved a workshop that you come to")
    answer = _("Reply with “yes” if you still come, or with “no” if you do not.")
    invites = True

    def invitation(self, thing: Itself, user: User, *, reply_to: str) -> Invitation | None:
        mine = inviting.seat_in(thing.workshop, user)
        return inviting.request(mine, reply_to=reply_to, asks=True) if mine else None


@notices.on(WorkshopRelocated)
class YourWorkshopIsElsewhere(OfTheWorkshop):
    """Told to who has a seat, and to their calendar; not where it is, which their page says."""

    label = _("{actor} changed where a workshop is that you come to")
    answer = _("Reply with “no” if you cannot come after all.")
    invites = True

    def recipients(self, thing: Itself) -> QuerySet[User]:
        seated = Registration.objects.coming().filter(workshop=thing.workshop)
        return readers_of(thing.workshop).filter(pk__in=seated.values("user"))

    def key(self, thing: Itself) -> str:
        return f"workshop_elsewhere:{thing.workshop.pk}:{thing.workshop.version}"

    def invitation(self, thing: Itself, user: User, *, reply_to: str) -> Invitation | None:
        mine = inviting.seat_in(thing.workshop, user)
        return inviting.request_anew(mine, reply_to=reply_to) if mine else None


@notices.on(WorkshopMoved)
class HostedWorkshopMoved(Move, ToHosts):
    label = _("{actor} moved a workshop that you host")


@notices.on(WorkshopMoved)
class FollowedWorkshopMoved(Move, ToWatchers):
    pass


@notices.on(WorkshopCancelled)
class YourWorkshopIsCancelled(Cancellation, ToRegistered):
    label = _("{actor} cancelled a workshop that you wanted to come to")
    invites = True

    def invitation(self, thing: Itself, user: User, *, reply_to: str) -> Invitation | None:
        mine = inviting.seat_in(thing.workshop, user)
        return inviting.cancel(mine, reply_to=reply_to) if mine else None


@notices.on(WorkshopCancelled)
class HostedWorkshopIsCancelled(Cancellation, ToHosts):
    """Also of what was proposed and is not taken up."""

    label = _("{actor} cancelled a workshop that you host")


@notices.on(WorkshopCancelled)
class FollowedWorkshopIsCancelled(Cancellation, ToWatchers):
    pass


class SeatNews(WorkshopNews):
    """About somebody's own registration; what has changed again is told by the next change."""

    state: str

    def load(self, event: RegistrationChanged) -> Any:
        if event.now != self.state:
            return None
        mine = (
            Registration.objects.filter(
                pk=event.registration_id, state=event.now, changes=event.changes
            )
            .select_related("user")
            .first()
        )
        workshop = found(mine.workshop_id, State.PUBLISHED) if mine else None
        if mine is None or workshop is None or mine.told_with_series == mine.changes:
            return None
        mine.workshop = workshop
        return mine

    def recipients(self, thing: Registration) -> QuerySet[User]:
        return readers_of(thing.workshop).filter(pk=thing.user_id or 0)

    def key(self, thing: Registration) -> str:
        return thing.key


@notices.on(RegistrationChanged)
class YouHaveASeat(SeatNews):
    state = RegistrationState.CONFIRMED
    label = _("You have a seat in a workshop")
    answer = _("Reply with “no” if you cannot come after all.")
    invites = True

    def invitation(self, thing: Registration, user: User, *, reply_to: str) -> Invitation:
        return inviting.request(thing, reply_to=reply_to, asks=False)


@notices.on(RegistrationChanged)
class YouWaitForASeat(SeatNews):
    state = RegistrationState.WAITLISTED
    label = _("You are on the waiting list of a workshop")
    answer = _("Reply with “no” to wait no longer.")


@notices.on(RegistrationChanged)
class ASeatIsYours(SeatNews):
    """If they want it, and say so in time."""

    state = RegistrationState.OFFERED
    label = _("A seat in a workshop is free for you")
    action = _("Take the seat")
    answer = _("Reply with “yes” to take it, or with “no” to leave it to the next.")
    invites = True

    def invitation(self, thing: Registration, user: User, *, reply_to: str) -> Invitation:
        return inviting.request(thing, reply_to=reply_to, asks=True)

    def said(self, thing: Registration) -> str:
        assert thing.offer_ends_at is not None  # noqa: S101 - a constraint says so
        until = moment_in_words(thing.offer_ends_at, thing.workshop.zone)
        return str(_("It is kept for you until %(until)s.") % {"until": until})

    def url(self, thing: Registration) -> str:
        return f"{thing.workshop.get_absolute_url()}#seat"


@notices.on(RegistrationChanged)
class YouGaveYourSeatBack(SeatNews):
    """Told for the sake of their calendar, which has the workshop."""

    state = RegistrationState.CANCELLED
    label = _("You do not come to a workshop any more")
    answer = _("Reply with “yes” to come after all.")
    invites = True

    def load(self, event: RegistrationChanged) -> Any:
        mine = super().load(event)
        # What became of an offer that nobody answered is told in other words.
        if mine is None or event.was not in SEATED or mine.has_lapsed:
            return None
        return None if InvitationAnswer.objects.gave_back(mine) else mine

    def invitation(self, thing: Registration, user: User, *, reply_to: str) -> Invitation:
        return inviting.cancel(thing, reply_to=reply_to)


@notices.on(OfferLapsed)
class YourOfferIsOver(WorkshopNews):
    label = _("The seat that was kept for you went to the next")
    answer = _("Reply with “yes” to come onto the waiting list again.")
    invites = True

    def load(self, event: OfferLapsed) -> Any:
        mine = Registration.objects.filter(pk=event.registration_id).select_related("user").first()
        workshop = found(mine.workshop_id, State.PUBLISHED) if mine else None
        if mine is None or workshop is None or not mine.has_lapsed:
            return None
        mine.workshop = workshop
        return mine

    def recipients(self, thing: Registration) -> QuerySet[User]:
        return readers_of(thing.workshop).filter(pk=thing.user_id or 0)

    def said(self, thing: Registration) -> str:
        return str(_("You can come onto the waiting list again."))

    def key(self, thing: Registration) -> str:
        return thing.key

    def invitation(self, thing: Registration, user: User, *, reply_to: str) -> Invitation:
        return inviting.cancel(thing, reply_to=reply_to)
