"""How many would get a notice is said before anything is posted, and is how many then do."""

import pytest

from accounts.models import Block
from communities.models import Role, Space, Tag
from discussions.models import Topic
from notifications.models import Follow, Notice
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.discussions.test_pages import as_user, text

pytestmark = pytest.mark.django_db

SURFACES = pytest.mark.parametrize("surface", ["web", "api"])


def of_topic(surface: str, viewer, space: Space, **written) -> int:
    client, slug = as_user(viewer), space.community.slug
    sent = {"kind": "question", "space": space.slug, "tags": [], "source": ""} | written
    if surface == "web":
        sent["tags"] = ", ".join(sent["tags"])
        return number_in(text(client.post(f"/c/{slug}/write/reach/", sent)))
    sent["markdown"] = sent.pop("source")
    at = f"/api/v1/communities/{slug}/reach/"
    return client.post(at, sent, content_type="application/json").json()["people"]


def of_reply(surface: str, viewer, topic: Topic, *, parent=None, source: str = "") -> int:
    client = as_user(viewer)
    if surface == "web":
        sent = {"source": source} | ({"parent": parent.pk} if parent else {})
        return number_in(text(client.post(f"{topic.address}reach/", sent)))
    sent = {"markdown": source} | ({"reply_to": parent.number} if parent else {})
    at = f"/api/v1/topics/{topic.pk}/reach/"
    return client.post(at, sent, content_type="application/json").json()["people"]


def number_in(page: str) -> int:
    words = page.partition("</svg>")[2].split()
    return 0 if words[0] == "Nobody" else int(words[0])


def told() -> int:
    return Notice.objects.values("user").distinct().count()


@SURFACES
def test_of_a_topic_it_is_how_many_are_told(relay, surface):
    topic = start_topic(tags=["baseline"])
    space, community = topic.space, topic.community
    author, watcher, tagged, named, muted = (join(community) for _ in range(5))
    Follow.objects.choose(f"community:{community.pk}", "watching", by=watcher)
    Follow.objects.choose(f"tag:{Tag.objects.get().pk}", "first_post", by=tagged)
    for target, level in ((f"community:{community.pk}", "watching"), (space.scope, "muted")):
        Follow.objects.choose(target, level, by=muted)
    Follow.objects.choose(f"community:{community.pk}", "watching", by=author)
    relay()
    Notice.objects.all().delete()
    source = f"Ask @{named.handle}, and @nobody."

    assert of_topic(surface, author, space) == 1
    assert of_topic(surface, author, space, tags=["baseline", "new"]) == 2
    assert of_topic(surface, author, space, tags=["baseline"], source=source) == 3
    start_topic(space=space, by=author, tags=["baseline"], source=source)
    relay()
    assert told() == 3
    assert Topic.objects.count() == 2


@SURFACES
def test_an_announcement_reaches_every_member_but_those_who_mute_it(relay, surface):
    community = CommunityFactory()
    owner = join(community, role=Role.OWNER)
    join(community), join(community), UserFactory()
    Follow.objects.choose(f"community:{community.pk}", "muted", by=join(community))
    space = first_space(community)
    relay()
    Notice.objects.all().delete()

    counted = of_topic(surface, owner, space, kind="announcement")
    start_topic(space=space, by=owner, kind="announcement")
    relay()

    assert counted == told() > 1


@SURFACES
def test_in_a_room_for_some_only_they_are_counted(surface):
    community = CommunityFactory()
    insider, other, outside = (join(community) for _ in range(3))
    for member in (other, outside):
        Follow.objects.choose(f"community:{community.pk}", "watching", by=member)
    hide = Space.objects.open(community, name="H", visibility="group", named=[insider, other])
    naming = f"@{outside.handle} should not hear of it."

    assert of_topic(surface, insider, hide) == 1
    assert of_topic(surface, insider, hide, source=naming) == 1
    assert of_topic(surface, insider, first_space(community)) == 2


@SURFACES
def test_of_a_reply_it_is_how_many_are_told(relay, surface):
    topic = start_topic()
    answer = add_post(topic)
    watcher, author = join(topic.community), join(topic.community)
    Follow.objects.choose(topic.target, "watching", by=watcher)
    relay()
    Notice.objects.all().delete()

    assert of_reply(surface, author, topic) == 3  # whoever asked, answered and watches
    assert of_reply(surface, author, topic, parent=answer) == 3
    assert of_reply(surface, answer.author, topic, source=f"@{author.handle}") == 3
    add_post(topic, by=author, parent=answer)
    relay()
    assert told() == 3


@SURFACES
def test_it_does_not_tell_who_mutes_or_blocks_whoever_asks(surface):
    topic = start_topic()
    asker, named = join(topic.community), join(topic.community)
    before = of_reply(surface, asker, topic, source=f"@{named.handle}")
    Block.objects.create(blocker=named, blocked=asker)
    Follow.objects.choose(f"community:{topic.community_id}", "muted", by=named)
    Follow.objects.choose(topic.target, "muted", by=topic.author)

    assert before == 2
    assert of_reply(surface, asker, topic, source=f"@{named.handle}") == before


def test_who_may_not_post_is_told_no_number():
    topic = start_topic()
    client = as_user(UserFactory())

    for at in (f"{topic.community.address}write/reach/", f"{topic.address}reach/"):
        assert client.post(at, {"kind": "question", "space": topic.space.slug}).status_code == 403
    api = f"/api/v1/topics/{topic.pk}/reach/"
    assert client.post(api, {}, content_type="application/json").status_code == 403
