"""Topics are split and merged, and every address, vote, mark and notice finds its words again."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from communities.models import Activity, Role, Tag
from core.audience import PUBLIC
from core.models import UploadUse
from discussions.arranging.merging import merge
from discussions.arranging.splitting import split
from discussions.counting import recount
from discussions.errors import (
    AnotherCommunity,
    IntoItself,
    OpeningPost,
    PostHasMoved,
    PostIsDeleted,
    TopicIsGone,
)
from discussions.models import (
    Acceptance,
    AgendaItem,
    Bookmark,
    Climb,
    Closure,
    Draft,
    Link,
    Post,
    Reaction,
    ReadMark,
    Topic,
    Vote,
)
from knowledge.models import Source
from notifications.models import Follow, Notice
from search.models import Document
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_picture
from tests.discussions.factories import add_post, first_space, start_topic
from tests.discussions.test_moving import open_space
from tests.discussions.test_pages import as_user, text
from tests.discussions.test_uploads import fetches
from tests.knowledge.factories import publish_article
from tests.racing import queue_for

CANARY = "heron"
NEW = "How do they grow on stone?"


@pytest.fixture
def community():
    return CommunityFactory()


def moderator_of(community):
    return join(community, role=Role.MODERATOR)


def thread(community, **more):
    """A question with an answer, a reply to it, and two replies to that, one below the other."""
    topic = start_topic(space=first_space(community), tags=["reeds"], **more)
    answer = add_post(topic)
    reply = add_post(topic, parent=answer, source="And on stone?")
    below = add_post(topic, parent=reply, source="They do not.")
    last = add_post(topic, parent=below, source="Not at all?")
    return topic, answer, reply, below, last


def make_topic(post, by=None, space=None, tags=("stone",), title=NEW):
    space = space or post.topic.space
    return split(post, space=space, title=title, tags=[*tags], by=by or post.author)


def shape(topic) -> list[tuple]:
    """Each post's number, what it hangs below, and its text."""
    posts = Post.objects.filter(topic=topic).select_related("parent").order_by("path")
    return [(p.number, p.parent.number if p.parent else None, p.source) for p in posts]


def counted(topic) -> tuple:
    topic.refresh_from_db()
    return topic.post_count, topic.answer_count, topic.reply_count


def rightly(topic) -> tuple:
    """The same, from the posts themselves."""
    there = Post.objects.present().filter(topic=topic)
    highest = max([*there.values_list("number", flat=True), topic.post_count])
    return highest, there.answers().count(), there.filter(number__gt=1).count()


@pytest.mark.django_db
def test_a_post_that_is_split_off_is_a_question_and_its_replies_are_answers(community):
    topic, answer, reply, _below, last = thread(community)

    begun = make_topic(reply)

    assert shape(begun) == [
        (1, None, "And on stone?"),
        (2, None, "They do not."),
        (3, 2, "Not at all?"),
    ]
    assert shape(topic) == [(1, None, topic.opening.source), (2, None, answer.source)]
    assert (begun.kind, begun.author, begun.title) == ("question", reply.author, NEW)
    assert begun.created_at == reply.created_at
    assert begun.gist == "And on stone?"
    assert list(begun.tags.values_list("name", flat=True)) == ["stone"]
    assert counted(begun) == rightly(begun) == (3, 1, 2)
    assert counted(topic) == (5, 1, 1)
    assert topic.active_at == answer.created_at
    assert (topic.last_post_by, begun.last_post_by) == (answer.author, last.author)
    assert last.author_id not in topic.recent_author_ids
    assert Activity.objects.filter(verb="split", to_user=reply.author).count() == 1


