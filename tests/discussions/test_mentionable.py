"""Whom one may mean by @: offered while one types, of those who may read what is being written."""

import pytest

from accounts.models import User
from communities.models import Community, Space
from communities.models.space import SpaceVisibility
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.discussions.test_pages import as_user, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


@pytest.fixture
def inside(community) -> User:
    return join(community, UserFactory(name="Ana Inside", handle="ana-in"))


@pytest.fixture
def room(community, inside) -> Space:
    join(community, UserFactory(name="Ana Outside", handle="ana-out"))
    return Space.objects.open(
        community, name="Room", visibility=SpaceVisibility.GROUP, named=[inside]
    )


def offered(surface: str, viewer: User, community: Community, space: str = "") -> set[str]:
    address = community.address + "write/mentions/"
    if surface == "api":
        address = f"/api/v1/communities/{community.slug}/mentions/"
    found = as_user(viewer).get(address, {"q": "ana", "space": space}).json()
    return {one["handle"] for one in found}


@pytest.mark.parametrize("surface", ["web", "api"])
def test_in_a_room_for_some_only_these_are_offered(surface, community, inside, room):
    assert offered(surface, inside, community) == {"ana-in", "ana-out"}
    assert offered(surface, inside, community, first_space(community).slug) == {
        "ana-in",
        "ana-out",
    }
    assert offered(surface, inside, community, room.slug) == {"ana-in"}


@pytest.mark.parametrize("surface", ["web", "api"])
def test_who_is_named_for_a_room_is_not_told_to_others(surface, community, room):
    stranger = join(community)

    assert offered(surface, stranger, community, room.slug) == {"ana-in", "ana-out"}


def test_a_reply_asks_for_the_room_of_its_topic(community, inside, room):
    topic = start_topic(space=room, by=inside)

    page = text(as_user(inside).get(topic.get_absolute_url()))

    assert f'data-mentions-url="{community.address}write/mentions/?space={room.slug}"' in page
