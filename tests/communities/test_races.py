from functools import partial

import pytest

from communities.errors import AlreadyDecided, InvitationSpent, LastOwner
from communities.models import Community, Invitation, JoinRequest, Membership, Role
from core.errors import StaleVersion
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.racing import queue_for, race

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_owners_who_leave_at_once_do_not_both_succeed():
    community = CommunityFactory()
    owners = [join(community, role=Role.OWNER) for _ in range(3)]
    memberships = [Membership.objects.get(user=owner) for owner in owners]

    said = race(*(membership.leave for membership in memberships))

    assert [isinstance(result, LastOwner) for result in said].count(True) == 1
    assert Membership.objects.active().filter(role=Role.OWNER).count() == 1


def test_joining_at_once_counts_everyone_once():
    community = CommunityFactory()
    users = UserFactory.create_batch(5)

    race(*(partial(Community.objects.get().admit, user) for user in users * 2))

    community.refresh_from_db()
    assert community.member_count == 5


def test_an_invitation_admits_one_of_those_who_use_it_at_once():
    community = CommunityFactory()
    invitation = Invitation.objects.invite(community, "x@example.org", by=UserFactory())

    said = race(*(partial(invitation.accept, by=user) for user in UserFactory.create_batch(4)))

    assert [isinstance(result, InvitationSpent) for result in said].count(True) == 3
    community.refresh_from_db()
    assert community.member_count == 1


def test_of_two_facilitators_who_answer_a_request_at_once_one_is_told():
    community = CommunityFactory()
    request = community.request_to_join(by=UserFactory())
    facilitators = [join(community, role=Role.FACILITATOR) for _ in range(2)]

    said = race(
        partial(JoinRequest.objects.get().accept, by=facilitators[0]),
        partial(JoinRequest.objects.get().decline, by=facilitators[1]),
    )

    assert [isinstance(result, AlreadyDecided) for result in said].count(True) == 1
    request.refresh_from_db()
    belongs = Membership.objects.active().filter(user=request.user).exists()
    assert belongs == request.accepted


def test_who_is_admitted_while_their_request_is_accepted_is_so_once():
    community = CommunityFactory()
    user = UserFactory()
    request = community.request_to_join(by=user)
    owner = join(community, role=Role.OWNER)

    said = queue_for(
        Community.objects.filter(pk=community.pk),
        partial(community.admit, user),
        partial(request.accept, by=owner),
    )

    # The one who comes second finds that there is nothing to accept any more.
    assert [type(result) for result in said] == [Membership, AlreadyDecided]
    assert Membership.objects.active().filter(user=user).count() == 1


def test_of_two_edits_of_one_charter_at_once_one_is_kept():
    community = CommunityFactory()
    owner = join(community, role=Role.OWNER)
    edits = [
        partial(Community.objects.get(pk=community.pk).edit, by=owner, version=1, tagline=words)
        for words in ("First.", "Second.")
    ]

    said = queue_for(Community.objects.filter(pk=community.pk), *edits)

    assert [type(result) for result in said] == [type(None), StaleVersion]
    community.refresh_from_db()
    assert (community.tagline, community.version) == ("First.", 2)