@pytest.mark.django_db
def test_what_hangs_on_the_posts_goes_along(community, relay):
    topic, _answer, reply, below, last = thread(community)
    reader = join(community)
    Vote.objects.cast(reply, by=reader)
    Bookmark.objects.keep(below, by=reader)
    reply.edit("And on bare stone?", by=reply.author, version=1)
    ReadMark.objects.advance(topic, by=reader, number=4)
    Draft.objects.keep(f"reply/{topic.pk}/4", {"source": "Begun"}, by=reader)
    muting = join(community)
    Follow.objects.choose(topic.target, "muted", by=muting)
    relay()
    told = Notice.objects.get(user=reply.author, key=f"post:{below.pk}")

    begun = make_topic(Post.objects.for_page().get(pk=reply.pk))
    relay()

    assert (begun.useful_count, begun.version) == (1, 2)
    assert begun.opening.revisions.get().source == "And on stone?"
    assert Bookmark.objects.get().post.get_absolute_url() == f"{begun.address}posts/2/"
    assert ReadMark.objects.get(topic=begun, user=reader).number == 2
    assert Draft.objects.get().key == f"reply/{begun.pk}/2"
    levels = dict(Follow.objects.filter(target=begun.target).values_list("user", "level"))
    assert levels[muting.pk] == "muted"
    assert levels[reply.author_id] == levels[last.author_id] == "watching"
    assert topic.author_id not in levels
    told.refresh_from_db()
    assert (told.group, told.title, told.url) == (begun.target, NEW, f"{begun.address}posts/2/")
    [document] = Document.objects.filter(kind="topic", object_id=begun.pk)
    assert "bare stone" in document.body
    assert not Document.objects.filter(kind="post", object_id=reply.pk).exists()
    assert Document.objects.get(kind="post", object_id=below.pk).url.startswith(begun.address)
    begun.edit(by=begun.author, version=2, title=NEW, source="And on sand?", tags=[])
    assert begun.opening.source == "And on sand?"


@pytest.mark.django_db
def test_old_addresses_lead_to_the_new_place_and_a_line_says_so(community):
    topic, _answer, reply, _below, _last = thread(community)
    begun = make_topic(reply)
    client = Client()

    answers = client.get(f"{topic.address}posts/4/")
    as_json = client.get(f"/api/v1/topics/{topic.pk}/posts/4/").json()
    page, other = (
        text(client.get(topic.get_absolute_url())),
        text(client.get(begun.get_absolute_url())),
    )

    assert answers.url == f"{begun.get_absolute_url()}#post-2"
    assert as_json["url"] == f"{begun.address}posts/2/"
    assert f'href="{begun.address}"' in page.partition('id="post-2"')[2]
    assert f'href="{topic.address}"' in other
    turns = client.get(f"/api/v1/topics/{topic.pk}/").json()["turns"]
    assert [(turn["what"], turn["other"], turn["title"]) for turn in turns] == [
        ("split", begun.pk, NEW)
    ]


@pytest.mark.django_db
def test_what_is_split_into_a_hidden_space_leaves_no_trace_for_others(community, relay):
    insider, watcher, moderator = join(community), join(community), moderator_of(community)
    topic = start_topic(space=first_space(community), by=insider)
    picture = keep_picture(insider)
    reply = add_post(topic, by=insider, source=f"The {CANARY} is here. {picture.markdown}")
    add_post(topic, by=insider, parent=reply, source=f"A {CANARY}!")
    Follow.objects.choose(topic.target, "watching", by=watcher)
    add_post(topic, by=insider, source="Something else.")
    relay()
    hide = open_space(community, "Hide", "group", [insider, moderator])
    pages = [
        topic.address,
        f"{topic.address}posts/2/",
        f"{topic.address}posts/3/",
        f"/search/?q={CANARY}",
        "/notices/",
        f"/api/v1/topics/{topic.pk}/",
        community.address,
    ]

    def seen(user) -> bool:
        got = "".join(text(as_user(user).get(page, follow=True)) for page in pages)
        return f"the {CANARY}" in got.lower() or fetches(user, picture)

    assert seen(watcher)
    begun = make_topic(reply, by=moderator, space=hide, title=f"Where is the {CANARY}?")
    late = Notice.objects.filter(user=watcher)
    assert not seen(watcher)
    assert not seen(UserFactory())
    assert seen(insider)
    relay()
    assert not Notice.objects.of(watcher).filter(group=begun.target).exists()
    assert not any(PUBLIC in use.audience for use in UploadUse.objects.all())
    assert late.exclude(group=begun.target).exists()


@pytest.mark.django_db
def test_an_accepted_answer_that_leaves_is_accepted_no_more(community):
    topic, answer, *_rest = thread(community)
    Acceptance.objects.accept(answer, by=topic.author)

    make_topic(answer)

    assert not Acceptance.objects.exists()
    assert counted(topic) == (5, 0, 0)


