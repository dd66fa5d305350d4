"""Nobody learns from a search what they may not read: not from results, counts or corrections."""

import dataclasses
from typing import Any

import pytest

from accounts.models import Block
from communities.events import CommunityEdited
from communities.models import Community, SpaceMember
from communities.models.community import Visibility
from core.events import publish
from discussions.models import Acceptance
from search.finding import Results, find_while_typing
from search.models import Document
from search.narrowing import read_narrowings
from search.query import Query
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, SpaceFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.search.finding import VISITOR, search

pytestmark = pytest.mark.django_db

CANARY = "zanzibarian"


@dataclasses.dataclass
class World:
    """Something to find in the open, and the same words behind several doors."""

    open: Community
    private: Community
    stranger: Any
    former: Any = None
    member: Any = None

    def hide(self) -> None:
        secret = Community.objects.found(
            by=UserFactory(name=f"Keeper {CANARY}"),
            name=f"The {CANARY} circle",
            slug="circle",
            tagline=f"Of {CANARY}",
            visibility=Visibility.SECRET,
        )
        self.member = join(secret)
        self.former = join(secret)
        self.fill(first_space(secret), self.member)
        keeper = join(self.private, UserFactory(name=f"Private {CANARY}"))
        self.fill(first_space(self.private), keeper)
        members = SpaceFactory(community=self.open, visibility="members")
        group = SpaceFactory(community=self.open, visibility="group")
        insider = join(self.open)
        SpaceMember.objects.create(space=group, user=insider)
        self.fill(members, insider)
        self.fill(group, insider)
        deleted = self.fill(first_space(self.open), insider)
        deleted.delete_softly(by=insider)
        emptied = start_topic(space=first_space(self.open), by=insider, title="Harmless")
        add_post(emptied, by=insider, source=CANARY).delete_softly(by=insider)
        secret.memberships.get(user=self.former).leave()

    def fill(self, space: Any, author: Any) -> Any:
        topic = start_topic(
            space=space,
            by=author,
            title=f"Vacuum and {CANARY}",
            source=f"{CANARY} vacuum zanzibaria",
            tags=[CANARY],
        )
        answer = add_post(topic, by=author, source=f"vacuum {CANARY}")
        Acceptance.objects.accept(answer, by=author)
        return topic


@pytest.fixture
def world(relay) -> World:
    opened = CommunityFactory(name="Open")
    private = CommunityFactory(name="Quiet", slug="quiet", visibility=Visibility.PRIVATE)
    publish(CommunityEdited(opened.pk))
    publish(CommunityEdited(private.pk))
    start_topic(space=first_space(opened), title="Vacuum in the open", tags=["zanzibar"])
    start_topic(space=first_space(opened), title="Harmful")
    relay()
    return World(opened, private, stranger=UserFactory())


QUERIES = [
    CANARY,
    "zanzibariam",  # one slip from the canary
    "zanzibar",
    "zanzibaria",
    "vacuum",
    f"vacuum {CANARY}",
    f'"vacuum and {CANARY}"',
    f"vacuum -{CANARY}",
    f"vacuum or {CANARY}",
    "circle",
    "circel",
    "keeper",
    "a question with vacuum and nothing else",
]


def everything_seen_by(viewer: Any) -> list[Any]:
    """All that a viewer gets, whatever they ask, in a form that can be compared."""
    seen: list[Any] = []
    for text in QUERIES:
        kinds = (None, "topic", "post", "person", "community")
        seen += [search(text, viewer, kind=kind) for kind in kinds]
        seen.append(find_while_typing(viewer, Query.read(text), size=8))
        for given in ({"community": "circle"}, {"community": "quiet"}, {"tag": CANARY}):
            narrowings = read_narrowings(viewer, given)
            seen += [search(text, viewer, narrowings=narrowings), narrowings]
    return seen


@pytest.mark.parametrize("who", ["visitor", "stranger"])
def test_secret_content_changes_nothing_that_a_stranger_gets(world, relay, who):
    viewer = VISITOR if who == "visitor" else world.stranger
    before = everything_seen_by(viewer)

    world.hide()
    relay()
    assert Document.objects.filter(title__contains=CANARY).count() >= 5
    after = everything_seen_by(viewer)

    assert after == before


def test_canaries_are_seen_by_those_who_may(world, relay):
    world.hide()
    relay()

    assert {item.kind for item in search(CANARY, world.member).items} == {
        "topic",
        "community",
        "person",
    }
    assert search("zanzibariam", world.member).corrected
    for viewer in (VISITOR, world.stranger, world.former):
        seen = [found for found in everything_seen_by(viewer) if isinstance(found, Results)]
        assert CANARY not in str([(found.items, found.corrected) for found in seen])


@pytest.mark.parametrize("which", ["secret", "private"])
def test_whoever_left_finds_nothing_more(relay, which):
    community = CommunityFactory(visibility=which)
    person = join(community)
    start_topic(space=first_space(community), title="Orchil")
    relay()
    assert search("orchil", UserFactory._meta.model.objects.get(pk=person.pk))

    community.memberships.get(user=person).leave()

    assert not search("orchil", UserFactory._meta.model.objects.get(pk=person.pk))


def test_a_document_that_lags_behind_is_not_shown(relay):
    topic = start_topic(title="Orchil")
    relay()
    topic.delete_softly(by=topic.author)  # and the relay has not run

    found = search("orchil")

    assert (found.items, found.total) == ([], 0)


def test_people_are_found_by_those_who_share_a_community_or_in_public_ones(relay):
    public, private = CommunityFactory(), CommunityFactory(visibility=Visibility.PRIVATE)
    known = join(public, UserFactory(name="Okello Known"))
    shy = join(private, UserFactory(name="Okello Shy"))
    UserFactory(name="Okello Alone")
    companion = join(private)
    relay()

    def people(viewer: Any) -> list[str]:
        found = search("okello", viewer, kind="person")
        return sorted(str(item.title.striptags()) for item in found.items)

    assert people(VISITOR) == people(UserFactory()) == ["Okello Known"]
    assert people(companion) == ["Okello Known", "Okello Shy"]
    assert people(shy) == ["Okello Known", "Okello Shy"]
    Block.objects.create(blocker=known, blocked=companion)
    assert people(companion) == ["Okello Shy"]
    assert search("okello", companion, kind="person").total == 1
