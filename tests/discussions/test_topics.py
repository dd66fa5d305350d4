import pytest

from communities.models import Activity, Tag, TagSynonym
from core.errors import StaleVersion
from core.models import OutboxEvent
from discussions.errors import NonceSpent, TopicIsClosed
from discussions.models import Closure, Mention, Topic
from tests.communities.factories import SpaceFactory, join
from tests.discussions.factories import add_post, start_topic

pytestmark = pytest.mark.django_db


def events() -> list[str]:
    return list(OutboxEvent.objects.order_by("id").values_list("name", flat=True))


def test_starting_a_topic_writes_its_opening_post_and_counts_it():
    topic = start_topic(source="There is **none**.", tags=["baselines"])

    opening = topic.opening
    topic.community.refresh_from_db()
    assert (opening.number, opening.html.strip()) == (1, "<p>There is <strong>none</strong>.</p>")
    assert topic.community.topic_count == 1
    assert Tag.objects.get().topic_count == 1
    assert Topic.objects.get().gist == "There is none."
    assert events()[-1] == "discussions.TopicStarted"
    assert Activity.objects.get().verb == "started"


def test_starting_twice_with_one_nonce_starts_once():
    topic = start_topic()
    again = {"kind": "question", "title": "Twice", "source": "x", "tags": [], "by": topic.author}

    first = Topic.objects.start(topic.space, nonce="n", **again)
    second = Topic.objects.start(topic.space, nonce="n", **again)

    assert first == second
    assert Topic.objects.count() == 2


def test_a_nonce_stands_for_one_text_and_place():
    topic = start_topic()
    answer = add_post(topic)
    first = topic.reply("Once.", by=topic.author, nonce="n")
    Closure.objects.close(topic, by=topic.author, reason="done")

    assert topic.reply("Once.", by=topic.author, nonce="n") == first
    for said in ({"source": "Twice."}, {"source": "Once.", "parent": answer}):
        with pytest.raises(NonceSpent):
            topic.reply(**said, by=topic.author, nonce="n")
    new = {"kind": "question", "title": "Something else", "source": "Once.", "tags": []}
    with pytest.raises(NonceSpent):
        Topic.objects.start(topic.space, **new, by=topic.author, nonce="n")
    assert topic.posts.count() == 3


def test_an_edit_meanwhile_does_not_make_it_another_text():
    topic = start_topic()
    first = topic.reply("Once.", by=topic.author, nonce="n")
    first.edit("Edited.", by=topic.author, version=1)

    assert topic.reply("Once.", by=topic.author, nonce="n") == first


def test_a_reply_takes_the_next_number_and_moves_the_topic_up():
    topic = start_topic()
    before = topic.active_at

    answer = add_post(topic)
    comment = add_post(topic, parent=answer)

    topic.refresh_from_db()
    assert (answer.number, answer.depth, answer.is_answer) == (2, 0, True)
    assert (comment.number, comment.depth, comment.is_answer) == (3, 1, False)
    assert comment.path.startswith(answer.path)
    assert (topic.answer_count, topic.reply_count, topic.post_count) == (1, 2, 3)
    assert topic.active_at > before
    assert topic.last_post_by == comment.author


def test_a_list_shows_who_wrote_the_last_posts_that_are_there():
    topic = start_topic()
    ann, ben, cy, dan = (join(topic.community) for _ in range(4))

    def faces():
        [row] = Topic.objects.for_list()
        return [person["handle"] for person in row.people]

    for author in (ann, ben, ann, cy):
        last = add_post(topic, by=author)
    assert faces() == [one.handle for one in (cy, ann, ben, topic.author)]

    newest = add_post(topic, by=dan)
    assert faces() == [one.handle for one in (dan, cy, ann, ben)]

    newest.delete_softly(by=dan)
    last.delete_softly(by=cy)
    assert faces() == [one.handle for one in (ann, ben, topic.author)]

    last.restore(by=cy)
    assert faces() == [one.handle for one in (cy, ann, ben, topic.author)]


def test_a_closed_topic_takes_no_more_posts():
    topic = start_topic()
    Closure.objects.close(topic, by=topic.author, reason="done")

    with pytest.raises(TopicIsClosed):
        add_post(topic)

    Closure.objects.reopen(topic, by=topic.author)
    topic = Topic.objects.get()
    assert add_post(topic).number == 2


def test_editing_keeps_what_was_said_and_refuses_an_old_version():
    topic = start_topic(tags=["old"], title="The first title")
    change = {"by": topic.author, "source": "New words.", "tags": ["new"], "reason": "clearer"}

    topic.edit(version=1, title="The second title", **change)
    with pytest.raises(StaleVersion):
        topic.edit(version=1, title="The third title", **change)

    topic = Topic.objects.get()
    revision = topic.opening.revisions.get()
    assert (topic.title, topic.opening.source) == ("The second title", "New words.")
    assert (revision.title, revision.tags, revision.reason) == (
        "The first title",
        ["old"],
        "clearer",
    )
    assert dict(Tag.objects.values_list("name", "topic_count")) == {"old": 0, "new": 1}


def test_deleting_a_post_leaves_its_place_and_restoring_brings_it_back():
    topic = start_topic()
    answer = add_post(topic)
    add_post(topic, parent=answer)

    answer.delete_softly(by=answer.author)
    answer.delete_softly(by=answer.author)
    topic.refresh_from_db()
    assert (topic.answer_count, topic.reply_count) == (0, 1)
    assert answer in topic.posts.standing()

    answer.restore(by=answer.author)
    topic.refresh_from_db()
    assert (topic.answer_count, topic.reply_count) == (1, 2)


def test_a_mention_reaches_only_people_who_can_read_the_space():
    topic = start_topic()
    topic.space.visibility = "members"
    topic.space.save()
    member, outsider = join(topic.community), start_topic().author

    post = add_post(topic, source=f"Ask @{member.handle} or @{outsider.handle}.")

    assert list(Mention.objects.values_list("user", flat=True)) == [member.pk]
    assert f'href="/p/{member.handle}/"' in post.html
    assert f"@{outsider.handle}" in post.html
    assert f"/p/{outsider.handle}/" not in post.html


def test_a_synonym_gives_its_tag():
    topic = start_topic()
    tag = Tag.objects.create(community=topic.community, name="baselines")
    TagSynonym.objects.create(community=topic.community, name="baseline", tag=tag)

    other = start_topic(space=topic.space, tags=["baseline", "baselines"])

    assert list(other.tags.all()) == [tag]
    tag.refresh_from_db()
    assert tag.topic_count == 1


@pytest.mark.parametrize("visibility", ["members", "group"])
def test_a_narrow_space_is_seen_by_those_it_is_for(visibility):
    topic = start_topic()
    narrow = SpaceFactory(community=topic.community, visibility=visibility)
    hidden = start_topic(space=narrow)
    member, outsider = join(topic.community), start_topic().author

    seen = {pk for (pk,) in Topic.objects.visible_to(member).values_list("pk")}

    assert (hidden.pk in seen) == (visibility == "members")
    assert hidden not in Topic.objects.visible_to(outsider)


def test_posts_from_forms_without_a_nonce_are_different_posts():
    topic = start_topic()

    first = topic.reply("Once.", by=topic.author, nonce="")
    second = topic.reply("And again.", by=topic.author, nonce="")

    assert first != second