@pytest.mark.django_db
def test_merging_back_undoes_a_split(community):
    topic, _answer, reply, _below, _last = thread(community)
    reader = join(community)
    ReadMark.objects.advance(topic, by=reader, number=5)
    before, counts = shape(topic), counted(topic)

    begun = make_topic(reply)
    add_post(begun, source="On slate they do.")
    merge(begun, topic, by=moderator_of(community))

    after = shape(topic)
    assert [row for row in after if row[0] <= 5] == before
    assert [row for row in after if row[0] > 5] == [(6, 3, "On slate they do.")]
    assert counted(topic) == rightly(topic) == (counts[0] + 1, counts[1], counts[2] + 1)
    assert ReadMark.objects.get(topic=topic, user=reader).number == 5
    client = Client()
    assert client.get(f"{topic.address}posts/4/").url == f"{topic.get_absolute_url()}#post-4"
    assert client.get(f"{begun.address}posts/2/").url == f"{topic.get_absolute_url()}#post-4"
    assert client.get(begun.address).url == topic.get_absolute_url()
    assert NEW in text(client.get(topic.get_absolute_url()))


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["opening", "deleted", "elsewhere", "moved"])
def test_what_cannot_be_split(community, wrong):
    topic, answer, *_rest = thread(community)
    space = first_space(CommunityFactory()) if wrong == "elsewhere" else topic.space
    post = topic.opening if wrong == "opening" else Post.objects.get(pk=answer.pk)
    if wrong == "deleted":
        answer.delete_softly(by=answer.author)
    if wrong == "moved":
        make_topic(answer)
    error = {
        "opening": OpeningPost,
        "deleted": PostIsDeleted,
        "elsewhere": AnotherCommunity,
        "moved": PostHasMoved,
    }[wrong]

    with pytest.raises(error):
        split(post, space=space, title=NEW, tags=[], by=answer.author)


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("author", True),
        ("moderator", True),
        ("asker", False),
        ("member", False),
        ("outsider", False),
    ],
)
def test_its_author_and_moderators_split_a_post(community, surface, who, may):
    topic, answer, *_rest = thread(community)
    user = {
        "author": lambda: answer.author,
        "moderator": lambda: moderator_of(community),
        "asker": lambda: topic.author,
        "member": lambda: join(community),
        "outsider": UserFactory,
    }[who]()

    response = ask_to_split(surface, topic, user, first_space(community).slug)

    assert response.status_code == ({"web": 302, "api": 201}[surface] if may else 403)
    assert Topic.objects.count() == 1 + may


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize("who", ["author", "moderator"])
def test_only_moderators_split_into_what_others_may_read(community, surface, who):
    topic, answer, *_rest = thread(community)
    user = answer.author if who == "author" else moderator_of(community)
    hide = open_space(community, "Hide", "members")

    response = ask_to_split(surface, topic, user, hide.slug)

    refused, done = {"web": (422, 302), "api": (403, 201)}[surface]
    assert response.status_code == (done if who == "moderator" else refused)


def ask_to_split(surface, topic, user, space):
    client = as_user(user)
    sent = {"title": NEW, "space": space}
    if surface == "web":
        return client.post(f"{topic.address}posts/2/split/", sent | {"tags": "stone"})
    at = f"/api/v1/topics/{topic.pk}/posts/2/split/"
    return client.post(at, sent | {"tags": ["stone"]}, content_type="application/json")


@pytest.mark.django_db
def test_what_was_typed_comes_back_with_what_is_missing(community):
    topic, answer, *_rest = thread(community)
    client = as_user(answer.author)

    page = text(client.get(f"{topic.address}posts/2/split/"))
    response = client.post(
        f"{topic.address}posts/2/split/", {"title": "Short", "tags": "stone, sand"}
    )

    assert "The 3 replies to it go along" in page
    assert response.status_code == 422
    assert 'value="stone, sand"' in text(response)


@pytest.mark.django_db
def test_a_split_question_counts_its_hours_from_now(community, relay):
    topic, answer, _reply, *_rest = thread(community)
    relay()
    long_ago = timezone.now() - timedelta(days=40)
    Post.objects.filter(topic=topic).update(created_at=long_ago)
    lonely = add_post(topic, parent=answer, source="And in winter?")

    begun = make_topic(lonely)
    relay()

    climb = Climb.objects.get(topic=begun)
    assert climb.due_at - climb.since == timedelta(hours=24)
    assert climb.since > long_ago


