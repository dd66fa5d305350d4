"""Whom workshops tell of what: in notices, reminders, the digest and search."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from communities.models import Community, Role, Space
from communities.models.space import SpaceVisibility
from learning.models import Registration, Workshop
from learning.workshops.beat import see_to_seats
from notifications.models import Follow, Level, Notice, Reminder
from notifications.planning import plan_due
from notifications.tasks import remind
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space
from tests.learning.factories import later, propose_workshop, publish_workshop, register
from tests.notifications.test_digest import THURSDAY, letters, on_monday
from tests.search.finding import search, titles

pytestmark = pytest.mark.django_db

CANARY = "Whimbrel-2207"
TIMES = 4  # that one is reminded: thrice before it begins, and how it was when it ends


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def told(user, kind: str) -> int:
    return Notice.objects.filter(user=user, kind__endswith=f".{kind}").count()


def whole(message) -> str:
    """All that a mail says in any of its parts, with no line folded."""
    parts = [part.get_payload(decode=True) or b"" for part in message.message().walk()]
    return b"".join(parts).decode().replace("\r\n ", "").replace("\n ", "")


def watching(community: Community, target: str):
    member = join(community)
    Follow.objects.choose(target, Level.WATCHING, by=member)
    return member


# Proposed and published


def test_facilitators_are_told_of_a_proposal_until_one_has_decided(community, relay):
    boss, moderator = join(community, role=Role.FACILITATOR), join(community, role=Role.MODERATOR)
    workshop = propose_workshop(community=community)
    relay()
    assert told(boss, "SomebodyProposes") == 1
    assert told(moderator, "SomebodyProposes") == 0
    workshop.release(by=boss)
    relay()
    assert told(boss, "SomebodyProposes") == 0


def test_it_is_told_to_who_hosts_it_and_to_who_follows_where_it_is(community, relay):
    following = watching(community, first_space(community).scope)
    indifferent = join(community)
    workshop = publish_workshop(community=community)
    Follow.objects.choose(first_space(community).scope, Level.WATCHING, by=workshop.proposed_by)
    relay()
    assert told(workshop.proposed_by, "YourWorkshopIsPublished") == 1
    assert told(workshop.proposed_by, "WorkshopIsPlanned") == 0
    assert told(following, "WorkshopIsPlanned") == 1
    assert told(indifferent, "WorkshopIsPlanned") == 0


def test_of_one_of_a_closed_space_nobody_outside_is_told(community, relay):
    outside = watching(community, community.scope)
    inside = join(community)
    room = Space.objects.open(
        community, name="Closed", visibility=SpaceVisibility.GROUP, named=[inside]
    )
    publish_workshop(space=room, by=inside, title=CANARY)
    relay()
    assert not Notice.objects.filter(user=outside, title__contains=CANARY).exists()


# Seats


def test_who_registers_is_told_and_who_waits_is_told_once_when_a_seat_gets_free(community, relay):
    workshop = publish_workshop(community=community, online_seats=1)
    seated, first, second = (register(workshop) for _ in range(3))
    relay()
    assert told(seated.user, "YouHaveASeat") == 1
    assert told(first.user, "YouWaitForASeat") == 1
    seated.cancel()
    see_to_seats()
    relay()
    assert told(first.user, "ASeatIsYours") == 1
    assert told(first.user, "YouWaitForASeat") == 0  # that is true no more
    assert told(second.user, "ASeatIsYours") == 0
    [notice] = Notice.objects.filter(user=first.user, kind__endswith="ASeatIsYours")
    assert "It is kept for you until" in notice.excerpt
    assert "Berlin (UTC" in notice.excerpt
    Registration.objects.get(pk=first.pk).accept()
    relay()
    assert told(first.user, "ASeatIsYours") == 0
    assert told(first.user, "YouHaveASeat") == 1


def test_whose_offer_ran_out_is_told_and_so_is_the_next(community, relay):
    workshop = publish_workshop(community=community, online_seats=1)
    seated, first, second = (register(workshop) for _ in range(3))
    seated.cancel()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        see_to_seats()
        relay()
    assert told(first.user, "YourOfferIsOver") == 1
    assert told(first.user, "ASeatIsYours") == 0
    assert told(second.user, "ASeatIsYours") == 1


# Moved and cancelled


@pytest.mark.parametrize("what", ["move", "cancel"])
def test_everybody_whose_time_it_is_is_told_once(community, relay, what):
    workshop = publish_workshop(community=community, online_seats=1)
    other_host = join(community)
    workshop.edit(
        by=workshop.proposed_by,
        version=1,
        title=workshop.title,
        parts=workshop.parts,
        tags=[],
        hosts=[workshop.proposed_by, other_host],
        online_seats=1,
    )
    seated, waiting, gone = (register(workshop) for _ in range(3))
    gone.cancel()
    follower = watching(community, workshop.target)
    Follow.objects.choose(workshop.target, Level.WATCHING, by=seated.user)
    indifferent = join(community)
    relay()
    if what == "move":
        workshop.move(later(days=12), by=workshop.proposed_by, note="The room is taken.")
        key = f"workshop_moved:{workshop.pk}:1"
    else:
        workshop.cancel(by=workshop.proposed_by, note="The room is taken.")
        key = f"workshop_cancelled:{workshop.pk}"
    relay()
    notices = Notice.objects.filter(key=key)
    people = {seated.user, waiting.user, other_host, follower}
    assert sorted(one.user_id for one in notices) == sorted(one.pk for one in people)
    assert all("The room is taken." in one.excerpt for one in notices)
    assert not notices.filter(user__in=[indifferent, gone.user, workshop.proposed_by]).exists()


# Reminders


def test_it_reminds_those_who_come_and_host_once_and_nobody_else(community, relay):
    workshop = publish_workshop(community=community, online_seats=1, when=later(days=10))
    seated, waiting = register(workshop), register(workshop)
    member = join(community)
    relay()
    for ahead in (timedelta(days=7), timedelta(hours=24), timedelta(hours=1)):
        with time_machine.travel(workshop.starts_at - ahead + timedelta(minutes=1)):
            remind(), remind()
            relay()
    assert told(seated.user, "YourWorkshopBegins") == 3
    assert told(workshop.proposed_by, "YourWorkshopBegins") == 3
    for somebody in (waiting.user, member):
        assert told(somebody, "YourWorkshopBegins") == 0


def test_moved_it_reminds_of_the_new_time_and_cancelled_of_none(community):
    workshop = publish_workshop(community=community, when=later(days=10))
    seated = register(workshop)
    mine = Reminder.objects.of(seated.user)
    workshop.move(later(days=20), by=workshop.proposed_by)
    hour = timedelta(hours=1)
    assert mine.filter(due_at=workshop.starts_at - hour).exists()
    assert mine.count() == TIMES
    workshop.cancel(by=workshop.proposed_by, note="I am ill.")
    assert not mine.exists()


def test_who_gives_a_seat_back_is_not_reminded(community):
    seated = register(publish_workshop(community=community))
    assert Reminder.objects.of(seated.user).count() == TIMES
    seated.cancel()
    assert not Reminder.objects.of(seated.user).exists()


def test_a_seat_that_gets_free_reminds_whoever_has_it_now(community):
    workshop = publish_workshop(community=community, online_seats=1)
    first = register(workshop)
    waits = register(workshop, takes_at_once=True)
    assert not Reminder.objects.of(waits.user).exists()
    first.cancel()
    assert not Reminder.objects.of(first.user).exists()
    assert Reminder.objects.of(waits.user).count() == TIMES


def test_who_registers_has_the_reminders_of_nobody_else_reckoned_anew(community):
    workshop = publish_workshop(community=community)
    other = register(workshop).user
    Reminder.objects.of(other).update(zone="Pacific/Auckland")
    late = register(workshop).user
    assert set(Reminder.objects.of(other).values_list("zone", flat=True)) == {"Pacific/Auckland"}
    assert Reminder.objects.of(late).count() == TIMES


# Found, and in the digest


def test_it_is_found_once_it_is_published_and_not_when_it_is_cancelled(community, relay):
    workshop = propose_workshop(community=community, text=CANARY)
    relay()
    assert titles(search(CANARY, workshop.proposed_by)) == []
    workshop.release(by=join(community, role=Role.FACILITATOR))
    relay()
    assert titles(search(CANARY)) == [workshop.title]
    workshop.cancel(by=workshop.proposed_by, note="I am ill.")
    relay()
    assert titles(search(CANARY)) == []


def test_the_link_to_join_by_is_not_found_and_mailed_to_who_has_a_seat(community, relay):
    link = f"https://x.org/{CANARY}"
    workshop = publish_workshop(community=community, join_link=link, online_seats=1)
    seated = register(workshop).user
    register(workshop)
    Follow.objects.choose(community.scope, Level.WATCHING, by=join(community))
    relay()
    assert titles(search(CANARY, workshop.proposed_by)) == []
    assert not Notice.objects.filter(excerpt__contains=CANARY).exists()
    knowing = [one.to for one in mail.outbox if CANARY in whole(one)]
    assert knowing == [[seated.email]]
    assert len(mail.outbox) > 2


def test_the_letter_brings_workshops_that_are_still_to_come():
    with time_machine.travel(THURSDAY, tick=False) as clock:
        community = CommunityFactory()
        reader = join(community)
        plan_due()
        publish_workshop(community=community, title="One that is to come", when=later(days=10))
        publish_workshop(community=community, title="One that is over", when=later(days=1))
        propose_workshop(community=community, title="One that is proposed")
        on_monday(clock)
    [letter] = letters(reader)
    assert "workshops near you" in letter.lower()
    assert "One that is to come" in letter
    assert "Berlin (UTC+1)" in letter
    assert "One that is over" not in letter
    assert "One that is proposed" not in letter
    assert Workshop.objects.count() == 3
