"""By which way one is told of what: chosen by matter, everywhere and in one community."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.matters import BELONGING
from communities.models import Membership
from discussions.matters import ANSWERS, REPLIES, TOPICS
from notifications import matters
from notifications.models import Choice, Email, Follow, Level, Notice, Unsubscription, Way
from notifications.notices import kinds
from notifications.sending import send_owed
from notifications.ways import Ways
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.integrations.test_api import Program

pytestmark = pytest.mark.django_db


def told(user) -> list[str]:
    return list(Notice.objects.filter(user=user, group__startswith="topic:").values_list("key"))


def mailed(user) -> list[str]:
    return [message.subject for message in mail.outbox if message.to == [user.email]]


# What is declared


def test_each_kind_of_notice_belongs_to_a_matter_that_the_page_knows():
    declared = matters.all_matters()

    assert len(kinds) > 20
    assert {kind.matter.name for kind in kinds.values()} == {matter.name for matter in declared}
    assert len({matter.name for matter in declared}) == len(declared)


@pytest.mark.parametrize("matter", matters.all_matters(), ids=lambda matter: matter.name)
def test_what_may_be_mailed_has_a_mail_and_what_may_not_has_none(matter):
    mails = {bool(kind.template) for kind in kinds.values() if kind.matter == matter}

    assert any(mails) is matter.may_be_mailed


@pytest.mark.parametrize("matter", matters.all_matters(), ids=lambda matter: matter.name)
def test_a_matter_says_in_one_sentence_what_it_covers(matter):
    assert str(matter.covers).endswith(".")
    assert str(matter.covers).count(".") == 1
    assert matter.usual in matter.ways


def test_who_looks_after_nothing_is_not_asked_about_it():
    community = CommunityFactory()
    asked = {
        role: {matter.name for matter in matters.matters_of(join(community, role=role))}
        for role in ("member", "moderator", "owner")
    }

    assert asked["moderator"] - asked["member"] == {"safety", "proposals"}
    assert asked["owner"] - asked["moderator"] == {"requests", "unanswered", "proposed_badges"}


# What it comes to


def test_the_communitys_own_choice_decides_before_the_one_for_everywhere():
    user = UserFactory()
    Choice.objects.choose({"answers": Way.DIGEST}, by=user)
    Choice.objects.choose({"answers": Way.NONE}, by=user, scope="community:3")

    ways = Ways([user.pk])

    assert ways.of(user.pk, ANSWERS, "community:3") == Way.NONE
    assert ways.of(user.pk, ANSWERS, "community:4") == Way.DIGEST
    assert ways.of(user.pk, REPLIES, "community:3") == Way.EMAIL


def test_choosing_again_replaces_and_forgetting_leaves_what_is_usual():
    user = UserFactory()
    Choice.objects.choose({"answers": Way.DIGEST, "topics": Way.APP}, by=user)
    Choice.objects.choose({"answers": Way.APP}, by=user)
    Choice.objects.forget(["topics"], by=user)

    ways = Ways([user.pk])

    assert ways.of(user.pk, ANSWERS, "") == Way.APP
    assert ways.of(user.pk, TOPICS, "") == Way.EMAIL


def test_what_one_has_to_know_is_told_whatever_is_stored():
    user = UserFactory()
    Choice.objects.choose({"belonging": Way.NONE}, by=user)

    assert Ways([user.pk]).of(user.pk, BELONGING, "") == Way.EMAIL


@pytest.mark.parametrize("users", [1, 3])
def test_the_ways_of_many_are_one_query(django_assert_num_queries, users):
    people = [UserFactory() for _ in range(users)]
    for person in people:
        Choice.objects.choose({"answers": Way.APP}, by=person)

    with django_assert_num_queries(1):
        ways = Ways([person.pk for person in people])
        found = [ways.of(person.pk, ANSWERS, "community:1") for person in people]

    assert found == [Way.APP] * users


# What is told


@pytest.mark.parametrize(
    ("way", "notices", "mails"),
    [(Way.EMAIL, 1, 1), (Way.DIGEST, 1, 0), (Way.APP, 1, 0), (Way.NONE, 0, 0)],
)
@pytest.mark.parametrize("here", [True, False])
def test_one_is_told_by_the_way_that_one_has_chosen(relay, way, notices, mails, here):
    topic = start_topic()
    scope = topic.community.scope if here else ""
    Choice.objects.choose({"answers": way}, by=topic.author, scope=scope)

    add_post(topic)
    relay()

    assert len(told(topic.author)) == notices
    assert len(mailed(topic.author)) == mails
    assert Email.objects.filter(user=topic.author).count() == mails


def test_a_choice_for_one_community_says_nothing_of_another(relay):
    here, there = CommunityFactory(), CommunityFactory()
    member = join(here)
    join(there, member)
    Choice.objects.choose({"answers": Way.NONE}, by=member, scope=here.scope)

    for community in (here, there):
        add_post(start_topic(space=first_space(community), by=member, title=community.name))
    relay()

    assert mailed(member) == [there.name]


@pytest.mark.parametrize("way", [Way.DIGEST, Way.APP, Way.NONE])
def test_the_way_is_asked_again_when_the_mail_is_sent(relay, settings, way):
    settings.MAIL_QUIET_MINUTES = 10
    topic = start_topic()
    add_post(topic)
    relay()

    Choice.objects.choose({"answers": way}, by=topic.author)
    send()

    assert mailed(topic.author) == []
    assert Email.objects.get(user=topic.author).reason == "unwanted"


def test_a_mail_goes_out_with_what_of_it_is_still_wanted(relay, settings):
    settings.MAIL_QUIET_MINUTES = 10
    topic = start_topic()
    add_post(topic, source="An answer.")
    add_post(topic, parent=topic.posts.get(number=2), source="A reply to the answer.")
    relay()

    Choice.objects.choose({"replies": Way.APP}, by=topic.author)
    send()

    [message] = [message for message in mail.outbox if message.to == [topic.author.email]]
    assert "An answer." in message.body
    assert "A reply to the answer." not in message.body


def send() -> None:
    Email.objects.update(due_at="2020-01-01T00:00Z")
    send_owed(seconds=5)


@pytest.mark.parametrize("followers", [1, 3])
def test_a_fan_out_asks_the_same_whoever_many_are_told(relay, followers):
    community = CommunityFactory()
    for way in [Way.EMAIL, Way.NONE, Way.DIGEST][:followers]:
        follower = join(community)
        Follow.objects.choose(community.scope, Level.WATCHING, by=follower)
        Choice.objects.choose({"topics": way}, by=follower)
    author = join(community)
    relay()
    mail.outbox.clear()
    start_topic(space=first_space(community), by=author)

    with CaptureQueriesContext(connection) as ran:
        relay()

    assert len([q for q in ran if '"notifications_choice"' in q["sql"]]) == 2  # told, and sent
    assert len(mail.outbox) == 1


def test_the_mail_that_stops_all_mail_of_notices_leaves_the_choices_alone(relay):
    topic = start_topic()
    Unsubscription.objects.stop("notices", by=topic.author)

    add_post(topic)
    relay()

    assert (len(told(topic.author)), mailed(topic.author)) == (1, [])
    assert not Choice.objects.exists()


# The API


def test_one_chooses_by_the_api_and_reads_what_it_comes_to():
    community = CommunityFactory()
    program = Program(join(community))
    here = f"ways/{community.scope}/"

    chosen = program("PUT", "ways/everywhere/answers/", {"way": "digest"})
    assert chosen.json()["way"] == "digest"
    program("PUT", here + "mentions/", {"way": "none"})

    assert ways_in(program, "ways/everywhere/", "answers", "mentions") == [
        ("digest", True),
        ("email", False),
    ]
    assert ways_in(program, here, "answers", "mentions") == [("digest", False), ("none", True)]

    assert program("DELETE", here + "mentions/").status_code == 204
    assert program("DELETE", "ways/everywhere/").status_code == 204
    assert ways_in(program, here, "answers", "mentions") == [("email", False), ("email", False)]


def ways_in(program: Program, path: str, *names: str) -> list[tuple[str, bool]]:
    found = {one["matter"]: one for one in program("GET", path).json()["matters"]}
    return [(found[name]["way"], found[name]["is_chosen"]) for name in names]


def test_what_one_has_to_know_cannot_be_turned_off():
    program = Program(UserFactory())

    refused = program("PUT", "ways/everywhere/belonging/", {"way": "none"})

    assert refused.status_code == 422
    assert not Choice.objects.exists()
    assert program("PUT", "ways/everywhere/belonging/", {"way": "app"}).status_code == 200


def test_nobody_chooses_for_what_they_do_not_see():
    private = CommunityFactory(visibility="secret")
    former = join(private)
    Membership.objects.filter(user=former).update(state="left")
    for path in (f"ways/{private.scope}/", "ways/topic:1/", "ways/community:999999/"):
        assert Program(former)("GET", path).status_code == 404
        assert Program(former)("DELETE", path).status_code == 404
        assert Program(former)("PUT", path + "answers/", {"way": "app"}).status_code == 404
    public = CommunityFactory()
    assert Program(former)("GET", f"ways/{public.scope}/").status_code == 403
    assert Program(former)("PUT", "ways/everywhere/weather/", {"way": "app"}).status_code == 404
    assert not Choice.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_ways_cost_the_same_however_many_are_chosen(django_assert_num_queries, rows):
    user = UserFactory()
    chosen = dict.fromkeys(["answers", "mentions", "topics"][:rows], Way.APP)
    Choice.objects.choose(chosen, by=user)
    program = Program(user)

    with django_assert_num_queries(4):
        program("GET", "ways/everywhere/")