@pytest.mark.django_db
def test_a_topic_is_merged_with_all_that_was_written(community, relay):
    target, _first, *_rest = thread(community)
    source = start_topic(space=first_space(community), tags=["birds"], title="Asked once more")
    comment = add_post(source, parent=source.opening, source="Which ones?")
    answer = add_post(source, source="Early in the year.")
    watcher, reader, half = (join(community) for _ in range(3))
    Follow.objects.choose(source.target, "watching", by=watcher)
    Vote.objects.cast(answer, by=watcher)
    for user, number in ((reader, 2), (half, 3)):
        ReadMark.objects.advance(source, by=user, number=number)
        ReadMark.objects.advance(target, by=user, number=5)
    ReadMark.objects.filter(user=half, topic=target).update(number=4)
    add_post(source, parent=answer, source="In March.")
    relay()

    merge(source, target, by=moderator_of(community))
    relay()

    assert [row for row in shape(target) if row[0] > 5] == [
        (6, 1, source.posts.model.objects.get(topic=target, number=6).source),
        (7, 6, "Which ones?"),
        (8, None, "Early in the year."),
        (9, 8, "In March."),
    ]
    assert counted(target) == rightly(target) == (9, 2, 8)
    assert ReadMark.objects.get(topic=target, user=reader).number == 7
    assert ReadMark.objects.get(topic=target, user=half).number == 4
    assert Follow.objects.filter(target=target.target, user=watcher, level="watching").exists()
    assert Post.objects.get(pk=answer.pk).useful_count == 1
    page = text(as_user(watcher).get(target.get_absolute_url()))
    assert "merged another topic into this one:" in page
    assert "Asked once more" in page
    assert not Document.objects.filter(kind="topic", object_id=source.pk).exists()
    assert Document.objects.get(kind="post", object_id=answer.pk).url == f"{target.address}posts/8/"
    community.refresh_from_db()
    tags = dict(Tag.objects.values_list("name", "topic_count"))
    assert (community.topic_count, tags["birds"], tags["reeds"]) == (1, 0, 1)
    recount(community.pk)
    community.refresh_from_db()
    assert community.topic_count == 1
    for notice in Notice.objects.filter(group=target.target, key=f"post:{comment.pk}"):
        assert notice.url == f"{target.address}posts/7/"
    assert not Notice.objects.filter(group=source.target).exists()
    notice = Notice.objects.get(user=source.author, key__startswith="merged:")
    assert notice.excerpt == "Asked once more"


