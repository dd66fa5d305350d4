import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from communities.models import Community, Invitation, JoinRequest, Membership, Role, Space, Tag
from core.audience import PUBLIC
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, SpaceFactory, join
from tests.discussions.factories import first_space, start_topic

pytestmark = pytest.mark.django_db


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    return response.content.decode()


CHARTER = {
    "name": "Night nurses",
    "tagline": "We keep wards safe at night.",
    "visibility": "public",
    "joining": "open",
    "dye": "woad",
}


def test_founding_makes_an_owner_and_a_first_space():
    founder = UserFactory()

    response = as_user(founder).post("/c/new/", CHARTER)

    community = Community.objects.get()
    assert response.headers["Location"] == "/c/night-nurses/"
    assert community.standing_of(founder).owns
    assert (community.member_count, community.spaces.get().slug) == (1, "general")


@pytest.mark.parametrize("slug", ["new", "Night Nurses", "taken"])
def test_an_address_that_cannot_be_had_is_refused_and_nothing_typed_is_lost(slug):
    CommunityFactory(slug="taken")

    response = as_user(UserFactory()).post("/c/new/", CHARTER | {"slug": slug})

    assert response.status_code == 422
    assert "We keep wards safe at night." in text(response)
    assert Community.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 2), ("member", 5)])
def test_the_list_costs_the_same_however_many(django_assert_num_queries, rows, who, queries):
    communities = CommunityFactory.create_batch(rows)
    client = as_user(join(communities[0])) if who == "member" else Client()

    with django_assert_num_queries(queries):
        page = text(client.get("/c/"))

    assert all(community.name in page for community in communities)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_members_cost_the_same_however_many(django_assert_num_queries, rows):
    community = CommunityFactory()
    people = [join(community) for _ in range(rows)]

    with django_assert_num_queries(5):  # community, page, a count, facets, skills
        page = text(Client().get(community.address + "members/"))

    assert all(person.name in page for person in people)


def test_anyone_joins_an_open_community_and_leaves_it():
    community, user = CommunityFactory(), UserFactory()
    client = as_user(user)

    client.post(community.address + "membership/")
    community.refresh_from_db()
    assert (community.member_count, community.standing_of(user).role) == (1, Role.MEMBER)

    client.post(community.address + "membership/", {"_method": "delete"})
    community.refresh_from_db()
    assert (community.member_count, community.standing_of(user).is_member) == (0, False)


def test_the_last_owner_cannot_leave():
    community = CommunityFactory()
    owner = join(community, role=Role.OWNER)

    response = as_user(owner).post(community.address + "membership/", {"_method": "delete"})

    assert response.status_code == 409
    assert "You are the only owner." in text(response)


def test_one_asks_to_join_and_is_accepted_once():
    community, user = CommunityFactory(joining="request"), UserFactory()
    facilitator = as_user(join(community, role=Role.FACILITATOR))

    assert as_user(user).post(community.address + "membership/").status_code == 403
    as_user(user).post(community.address + "requests/", {"note": "I run a ward."})
    as_user(user).post(community.address + "requests/", {"note": "Again."})
    request = JoinRequest.objects.get()
    assert "I run a ward." in text(facilitator.get(community.address + "manage/requests/"))

    decision = f"{community.address}manage/requests/{request.pk}/decision/"
    facilitator.post(decision, {"decision": "accept"})
    again = facilitator.post(decision, {"decision": "decline"})

    assert community.standing_of(user).is_member
    assert again.status_code == 409


def test_an_email_domain_opens_the_door():
    community = CommunityFactory(joining="domain", email_domains=["ward.example"])
    inside, outside = UserFactory(email="ann@ward.example"), UserFactory()

    assert as_user(inside).post(community.address + "membership/").status_code == 302
    assert as_user(outside).post(community.address + "membership/").status_code == 403


def test_an_invitation_is_for_one_address_and_one_time():
    community = CommunityFactory(visibility="secret", joining="invitation")
    facilitator = as_user(join(community, role=Role.FACILITATOR))
    guest, other = UserFactory(email="guest@example.org"), UserFactory()
    facilitator.post(
        community.address + "manage/invitations/", {"emails": "Guest@example.org", "role": "member"}
    )
    address = f"/invitations/{Invitation.objects.get().token}/"

    assert community.name in text(Client().get(address))
    assert as_user(other).post(address).status_code == 403
    assert as_user(guest).get(address).status_code == 200
    assert not community.standing_of(guest).is_member
    as_user(guest).post(address)
    assert community.standing_of(guest).is_member
    Membership.objects.get(user=guest).leave()
    assert as_user(guest).post(address).status_code == 409


def test_an_invitation_is_good_for_two_weeks():
    community = CommunityFactory(joining="invitation")
    owner, invited = join(community, role=Role.OWNER), UserFactory(email="late@example.org")
    invitation = Invitation.objects.invite(community, invited.email, by=owner)
    later = timezone.now() + timedelta(days=14, minutes=1)

    with time_machine.travel(later):
        answer = as_user(invited).post(invitation.get_absolute_url())

    assert answer.status_code == 409
    assert not Membership.objects.filter(user=invited).exists()


