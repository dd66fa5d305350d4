"""Moving a topic takes along all that follows it, and nobody sees what they no longer may."""

from functools import partial

import pytest
from django.core import mail
from django.test import Client

from communities.models import Activity, Role, Space, Tag
from core.audience import PUBLIC
from core.models import UploadUse
from discussions.counting import recount
from discussions.errors import AnotherCommunity
from discussions.models import Reaction, ReadMark, Topic, Turn
from discussions.moving import move
from notifications.models import Follow, Notice
from search.models import Document, Word
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_picture
from tests.discussions.factories import add_post, first_space, start_topic
from tests.discussions.test_converting import actor
from tests.discussions.test_pages import as_user, text
from tests.discussions.test_uploads import fetches
from tests.racing import queue_for

CANARY = "heron"


@pytest.fixture
def community():
    return CommunityFactory()


def open_space(community, name="Annexe", visibility="community", named=()):
    return Space.objects.open(community, name=name, visibility=visibility, named=list(named))


@pytest.mark.django_db
def test_what_is_moved_is_in_the_other_space_with_all_that_was_there(community):
    topic = start_topic(space=first_space(community), tags=["reeds"])
    answer = add_post(topic)
    reader = join(community)
    ReadMark.objects.advance(topic, by=reader, number=2)
    Follow.objects.choose(topic.target, "watching", by=reader)
    moderator = join(community, role=Role.MODERATOR)
    annexe = open_space(community)
    address = topic.get_absolute_url()

    move(topic, annexe, by=moderator)

    topic = Topic.objects.for_page().get()
    assert (topic.space, topic.get_absolute_url()) == (annexe, address)
    assert (topic.post_count, topic.answer_count) == (2, 1)
    assert list(topic.posts.values_list("pk", flat=True))[-1] == answer.pk
    assert ReadMark.objects.get(user=reader).number == 2
    assert Follow.objects.get(user=reader).target == topic.target
    turn = Turn.objects.get()
    assert (turn.what, turn.by) == ("moved", moderator)
    assert "moved this here" in text(as_user(reader).get(address))
    assert Activity.objects.filter(verb="moved", to_user=topic.author).count() == 1


@pytest.mark.django_db
def test_moving_to_where_it_is_changes_nothing(community):
    topic = start_topic(space=first_space(community))
    before = Topic.objects.get().page_version

    move(topic, topic.space, by=topic.author)

    assert not Turn.objects.exists()
    assert Topic.objects.get().page_version == before


@pytest.mark.django_db
def test_a_topic_stays_in_its_community(community):
    topic = start_topic(space=first_space(community))

    with pytest.raises(AnotherCommunity):
        move(topic, first_space(CommunityFactory()), by=topic.author)


@pytest.mark.django_db
@pytest.mark.parametrize("visibility", ["members", "group"])
def test_what_moves_into_a_narrower_space_is_gone_for_others_at_once(community, visibility, relay):
    author, insider, outsider = join(community), join(community), UserFactory()
    moderator = join(community, role=Role.MODERATOR)
    watcher = join(community)
    picture = keep_picture(author, name=f"{CANARY}.png")
    topic = start_topic(
        space=first_space(community),
        by=author,
        title=f"Where the {CANARY} nests",
        source=f"In the reeds, says the {CANARY}. {picture.markdown}",
        tags=["reeds"],
    )
    add_post(topic, by=insider, source=f"A {CANARY} in a tree.")
    Follow.objects.choose(topic.target, "watching", by=watcher)
    relay()
    add_post(topic, by=insider, source=f"Two of the {CANARY}.")
    relay()
    named = [author, insider, moderator]
    narrow = open_space(community, "Hide", visibility, named)
    assert CANARY in everything(community, topic, picture, outsider)
    assert told_of(topic, watcher)

    move(topic, narrow, by=moderator)

    strangers = [outsider] if visibility == "members" else [outsider, watcher]
    for stranger in strangers:
        assert CANARY not in everything(community, topic, picture, stranger)
        assert not told_of(topic, stranger)
    assert CANARY in everything(community, topic, picture, insider)
    for model in (Document, Word, UploadUse, Notice, Activity):
        rows = model.objects.all()
        if model is not UploadUse:  # of the community itself there are others
            rows = rows.filter(scope__startswith="space:")
        assert rows, model
        assert {row.scope for row in rows} <= {narrow.scope}, model
        assert not any(PUBLIC in row.audience for row in rows), model