@pytest.mark.django_db
def test_what_named_the_merged_topic_names_the_other(community, relay):
    target, source, third, fourth = (start_topic(space=first_space(community)) for _ in range(4))
    moderator = moderator_of(community)
    Closure.objects.close(third, by=moderator, reason="duplicate", duplicate_of=source)
    Closure.objects.close(source, by=moderator, reason="duplicate", duplicate_of=target)
    Closure.objects.close(target, by=moderator, reason="duplicate", duplicate_of=fourth)
    Closure.objects.filter(topic=target).update(duplicate_of=source)
    AgendaItem.objects.put(source, by=moderator)
    article = publish_article(
        space=first_space(community), by=join(community), sources=source.address
    )
    relay()

    merge(source, target, by=moderator)
    relay()

    assert Closure.objects.get(topic=third).duplicate_of == target
    assert not Closure.objects.filter(topic=target).exists()
    assert AgendaItem.objects.get().topic == target
    assert Source.objects.get(article=article).topic == target
    assert text(Client().get(target.get_absolute_url())).count(article.title)
    merge(target, fourth, by=moderator)
    assert Client().get(source.address).url == fourth.get_absolute_url()
    assert Client().get(f"/api/v1/topics/{source.pk}/").json()["id"] == fourth.pk
    assert Client().get(f"{source.address}posts/1/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("already", [True, False])
def test_what_was_accepted_stays_so_unless_something_is(community, already):
    target, source = (start_topic(space=first_space(community)) for _ in range(2))
    accepted = Acceptance.objects.accept(add_post(source), by=source.author).answer
    if already:
        there = Acceptance.objects.accept(add_post(target), by=target.author).answer
    else:
        there = accepted

    merge(source, target, by=moderator_of(community))

    assert (Acceptance.objects.get().answer, Acceptance.objects.get().topic) == (there, target)


@pytest.mark.django_db
def test_what_is_merged_into_a_hidden_topic_is_hidden_at_once(community, relay):
    insider, moderator, outsider = join(community), moderator_of(community), join(community)
    picture = keep_picture(insider)
    words = f"The {CANARY} is here. {picture.markdown}"
    source = start_topic(
        space=first_space(community), by=insider, title=f"Of the {CANARY}", source=words
    )
    add_post(source, by=insider, source=f"The {CANARY} again.")
    hide = open_space(community, "Hide", "group", [insider, moderator])
    target = start_topic(space=hide, by=insider, title="A quiet place")
    relay()
    pages = [
        source.address,
        f"{source.address}posts/2/",
        f"/search/?q={CANARY}",
        f"/api/v1/topics/{source.pk}/",
        f"/api/v1/topics/{source.pk}/posts/2/",
    ]

    def seen(user) -> bool:
        got = "".join(text(as_user(user).get(page, follow=True)) for page in pages)
        return f"the {CANARY}" in got.lower() or fetches(user, picture)

    assert seen(outsider)
    merge(source, target, by=moderator)
    relay()

    assert not seen(outsider)
    assert seen(insider)
    assert as_user(outsider).get(source.address).status_code == 404


@pytest.mark.django_db
def test_merging_among_other_readers_says_so_and_waits_for_a_yes(community):
    moderator = moderator_of(community)
    source, hide = (
        start_topic(space=first_space(community)),
        open_space(community, "Hide", "members"),
    )
    target = start_topic(space=hide)
    client, sent = as_user(moderator), {"into": str(target.pk)}

    asked = client.post(f"{source.address}merger/", sent)
    done = client.post(f"{source.address}merger/", sent | {"knowing": "on"})

    assert asked.status_code == 422
    assert "“Hide” is not read by the same people: Who can read it: Members only." in text(asked)
    assert done.url == target.get_absolute_url()


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.MEMBER])
def test_moderators_merge(community, surface, role):
    source, target = (start_topic(space=first_space(community)) for _ in range(2))

    response = ask_to_merge(surface, source, target.pk, join(community, role=role))

    may = role == Role.MODERATOR
    assert response.status_code == ({"web": 302, "api": 200}[surface] if may else 403)
    assert Topic.objects.filter(deleted_at=None).count() == 2 - may


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize("wrong", ["elsewhere", "itself", "unseen"])
def test_what_cannot_be_merged_says_why(community, surface, wrong):
    source, moderator = start_topic(space=first_space(community)), moderator_of(community)
    other = CommunityFactory()
    hide = open_space(community, "Hide", "group", [source.author])
    target = {
        "elsewhere": lambda: start_topic(space=first_space(other)),
        "itself": lambda: source,
        "unseen": lambda: start_topic(space=hide, by=source.author, title=f"Of the {CANARY}"),
    }[wrong]()
    if wrong == "elsewhere":
        join(other, moderator)

    response = ask_to_merge(surface, source, target.pk, moderator)

    status = {
        "elsewhere": {"web": 409, "api": 409},
        "itself": {"web": 422, "api": 422},
        "unseen": {"web": 422, "api": 404},
    }[wrong][surface]
    assert response.status_code == status
    assert CANARY not in text(response)
    if wrong == "elsewhere":
        assert "stay in their community" in text(response)


def ask_to_merge(surface, source, into, user):
    client = as_user(user)
    if surface == "web":
        return client.post(f"{source.address}merger/", {"into": str(into), "knowing": "on"})
    at = f"/api/v1/topics/{source.pk}/merger/"
    return client.put(at, {"into": into}, content_type="application/json")