def test_wrong_addresses_are_named_and_kept():
    community = CommunityFactory()
    facilitator = as_user(join(community, role=Role.FACILITATOR))
    typed = {"emails": "ok@example.org, not-one", "role": "member"}

    response = facilitator.post(community.address + "manage/invitations/", typed)

    assert response.status_code == 422
    assert "This is not an email address: not-one" in text(response)
    assert not Invitation.objects.exists()


def test_only_owners_make_facilitators():
    community = CommunityFactory()
    owner, facilitator = (as_user(join(community, role=r)) for r in (Role.OWNER, Role.FACILITATOR))
    membership = Membership.objects.get(user=join(community))
    address = f"{community.address}manage/roles/{membership.pk}/"

    assert facilitator.post(address, {"role": "facilitator"}).status_code == 403
    assert facilitator.post(address, {"role": "moderator"}).status_code == 302
    assert owner.post(address, {"role": "facilitator"}).status_code == 302
    membership.refresh_from_db()
    assert membership.role == Role.FACILITATOR


def test_a_private_community_shows_its_charter_and_nothing_inside():
    topic = start_topic(title="What nobody outside may read")
    topic.community.visibility = "private"
    topic.community.tagline = "A tagline for all"
    topic.community.save()
    outsider = as_user(UserFactory())

    front = outsider.get(topic.community.address, follow=True)

    assert "A tagline for all" in text(front)
    assert "What nobody outside" not in text(front)
    assert outsider.get(topic.community.address + "members/").status_code == 403


@pytest.mark.parametrize("path", ["", "about/", "members/", "tags/", "membership/", "manage/"])
def test_a_secret_community_is_as_if_it_did_not_exist(path):
    secret = CommunityFactory(visibility="secret")
    outsider = as_user(UserFactory())

    there = outsider.get(secret.address + path)
    nowhere = outsider.get("/c/no-such-community/" + path)

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert secret.name not in text(outsider.get("/c/"))


def test_closing_a_community_closes_what_follows_its_spaces():
    from communities.models import Activity

    topic = start_topic()
    owner = join(topic.community, role=Role.OWNER)
    assert PUBLIC in Activity.objects.get().audience

    charter = {"name": "N", "visibility": "private", "joining": "open", "dye": "woad", "version": 1}
    as_user(owner).post(topic.community.address + "manage/", charter)
    stale = as_user(owner).post(topic.community.address + "manage/", charter | {"name": "M"})

    assert Activity.objects.get().audience == [f"community:{topic.community_id}"]
    assert stale.status_code == 409
    assert "How it reads now" in stale.text
    version = re.search(r'name="version" value="(\d+)"', stale.text)
    merged = charter | {"name": "M", "version": version[1] if version else ""}
    again = as_user(owner).post(topic.community.address + "manage/", merged)
    assert (again.status_code, Community.objects.get().name) == (302, "M")


def test_spaces_are_opened_and_narrowed():
    community = CommunityFactory()
    owner = as_user(join(community, role=Role.OWNER))
    named = join(community)
    spaces = community.address + "manage/spaces/"

    wrong = owner.post(spaces + "new/", {"name": "Board", "visibility": "group"})
    owner.post(spaces + "new/", {"name": "Board", "visibility": "group", "named": named.handle})
    again = owner.post(spaces + "new/", {"name": "Board", "visibility": "community"})

    space = Space.objects.get(slug="board")
    assert (wrong.status_code, again.status_code) == (422, 422)
    assert list(space.named.values_list("user", flat=True)) == [named.pk]
    assert space.audience == [space.scope]


def test_a_tag_gets_other_words():
    community = CommunityFactory()
    start_topic(space=first_space(community), tags=["data-quality", "dhis2"])
    owner = as_user(join(community, role=Role.OWNER))
    address = community.address + "manage/tags/data-quality/"

    taken = owner.post(address, {"synonyms": "dhis2"})
    owner.post(address, {"description": "True enough?", "synonyms": "dq, Data hygiene"})

    tag = Tag.objects.get(name="data-quality")
    assert taken.status_code == 422
    assert set(tag.synonyms.values_list("name", flat=True)) == {"dq", "data-hygiene"}
    assert "True enough?" in text(Client().get(community.address + "tags/"))


@pytest.mark.parametrize("part", ["", "requests/", "invitations/", "roles/", "spaces/"])
@pytest.mark.parametrize("role", [Role.MEMBER, Role.MODERATOR, None])
def test_the_facilitators_desk_is_theirs(part, role):
    community = CommunityFactory()
    SpaceFactory(community=community)
    user = join(community, role=role) if role else UserFactory()
    facilitator = join(community, role=Role.FACILITATOR)

    assert as_user(user).get(community.address + "manage/" + part).status_code == 403
    assert as_user(facilitator).get(community.address + "manage/" + part).status_code == 200


def test_who_is_suspended_stays_outside_also_where_the_door_is_open():
    community = CommunityFactory()
    user = join(community)
    Membership.objects.update(state="suspended")

    response = as_user(user).post(community.address + "membership/")

    assert response.status_code == 403
    assert "Your membership is suspended." in text(response)
