from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from communities.models import Space
from communities.models.community import Visibility
from discussions.models import Post, ReadMark, Topic
from discussions.reading import numbers, ranges
from discussions.thread import BRANCH, REPLIES
from notifications.models import Follow, Level
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic

pytestmark = pytest.mark.django_db


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def unread_of(user) -> list[Topic]:
    return list(Topic.objects.visible_to(user).unread_by(user))


def counted(topic: Topic, user) -> int:
    return Topic.objects.with_place_of(user).get(pk=topic.pk).unread_count


@pytest.fixture
def topic() -> Topic:
    """With a tag, and one post that a reader of it has not seen."""
    return start_topic(tags=["sampling"])


@pytest.fixture
def reader(topic):
    reader = join(topic.community)
    ReadMark.objects.advance(topic, by=reader, number=1)
    add_post(topic)
    return reader


def targets(topic: Topic) -> dict[str, str]:
    return {
        "topic": topic.target,
        "tag": f"tag:{topic.tags.get().pk}",
        "space": topic.space.scope,
        "community": topic.community.scope,
    }


@pytest.mark.parametrize("place", ["topic", "tag", "space", "community"])
@pytest.mark.parametrize(
    ("level", "is_unread"),
    [("watching", True), ("tracking", True), ("first_post", False), ("normal", False),
     ("muted", False)],
)  # fmt: skip
def test_what_one_tracks_or_watches_is_unread(topic, reader, place, level, is_unread):
    Follow.objects.choose(targets(topic)[place], level, by=reader)

    assert unread_of(reader) == ([topic] if is_unread else [])
    assert counted(topic, reader) == int(is_unread)


def test_what_one_opened_is_tracked_where_nothing_is_chosen(topic, reader):
    assert unread_of(reader) == [topic]
    assert counted(topic, reader) == 1
    assert unread_of(join(topic.community)) == []
    assert list(Topic.objects.unread_by(AnonymousUser())) == []


def test_a_muted_tag_overrides_a_watched_space_and_a_watched_topic_the_tag(topic, reader):
    at = targets(topic)
    Follow.objects.choose(at["space"], Level.WATCHING, by=reader)
    Follow.objects.choose(at["tag"], Level.MUTED, by=reader)
    assert unread_of(reader) == []

    Follow.objects.choose(at["topic"], Level.TRACKING, by=reader)

    assert unread_of(reader) == [topic]


def test_what_was_never_opened_is_unread_if_it_grew_since_one_follows(topic):
    newcomer = join(topic.community)
    Follow.objects.choose(topic.community.scope, Level.TRACKING, by=newcomer)
    assert unread_of(newcomer) == []

    other = start_topic(space=topic.space)
    add_post(topic)

    assert set(unread_of(newcomer)) == {topic, other}
    assert counted(other, newcomer) == 1
    assert counted(topic, newcomer) == 2


def test_what_one_says_oneself_is_not_new_to_one(topic, reader, relay):
    ReadMark.objects.advance(topic, by=reader, number=2)
    add_post(topic, by=reader)
    mine = start_topic(space=topic.space, by=reader)
    relay()

    assert ReadMark.objects.get(user=reader, topic=topic).number == 3
    Follow.objects.choose(topic.community.scope, Level.WATCHING, by=reader)
    assert unread_of(reader) == []
    assert counted(mine, reader) == 0


def test_ones_own_word_does_not_hide_what_stands_before_it(topic, reader, relay):
    add_post(topic, by=reader)
    relay()

    assert unread_of(reader) == [topic]


def test_tracking_tells_nobody_anything(topic, reader, relay):
    relay()
    before = set(reader.notices.values_list("key", flat=True))
    Follow.objects.choose(topic.community.scope, Level.TRACKING, by=reader)
    add_post(topic)
    start_topic(space=topic.space)

    relay()

    assert set(reader.notices.values_list("key", flat=True)) == before


def test_another_ones_marks_and_levels_are_not_mine(topic, reader):
    other = join(topic.community)
    Follow.objects.choose(topic.target, Level.MUTED, by=other)
    ReadMark.objects.advance(topic, by=other, number=2)

    assert unread_of(reader) == [topic]
    assert unread_of(other) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_unread_list_holds_them_alone_at_one_price(django_assert_num_queries, rows):
    community = CommunityFactory()
    reader = join(community)
    for _ in range(rows):
        grown, _read = (start_topic(space=first_space(community)) for _each in range(2))
        ReadMark.objects.advance(grown, by=reader, number=1)
        add_post(grown)
        add_post(grown)
    client = as_user(reader)

    with django_assert_num_queries(7):
        page = client.get(f"{community.address}?state=unread").content.decode()

    assert page.count('<li class="qrow') == rows
    assert page.count("2 new<") == rows
    listed = client.get(f"/api/v1/communities/{community.slug}/topics/?state=unread").json()
    assert [one["unread_count"] for one in listed["items"]] == [2] * rows


def test_the_first_unread_post_is_found_on_the_topic_itself(topic, reader):
    client, address = as_user(reader), f"{topic.address}unread/"

    assert client.get(address).headers["Location"] == f"{topic.get_absolute_url()}#post-2"
    assert client.get(f"/api/v1/topics/{topic.pk}/unread/").json()["number"] == 2
    client.post(f"{topic.address}readmark/")
    assert client.get(address).headers["Location"] == topic.get_absolute_url()
    assert client.get(f"/api/v1/topics/{topic.pk}/unread/").status_code == 404