def everything(community, topic, picture, viewer) -> str:
    """What the viewer gets where the topic could be seen; its address is known to all."""
    client = as_user(viewer)
    pages = [
        topic.address,
        f"{topic.address}posts/2/",
        community.address,
        f"/search/?q={CANARY}",
        f"/api/v1/topics/{topic.pk}/",
        f"/api/v1/communities/{community.slug}/topics/",
        "/notices/",
    ]
    got = "".join(text(client.get(page, follow=True)) for page in pages)
    got = got.replace(f"q={CANARY}", "").replace(f'value="{CANARY}"', "")
    got = got.replace(f"“{CANARY}”", "").replace(f"<title>{CANARY}", "")
    return got + (CANARY if fetches(viewer, picture) else "")


@pytest.mark.django_db
def test_followers_who_may_no_longer_see_it_are_told_nothing(community, relay):
    topic = start_topic(space=first_space(community))
    watcher, insider = join(community), join(community)
    Follow.objects.choose(topic.target, "watching", by=watcher)
    Follow.objects.choose(topic.target, "watching", by=insider)
    moderator = join(community, role=Role.MODERATOR)
    hide = open_space(community, "Hide", "group", [topic.author, insider, moderator])

    move(topic, hide, by=moderator)
    add_post(topic, by=moderator, source=f"A {CANARY}.")
    relay()

    assert not Notice.objects.filter(user=watcher, group=topic.target).exists()
    assert Notice.objects.filter(user=insider, group=topic.target).count() == 1
    assert watcher.email not in [to for sent in mail.outbox for to in sent.to]


@pytest.mark.django_db
def test_the_author_is_told_where_they_may_still_read_it(community, relay):
    topic, hidden = (start_topic(space=first_space(community)) for _ in range(2))
    moderator = join(community, role=Role.MODERATOR)
    annexe = open_space(community)
    hide = open_space(community, "Hide", "group", [moderator])
    relay()

    move(topic, annexe, by=moderator)
    move(hidden, hide, by=moderator)
    relay()

    [notice] = Notice.objects.filter(user=topic.author, group=topic.target)
    assert notice.sentence == f"{moderator.name} moved your topic to another space"
    assert notice.excerpt == "Annexe"
    assert not Notice.objects.filter(group=hidden.target).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("source", "target", "counts"),
    [
        ("community", "group", (0, 0)),
        ("group", "community", (1, 1)),
        ("community", "community", (1, 1)),
        ("group", "members", (0, 0)),
    ],
)
def test_what_all_may_count_is_what_all_may_read(community, source, target, counts):
    author = join(community)
    here, there = (
        open_space(community, f"From {v} {i}", v, [author]) for i, v in enumerate((source, target))
    )
    topic = start_topic(space=here, by=author, tags=["reeds"])

    move(topic, there, by=author)

    def counted():
        community.refresh_from_db()
        return community.topic_count, Tag.objects.get().topic_count

    kept = counted()
    recount(community.pk)
    assert kept == counts == counted()


@pytest.mark.django_db
def test_what_is_moved_into_the_open_is_found_there(community):
    author = join(community)
    hide = open_space(community, "Hide", "group", [author])
    picture = keep_picture(author)
    topic = start_topic(
        space=hide, by=author, title="Where the herons are", source=picture.markdown
    )

    move(topic, first_space(community), by=author)

    assert Client().get(topic.get_absolute_url()).status_code == 200
    assert fetches(None, picture)
    assert "Where the" in text(Client().get("/search/?q=herons"))


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize(
    ("who", "may"),
    [("author", True), ("moderator", True), ("member", False), ("outsider", False)],
)
def test_the_author_and_moderators_move_it_among_what_the_same_people_read(
    community, surface, who, may
):
    topic = start_topic(space=first_space(community))
    annexe = open_space(community)

    response = ask(surface, topic, annexe.slug, actor(topic, who))

    assert response.status_code == ((302 if surface == "web" else 200) if may else 403)
    assert (Topic.objects.get().space == annexe) is may


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize("narrow", ["members", "group"])
@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("who", ["author", "moderator"])
def test_only_moderators_change_who_may_read_it(community, surface, narrow, there, who):
    may = who == "moderator"
    author, moderator = join(community), join(community, role=Role.MODERATOR)
    hide = open_space(community, "Hide", narrow, [author, moderator])
    spaces = [first_space(community), hide]
    here, target = spaces if there else reversed(spaces)
    topic = start_topic(space=here, by=author)

    response = ask(surface, topic, target.slug, author if who == "author" else moderator)

    refused, done = {"web": (422, 302), "api": (403, 200)}[surface]
    assert response.status_code == (done if may else refused)
    assert (Topic.objects.get().space == target) is may


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
def test_a_moderator_moves_nothing_into_a_space_they_do_not_see(community, surface):
    topic = start_topic(space=first_space(community))
    hide = open_space(community, "Hide", "group", [topic.author])
    moderator = join(community, role=Role.MODERATOR)

    response = ask(surface, topic, hide.slug, moderator)
    page = text(as_user(moderator).get(f"{topic.address}space/"))

    assert response.status_code == {"web": 422, "api": 404}[surface]
    assert Topic.objects.get().space != hide
    assert "Hide" not in page


