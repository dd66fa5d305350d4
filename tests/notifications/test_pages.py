"""The page of notices, the bell, the control of levels, and the settings."""

import pytest
from django.test import Client

from discussions.models import Topic
from notifications.grouping import read_groups
from notifications.models import Choice, Follow, Level, Notice, Preference, Rhythm, Unsubscription
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic

pytestmark = pytest.mark.django_db


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def asker(relay):
    """Somebody with two unread answers in one topic, and one in another."""
    asker = join(CommunityFactory())
    topics = [
        start_topic(space=first_space(asker.memberships.get().community), by=asker, title=title)
        for title in ("Where is the key?", "Who has the key?")
    ]
    relay()
    Notice.objects.all().delete()
    add_post(topics[0], source="On the hook."), add_post(topics[0], source="Under the mat.")
    add_post(topics[1], source="Ana has it.")
    relay()
    return asker


def unread(user) -> list[str]:
    return sorted(n.excerpt for n in Notice.objects.filter(user=user, read_at=None))


@pytest.mark.parametrize("topics", [1, 3])
def test_the_page_costs_the_same_however_many(relay, django_assert_num_queries, topics):
    asker = join(CommunityFactory())
    community = asker.memberships.get().community
    for _ in range(topics):
        topic = start_topic(space=first_space(community), by=asker)
        add_post(topic), add_post(topic)
    relay()
    client = as_user(asker)

    with django_assert_num_queries(9):
        page = text(client.get("/notices/"))

    assert page.count(" answered your question</a>") == topics
    assert page.count(">Use the late joiners.<") == 2 * topics


def test_what_belongs_to_one_topic_stands_together(asker):
    page = text(as_user(asker).get("/notices/"))

    assert page.count("Where is the key?</a></h2>") == 1
    assert page.index("On the hook.") < page.index("Under the mat.")
    assert page.index("Who has the key?") < page.index("Where is the key?")


def test_unread_comes_first_and_alone_where_one_asks_for_it(asker):
    Notice.objects.filter(user=asker, title="Who has the key?").mark_read()
    client = as_user(asker)

    everything, only_unread = (
        text(client.get("/notices/")),
        text(client.get("/notices/?state=unread")),
    )

    assert everything.index("Where is the key?") < everything.index("Who has the key?")
    assert "Who has the key?" not in only_unread


def test_one_notice_is_marked_as_read(asker):
    notice = Notice.objects.get(user=asker, excerpt="On the hook.")

    response = as_user(asker).post(f"/notices/{notice.pk}/reading/")

    assert response.status_code == 302
    assert unread(asker) == ["Ana has it.", "Under the mat."]


def test_one_topic_is_marked_as_read(asker):
    group = Notice.objects.get(user=asker, excerpt="On the hook.").group

    as_user(asker).post("/notices/reading/", {"group": group})

    assert unread(asker) == ["Ana has it."]


def test_everything_is_marked_as_read_but_what_came_after_the_page(asker):
    newest = Notice.objects.get(user=asker, excerpt="Under the mat.").pk

    as_user(asker).post("/notices/reading/", {"newest": newest})

    assert unread(asker) == ["Ana has it."]


@pytest.mark.parametrize("path", ["/notices/{}/reading/"])
def test_nobody_reads_the_notices_of_another(asker, path):
    notice = Notice.objects.filter(user=asker).first()
    other = as_user(UserFactory())

    assert other.post(path.format(notice.pk)).status_code == 404
    other.post("/notices/reading/", {"group": notice.group})
    other.post("/notices/reading/", {"newest": notice.pk})

    assert len(unread(asker)) == 3


def test_a_visitor_is_asked_to_sign_in():
    for path in ("/notices/", "/notices/bell/", "/digests/", "/settings/notifications/"):
        assert Client().get(path).status_code == 302


def test_the_bell_counts_what_is_unread(asker):
    bell = text(as_user(asker).get("/notices/bell/", headers={"HX-Request": "true"}))

    assert "Notices, 3 unread" in bell


def test_the_bell_counts_nothing_the_reader_may_not_see(asker):
    Notice.objects.filter(user=asker).update(audience=["space:0"])

    assert 'aria-label="Notices"' in text(as_user(asker).get("/notices/bell/"))
    assert "the key?" not in text(as_user(asker).get("/notices/"))


def test_a_page_without_notices_says_what_would_be_there():
    assert "Nothing has happened for you yet" in text(as_user(UserFactory()).get("/notices/"))


