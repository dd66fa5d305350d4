"""A new member is asked, once, how they want to hear from a community."""

import pytest
from django.test import Client

from communities.models import Community, Invitation, JoinRequest, Membership
from notifications.choosing import presets, table_of
from notifications.models import Choice, Follow, Level, Rhythm, Way
from notifications.models.rhythm import OVER_ALL
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic

pytestmark = pytest.mark.django_db

ASKED = "How do you want to hear from"


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def home(user, community) -> str:
    return as_user(user).get(community.get_absolute_url()).content.decode()


def hearing(community: Community) -> str:
    return f"{community.get_absolute_url()}membership/hearing/"


def join_by_page(community: Community, user) -> None:
    as_user(user).post(f"{community.get_absolute_url()}membership/")


def be_let_in(community: Community, user) -> None:
    Community.objects.filter(pk=community.pk).update(joining="request")
    owner = join(community, role="owner")
    as_user(user).post(f"{community.get_absolute_url()}requests/", {"note": "May I?"})
    JoinRequest.objects.get(user=user).accept(by=owner)


def accept_an_invitation(community: Community, user) -> None:
    owner = join(community, role="owner")
    invitation = Invitation.objects.invite(community, user.email, by=owner)
    invitation.accept(by=user)


def join_by_domain(community: Community, user) -> None:
    Community.objects.filter(pk=community.pk).update(
        joining="domain", email_domains=[user.email.partition("@")[2]]
    )
    user.vouch_for_email()
    join_by_page(community, user)


@pytest.mark.parametrize("joins", [join_by_page, be_let_in, accept_an_invitation, join_by_domain])
def test_whoever_joins_in_whatever_way_is_asked(joins):
    community, user = CommunityFactory(), UserFactory()

    joins(community, user)

    assert Membership.objects.active().filter(user=user).exists()
    assert ASKED in home(user, community)


def test_visitors_outsiders_and_the_founder_are_not_asked():
    founder = UserFactory()
    community = CommunityFactory(created_by=founder)
    join(community, founder, role="owner")

    assert ASKED not in home(founder, community)
    assert ASKED not in home(UserFactory(), community)
    assert ASKED not in Client().get(community.get_absolute_url()).content.decode()


@pytest.mark.parametrize("hear", ["everything", "essentials", "app"])
def test_the_answer_holds_in_this_community_and_is_asked_once(hear):
    community, other = CommunityFactory(), CommunityFactory()
    member = join(community)
    join(other, member)

    response = as_user(member).post(hearing(community), {"hear": hear, "level": "first_post"})

    assert response.headers["Location"] == community.get_absolute_url()
    rows = table_of(member, community.scope).rows
    assert all(row.way == presets[hear].way_of(row.matter) for row in rows)
    assert not Choice.objects.filter(user=member).exclude(scope=community.scope).exists()
    assert Follow.objects.get(user=member, target=community.scope).level == Level.FIRST_POST
    assert ASKED not in home(member, community)
    assert ASKED in home(member, other)


def test_who_does_not_want_to_say_is_not_asked_again_and_told_as_usual():
    community = CommunityFactory()
    member = join(community)

    as_user(member).post(hearing(community), {"hear": "app", "_method": "delete"})

    assert ASKED not in home(member, community)
    assert not Choice.objects.exists()
    assert not Follow.objects.exists()


def test_who_comes_back_is_not_asked_again():
    community = CommunityFactory()
    member = join(community)
    as_user(member).post(hearing(community), {"_method": "delete"})
    member.memberships.get().leave()

    join(community, member)

    assert ASKED not in home(member, community)


def test_the_digest_is_asked_of_with_the_first_community_and_not_with_the_next():
    first, second = CommunityFactory(), CommunityFactory()
    member = join(first)
    assert 'name="every"' in home(member, first)

    answer = {"hear": "essentials", "every": "daily", "weekday": "3"}
    as_user(member).post(hearing(first), answer)
    join(second, member)

    rhythm = Rhythm.objects.of(member)[OVER_ALL]
    assert (rhythm.every, rhythm.weekday, rhythm.hour) == ("daily", 3, 8)
    assert 'name="every"' not in home(member, second)
    as_user(member).post(hearing(second), {"hear": "essentials"})
    assert Rhythm.objects.of(member)[OVER_ALL].every == "daily"


def test_whoever_wants_a_digest_and_had_none_has_one_again():
    community = CommunityFactory()
    member = join(community)
    Rhythm.objects.choose(OVER_ALL, by=member, every="off", weekday=0, hour=8)

    as_user(member).post(hearing(community), {"hear": "essentials"})

    assert not Rhythm.objects.of(member)[OVER_ALL].is_off


def test_an_answer_that_is_none_comes_back_and_nothing_is_chosen():
    community = CommunityFactory()
    member = join(community)

    response = as_user(member).post(hearing(community), {"hear": "shouting"})

    assert response.status_code == 422
    assert ASKED in home(member, community)
    assert not Choice.objects.exists()


def test_nobody_answers_for_a_community_that_is_not_theirs():
    public, secret = CommunityFactory(), CommunityFactory(visibility="secret")
    client = as_user(UserFactory())

    assert client.post(hearing(public), {"hear": "app"}).status_code == 403
    assert client.post(hearing(secret), {"hear": "app"}).status_code == 404
    assert client.get(hearing(secret)).status_code == 404
    assert not Choice.objects.exists()


def test_what_holds_everywhere_is_not_kept_again_for_the_community():
    community = CommunityFactory()
    member = join(community)
    presets["app"].apply(by=member)

    as_user(member).post(hearing(community), {"hear": "app"})

    assert not Choice.objects.filter(scope=community.scope).exists()
    assert {row.way for row in table_of(member, community.scope).rows} == {Way.APP}


@pytest.mark.parametrize("answered", [True, False])
def test_the_front_page_asks_at_no_cost(django_assert_num_queries, answered):
    community = CommunityFactory()
    start_topic(space=first_space(community))
    member = join(community)
    if answered:
        Membership.objects.of(member).settle()
    client = as_user(member)
    client.get(community.get_absolute_url())

    with django_assert_num_queries(8):
        page = client.get(community.get_absolute_url()).content.decode()

    assert (ASKED in page) is not answered