@pytest.mark.django_db
def test_the_page_offers_the_spaces_one_may_move_it_to_and_who_reads_them(community):
    topic = start_topic(space=first_space(community))
    open_space(community)
    open_space(community, "Hide", "members")
    moderator = join(community, role=Role.MODERATOR)

    authors = text(as_user(topic.author).get(f"{topic.address}space/"))
    moderators = text(as_user(moderator).get(f"{topic.address}space/"))

    assert ('value="annexe"' in authors, 'value="hide"' in authors) == (True, False)
    assert 'value="hide"' in moderators
    assert "Members only" in moderators
    assert f'value="{topic.space.slug}"' not in moderators


@pytest.mark.django_db(transaction=True)
def test_a_picture_edited_in_while_the_topic_moves_is_shown_where_it_went(community):
    author = join(community)
    answer = add_post(start_topic(space=first_space(community), by=author), by=author)
    picture = keep_picture(author)
    hide = open_space(community, "Hide", "group", [author])

    said = queue_for(
        Topic.objects.all(),
        partial(move, Topic.objects.get(), hide, by=author),  # not the one the edit has in hand
        partial(answer.edit, picture.markdown, by=author, version=1),
    )

    assert said == [None, None]
    assert UploadUse.objects.get().audience == [hide.scope]


@pytest.mark.django_db(transaction=True)
def test_two_topics_that_change_places_at_once_do_not_wait_in_a_circle(community):
    author = join(community)
    here, there = first_space(community), open_space(community, "Hide", "group", [author])
    one, other = start_topic(space=here, by=author), start_topic(space=there, by=author)

    said = queue_for(
        Space.objects.order_by("pk"),
        partial(move, one, there, by=author),
        partial(move, other, here, by=author),
        partial(there.edit, name="Hide", description="", visibility="community"),
    )

    assert said == [None, None, None]
    recount(community.pk)
    community.refresh_from_db()
    assert community.topic_count == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_moved_while_its_space_closes_is_open_where_it_went(community):
    author = join(community)
    here, there = first_space(community), open_space(community)
    topic = start_topic(space=here, by=author)
    narrow = {"name": here.name, "description": "", "visibility": "group"}

    said = queue_for(
        Space.objects.all(), partial(move, topic, there, by=author), partial(here.edit, **narrow)
    )

    assert said == [None, None]
    assert set(Document.objects.values_list("scope", flat=True)) == {there.scope}
    assert PUBLIC in Document.objects.get().audience


@pytest.mark.django_db
def test_a_notice_that_was_being_told_meanwhile_follows_too(community, relay):
    topic = start_topic(space=first_space(community))
    watcher, moderator = join(community), join(community, role=Role.MODERATOR)
    Follow.objects.choose(topic.target, "watching", by=watcher)
    add_post(topic)
    relay()
    late = Notice.objects.filter(user=watcher, group=topic.target)
    before = late.values("scope", "audience").get()

    move(topic, open_space(community, "Hide", "group", [moderator]), by=moderator)
    late.update(**before)
    relay()

    assert not told_of(topic, watcher)


@pytest.mark.django_db
def test_a_reaction_told_of_before_goes_along(community, relay):
    story = start_topic(space=first_space(community), kind="story")
    moderator = join(community, role=Role.MODERATOR)
    Reaction.objects.leave(story.opening, "unsafe", by=join(community), why="It bites.")
    relay()
    hide = open_space(community, "Hide", "group", [moderator])

    move(story, hide, by=moderator)

    assert not told_of(story, story.author)
    assert told_of(story, moderator) == 1


def told_of(topic: Topic, user) -> int:
    return Notice.objects.of(user).filter(group=topic.target).count()


def ask(surface: str, topic: Topic, space: str, user):
    client = as_user(user)
    if surface == "web":
        return client.post(f"{topic.address}space/", {"space": space})
    at = f"/api/v1/topics/{topic.pk}/space/"
    return client.put(at, {"space": space}, content_type="application/json")
