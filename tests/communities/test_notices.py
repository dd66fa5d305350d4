"""Who is told of what in communities, in the app and by mail."""

import pytest
from django.core import mail

from communities.models import Invitation, Membership, Role
from notifications.models import Email, Notice
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join

pytestmark = pytest.mark.django_db


def told(user) -> list[str]:
    return [notice.sentence for notice in Notice.objects.filter(user=user).order_by("pk")]


def subjects(user) -> list[str]:
    return [message.subject for message in mail.outbox if message.to == [user.email]]


@pytest.fixture
def community(relay):
    return CommunityFactory(name="Keepers", joining="request")


def test_whoever_can_answer_is_told_of_a_request(community, relay):
    facilitator, member = join(community, role=Role.FACILITATOR), join(community)
    asker = UserFactory(name="Noor Aziz")
    relay()

    community.request_to_join(by=asker, note="I keep records.")
    relay()

    assert told(facilitator)[1:] == ["Noor Aziz asks to join"]
    assert subjects(facilitator) == ["Noor Aziz asks to join Keepers"]
    assert "I keep records." in mail.outbox[-1].body
    assert told(member)[1:] == []


def test_the_answer_reaches_who_asked_and_takes_the_request_back(community, relay):
    first, second = (join(community, role=Role.FACILITATOR) for _ in range(2))
    asker = UserFactory()
    request = community.request_to_join(by=asker)
    relay()

    request.accept(by=first)
    relay()

    assert told(asker) == ["You are now a member"]
    assert subjects(asker) == ["You are now a member of Keepers"]
    assert not Notice.objects.filter(key=f"join_request:{request.pk}").exists()
    assert len(told(second)) == 1


def test_who_was_declined_is_told_though_they_see_nothing_inside(relay):
    community = CommunityFactory(name="Keepers", joining="request", visibility="secret")
    facilitator, asker = join(community, role=Role.FACILITATOR), UserFactory()
    request = community.request_to_join(by=asker)

    request.decline(by=facilitator)
    relay()

    assert [notice.sentence for notice in Notice.objects.of(asker)] == [
        "Your request to join was declined"
    ]
    assert subjects(asker) == ["Your request to join Keepers"]


def test_a_request_answered_before_its_mail_is_not_mailed(community, relay, settings):
    settings.MAIL_QUIET_MINUTES = 10
    facilitator = join(community, role=Role.FACILITATOR)
    request = community.request_to_join(by=UserFactory())
    relay()
    request.decline(by=facilitator)
    relay()

    settings.MAIL_QUIET_MINUTES = 0
    Email.objects.update(due_at="2020-01-01T00:00Z")
    relay()

    assert "asks to join" not in " ".join(subjects(facilitator))


def test_who_joins_is_welcomed_in_the_app_and_not_by_mail(relay):
    community = CommunityFactory()

    member = join(community)
    relay()

    assert told(member) == ["Welcome. You are now a member"]
    assert mail.outbox == []


def test_a_founder_is_not_welcomed_to_their_own_community(relay):
    from communities.models import Community

    founder = UserFactory()
    Community.objects.found(by=founder, name="Keepers", slug="keepers")
    relay()

    assert told(founder) == []


def test_who_comes_back_is_welcomed_again(relay):
    community = CommunityFactory()
    member = join(community)
    relay()
    membership = Membership.objects.get(user=member)
    membership.leave()
    relay()
    assert told(member) == []

    Membership.objects.filter(pk=membership.pk).update(joined_at="2020-01-01T00:00Z")
    community.admit(member)
    relay()

    assert told(member) == ["Welcome. You are now a member"]


def test_a_new_role_is_told_to_who_has_it(relay):
    community = CommunityFactory(name="Keepers")
    owner, member = join(community, role=Role.OWNER), join(community)
    relay()

    Membership.objects.get(user=member).give_role(Role.MODERATOR, by=owner)
    relay()

    assert told(member)[1:] == ["Your role has changed"]
    assert subjects(member) == ["Your role in Keepers"]
    assert "You are a moderator" in mail.outbox[-1].body


def test_a_role_one_gives_up_oneself_is_no_news(relay):
    community = CommunityFactory()
    owner, other = join(community, role=Role.OWNER), join(community, role=Role.OWNER)
    relay()

    Membership.objects.get(user=other).give_role(Role.MEMBER, by=other)
    relay()

    assert len(told(other)) == 1
    assert len(told(owner)) == 1


def test_an_invitation_is_mailed_to_its_address_with_the_way_in(relay):
    community = CommunityFactory(name="Keepers")
    owner = join(community, role=Role.OWNER)

    invitation = Invitation.objects.invite(community, "ana@example.org", by=owner)
    relay()

    message = mail.outbox[-1]
    assert message.to == ["ana@example.org"]
    assert message.subject == f"{owner.name} invites you to Keepers"
    assert invitation.token in message.body
    assert "List-Unsubscribe" not in message.message()


def test_an_invitation_withdrawn_before_its_mail_is_not_mailed(relay):
    community = CommunityFactory()
    invitation = Invitation.objects.invite(community, "ana@example.org", by=join(community))
    invitation.revoke()

    relay()

    assert mail.outbox == []
    assert not Email.objects.exists()