def test_older_notices_are_on_the_next_page(relay):
    asker = join(CommunityFactory())
    space = first_space(asker.memberships.get().community)
    for number in range(5):
        add_post(start_topic(space=space, by=asker, title=f"Topic {number}"))
    relay()
    Notice.objects.filter(title="Topic 4").mark_read()

    found, page = [], read_groups(asker, size=2)
    while page.next:
        found += page.groups
        page = read_groups(asker, size=2, after=page.next)
    found += page.groups

    titles = [group.latest.title for group in found]
    assert titles[:4] == ["Topic 3", "Topic 2", "Topic 1", "Topic 0"]
    assert sorted(titles[4:]) == [asker.memberships.get().community.name, "Topic 4"]


def test_reading_a_topic_reads_its_notices(asker):
    topic = Topic.objects.get(title="Where is the key?")

    as_user(asker).post(f"{topic.address}readmark/")

    assert unread(asker) == ["Ana has it."]


# Levels


@pytest.mark.parametrize("level", [Level.WATCHING, Level.NORMAL, Level.MUTED])
def test_a_member_chooses_a_level_and_comes_back_to_the_topic(level):
    topic = start_topic()
    member = join(topic.community)

    response = as_user(member).post(f"/follow/{topic.target}/", {"level": level})

    assert response.headers["Location"] == topic.get_absolute_url()
    follow = Follow.objects.get(user=member)
    assert (follow.target, follow.level, follow.is_chosen) == (topic.target, level, True)


def test_htmx_gets_the_control_alone():
    topic = start_topic()
    member = join(topic.community)

    response = as_user(member).post(
        f"/follow/{topic.target}/", {"level": "watching"}, headers={"HX-Request": "true"}
    )

    assert 'id="follow"' in text(response)
    assert "<html" not in text(response)


def test_a_level_that_makes_no_sense_is_refused():
    topic = start_topic()
    client = as_user(join(topic.community))

    assert client.post(f"/follow/{topic.target}/", {"level": "first_post"}).status_code == 400
    assert client.post(f"/follow/{topic.target}/", {}).status_code == 400
    assert not Follow.objects.exists()


@pytest.mark.parametrize(
    "target", ["topic:0", "topic:x", "nothing:1", "topic", "topic:" + "9" * 30, "topic:²"]
)
def test_what_does_not_exist_cannot_be_followed(target):
    client = as_user(UserFactory())

    assert client.post(f"/follow/{target}/", {"level": "watching"}).status_code == 404


def test_who_is_no_member_may_not_follow_and_a_private_topic_does_not_exist():
    public = start_topic()
    private = start_topic(space=first_space(CommunityFactory(visibility="private")))
    client = as_user(UserFactory())

    assert client.post(f"/follow/{public.target}/", {"level": "watching"}).status_code == 403
    assert client.post(f"/follow/{private.target}/", {"level": "watching"}).status_code == 404
    assert not Follow.objects.exists()


@pytest.mark.parametrize("kind", ["community", "space", "tag"])
def test_places_are_followed_too(kind):
    community = CommunityFactory()
    member = join(community)
    start_topic(space=first_space(community), tags=["keys"])
    target = {
        "community": community.scope,
        "space": first_space(community).scope,
        "tag": f"tag:{community.tags.get().pk}",
    }[kind]

    response = as_user(member).post(f"/follow/{target}/", {"level": "first_post"})

    assert response.status_code == 302
    assert Follow.objects.get(user=member).target == target


# Settings


def test_the_settings_show_the_usual_and_write_nothing():
    user = UserFactory()

    page = text(as_user(user).get("/settings/notifications/"))

    rest = "meetings of projects you are in or follow, pages you follow"
    rest += " and files of projects you follow"
    assert f"As soon as it happens, by email: everything but {rest}." in page
    assert f"Every Monday at 08:00 a digest, with what is unread of: {rest}." in page
    for model in (Preference, Choice, Rhythm):
        assert not model.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_settings_cost_the_same_however_much_is_followed(django_assert_num_queries, rows):
    community = CommunityFactory()
    member = join(community)
    for _ in range(rows):
        topic = start_topic(space=first_space(community))
        Follow.objects.choose(topic.target, Level.WATCHING, by=member)
        Unsubscription.objects.stop(topic.target, by=member)
    client = as_user(member)

    with django_assert_num_queries(11):
        page = text(client.get("/settings/notifications/"))

    assert page.count("Start again") == rows


def test_stopped_mail_is_started_again():
    user = UserFactory()
    Unsubscription.objects.stop("community:1", by=user)

    as_user(user).post("/settings/notifications/resumption/", {"stream": "community:1"})

    assert not Unsubscription.objects.exists()


def test_what_is_followed_is_forgotten():
    topic = start_topic()
    member = join(topic.community)
    Follow.objects.choose(topic.target, Level.MUTED, by=member)

    as_user(member).post(f"/follow/{topic.target}/", {"_method": "delete"})

    assert not Follow.objects.exists()