@pytest.mark.django_db
def test_what_was_merged_cannot_be_brought_back_empty(community):
    source, target = (start_topic(space=first_space(community)) for _ in range(2))
    merge(source, target, by=target.author)

    with pytest.raises(TopicIsGone):
        source.restore()
    with pytest.raises(TopicIsGone):
        merge(source, target, by=target.author)
    with pytest.raises(IntoItself):
        merge(target, target, by=target.author)


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["vote", "edit", "delete", "accept", "react"])
def test_an_act_on_a_post_that_has_moved_meanwhile_changes_nothing(community, act):
    topic, answer, *_rest = thread(community)
    stale = Post.objects.for_page().get(pk=answer.pk)
    begun = make_topic(Post.objects.for_page().get(pk=answer.pk))
    before = counted(topic), counted(begun)
    doing = {
        "vote": lambda: Vote.objects.cast(stale, by=topic.author),
        "edit": lambda: stale.edit("x", by=stale.author, version=1),
        "delete": lambda: stale.delete_softly(by=stale.author),
        "accept": lambda: Acceptance.objects.accept(stale, by=topic.author),
        "react": lambda: Reaction.objects.leave(stale, "worked", by=topic.author),
    }[act]

    with pytest.raises(PostHasMoved):
        doing()

    assert (counted(topic), counted(begun)) == before
    assert not Vote.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_reply_that_is_posted_while_its_topic_is_merged_goes_along():
    community = CommunityFactory()
    source, target = (start_topic(space=first_space(community)) for _ in range(2))
    author, moderator = join(community), moderator_of(community)

    merged, reply = queue_for(
        Topic.objects.filter(pk=source.pk),
        partial(merge, Topic.objects.get(pk=source.pk), target, by=moderator),
        partial(source.reply, "Just in time.", by=author),
    )

    assert merged is None
    assert (reply.topic_id, reply.number) == (target.pk, 3)
    assert counted(target) == rightly(target) == (3, 1, 2)
    assert Post.objects.filter(topic=source).count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_reply_to_a_post_that_is_split_off_meanwhile_hangs_below_it():
    community = CommunityFactory()
    topic, _answer, reply, *_rest = thread(community)
    author = join(community)

    begun, late = queue_for(
        Topic.objects.filter(pk=topic.pk),
        partial(make_topic, Post.objects.for_page().get(pk=reply.pk)),
        partial(topic.reply, "Just in time.", by=author, parent=reply),
    )

    assert late.topic_id == begun.pk
    assert (late.number, late.parent_id) == (4, reply.pk)
    assert counted(begun) == rightly(begun)


@pytest.mark.django_db(transaction=True)
def test_two_mergers_that_cross_leave_one_topic():
    community = CommunityFactory()
    one, other = (start_topic(space=first_space(community)) for _ in range(2))
    moderator = moderator_of(community)

    said = queue_for(
        Topic.objects.order_by("pk"),
        partial(merge, Topic.objects.get(pk=one.pk), Topic.objects.get(pk=other.pk), by=moderator),
        partial(merge, Topic.objects.get(pk=other.pk), Topic.objects.get(pk=one.pk), by=moderator),
    )

    assert [type(outcome) for outcome in said] == [type(None), TopicIsGone]
    assert Topic.objects.get(deleted_at=None).post_count == 2
    community.refresh_from_db()
    assert community.topic_count == 1


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_a_line_costs_nothing_more(community, rows, django_assert_num_queries):
    topic = start_topic(space=first_space(community))
    for _ in range(rows):
        make_topic(add_post(topic))
    member = as_user(join(community))

    with django_assert_num_queries(9):
        page = text(member.get(topic.get_absolute_url()))

    assert page.count("moved a post with its replies to a topic of its own:") == rows


@pytest.mark.django_db
def test_what_leads_there_and_where_it_leads_goes_along(community):
    topic, answer, *_rest = thread(community)
    elsewhere, source = (start_topic(space=first_space(community)) for _ in range(2))
    pointing = add_post(elsewhere, source=f"See [a]({topic.address}) and [b]({source.address})")
    leading = add_post(topic, parent=answer, source=f"See [c]({elsewhere.address})")
    both = add_post(source, source=f"See [d]({topic.address})")

    begun = make_topic(leading)
    merge(source, topic, by=moderator_of(community))

    links = {(link.object_id, link.page, link.number, link.target) for link in Link.objects.all()}
    assert links == {
        (pointing.pk, elsewhere.target, 2, topic.target),
        (leading.pk, begun.target, 1, elsewhere.target),
    }
    assert Post.objects.get(pk=both.pk).topic == topic