def test_the_first_unread_is_neither_ones_own_nor_deleted(topic, reader):
    gone = Post.objects.get(topic=topic, number=2)
    gone.delete_softly(by=gone.author)
    add_post(topic, by=reader)
    last = add_post(topic)

    leads_to = as_user(reader).get(f"{topic.address}unread/").headers["Location"]

    assert leads_to.endswith(f"#post-{last.number}")


def test_nobody_is_led_into_a_topic_they_cannot_see():
    community = CommunityFactory(visibility=Visibility.PRIVATE)
    topic = start_topic(space=first_space(community))
    add_post(topic)
    outsider = as_user(UserFactory())

    assert outsider.get(f"{topic.address}unread/").status_code == 404
    assert outsider.get(f"/api/v1/topics/{topic.pk}/unread/").status_code == 404


def grow(topic: Topic, root: Post, count: int) -> list[Post]:
    """Many replies at once, as the verb would have written them."""
    from discussions.models.post import step

    first = topic.posts.count() + 1
    posts = [
        Post(
            topic=topic, community_id=topic.community_id, author=topic.author, parent=root,
            number=number, path=root.path + step(number), depth=1, source="x", html="<p>x</p>",
        )
        for number in range(first, first + count)
    ]  # fmt: skip
    Topic.objects.filter(pk=topic.pk).update(
        post_count=first + count - 1, active_at=timezone.now(), reply_count=first + count - 2
    )
    return Post.objects.bulk_create(posts)


def test_a_post_is_found_in_a_topic_of_a_thousand(django_assert_max_num_queries):
    topic = start_topic(kind="discussion")
    root = add_post(topic)
    posts = grow(topic, root, 1000)
    reader = join(topic.community)
    client = as_user(reader)
    for at in (0, REPLIES - 1, REPLIES, BRANCH - 1, BRANCH, 777):
        ReadMark.objects.update_or_create(
            user=reader,
            topic=topic,
            defaults={"number": posts[at].number - 1, "at": timezone.now() - timedelta(days=1)},
        )

        with django_assert_max_num_queries(9):
            leads_to = client.get(f"{topic.address}unread/").headers["Location"]

        path, _hash, place = leads_to.partition("#")
        page = client.get(path).content.decode()
        assert place == f"post-{posts[at].number}"
        assert f'id="{place}"' in page
        line = page.partition('id="new"')[0]
        assert line.rindex('id="post-') == line.rindex(f'id="{place}"')
        assert (path == topic.get_absolute_url()) is (at < REPLIES)


def test_a_page_marks_what_is_new_on_it_once_and_each_post(topic, reader):
    answer = Post.objects.get(topic=topic, number=2)
    add_post(topic, parent=answer)
    add_post(topic, by=reader, parent=answer)

    page = as_user(reader).get(topic.get_absolute_url()).content.decode()

    assert page.count('id="new"') == 1
    assert page.count(">New</span>") == 2
    assert f"{topic.address}unread/" in page
    assert 'id="new"' not in Client().get(topic.get_absolute_url()).content.decode()
    newcomer = as_user(join(topic.community)).get(topic.get_absolute_url()).content.decode()
    assert 'id="new"' not in newcomer


def test_a_part_of_a_topic_is_read_as_far_as_it_reaches_without_a_gap(topic, reader):
    for _ in range(5):
        add_post(topic)
    client = as_user(reader)

    def read_after(shown: str) -> int:
        client.post(f"{topic.address}readmark/", {"shown": shown}, headers={"HX-Request": "true"})
        return ReadMark.objects.get(user=reader).number

    assert read_after("1,3-7") == 1
    assert read_after("2-4,6") == 4
    assert read_after("2-3") == 4
    assert read_after("5-7") == 7


def test_a_long_topic_is_not_read_by_its_first_page(topic):
    for _ in range(25):
        add_post(topic, by=topic.author)
    page = as_user(topic.author).get(topic.get_absolute_url()).content.decode()

    assert "&#34;shown&#34;: &#34;1-21&#34;" in page or '"shown": "1-21"' in page


def test_all_is_marked_as_read_without_script(topic, reader):
    response = as_user(reader).post(f"{topic.address}readmark/")

    assert response.headers["Location"] == topic.get_absolute_url()
    assert unread_of(reader) == []


@pytest.mark.parametrize(
    ("given", "written"), [([], ""), ([3], "3"), ([4, 1, 2, 3, 7], "1-4,7"), ([1, 3, 5], "1,3,5")]
)
def test_numbers_are_written_as_ranges(given, written):
    assert ranges(given) == written
    assert {n for one in numbers(written) for n in one} == set(given)


def test_what_is_no_range_is_left_out():
    assert numbers("x,1-,-2,٣,1-2-3,9999999999,5-6") == [range(5, 7)]


def test_the_later_page_of_a_branch_shows_what_replies_to_an_earlier_one():
    topic = start_topic()
    root = add_post(topic)
    first, *_others = grow(topic, root, BRANCH)
    topic = Topic.objects.get(pk=topic.pk)
    deep = add_post(topic, parent=first)
    last = add_post(topic, parent=root)

    path = Client().get(last.get_absolute_url()).headers["Location"].partition("#")[0]
    page = Client().get(path).content.decode()

    assert "?after=" in path
    assert f'id="post-{last.number}"' in page
    assert deep.path < last.path


def test_a_space_that_closes_takes_its_unread_topics_along(topic, reader):
    Space.objects.filter(pk=topic.space_id).update(visibility="group")

    assert unread_of(reader) == []
