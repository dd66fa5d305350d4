"""Who is told of what in discussions, in the app and by mail."""

import pytest
from django.core import mail

from accounts.models import Block, User
from communities.models import Membership, Space, SpaceMember
from communities.models.space import SpaceVisibility
from discussions.models import Acceptance, Closure, Kind, Post, ReadMark, Topic
from discussions.models.closure import Reason
from notifications.models import Email, Follow, Level, Notice
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, SpaceFactory, join
from tests.discussions.factories import add_post, first_space, start_topic

pytestmark = pytest.mark.django_db

CANARY = "Kestrel-7431"


def told(user: User) -> list[tuple[str, str]]:
    """What the user was told of discussions, oldest first: how, and of what."""
    mine = Notice.objects.filter(user=user, kind__startswith="discussions.").order_by("pk")
    return [(notice.sentence, notice.key) for notice in mine]


def mailed(user: User) -> list[str]:
    return [message.subject for message in mail.outbox if message.to == [user.email]]


def test_the_asker_is_told_of_an_answer(relay):
    topic = start_topic()

    answer = add_post(topic)
    relay()

    assert told(topic.author) == [
        (f"{answer.author.name} answered your question", f"post:{answer.pk}")
    ]
    assert mailed(topic.author) == [topic.title]


def test_an_answer_that_names_the_asker_is_told_as_an_answer(relay):
    topic = start_topic()

    answer = add_post(topic, source=f"For @{topic.author.handle}: the older one.")
    relay()

    sentence = f"{answer.author.name} answered your question"
    assert told(topic.author) == [(sentence, f"post:{answer.pk}")]


def test_whoever_writes_is_not_told_of_it(relay):
    topic = start_topic()

    answer = add_post(topic)
    relay()

    assert told(answer.author) == []
    assert mailed(answer.author) == []


def test_whoever_answered_is_told_of_the_next_answer(relay):
    topic = start_topic()
    first = add_post(topic)
    relay()

    second = add_post(topic)
    relay()

    assert told(first.author) == [
        (f"{second.author.name} answered a question you follow", f"post:{second.pk}")
    ]


def test_a_reply_to_a_post_is_told_once_and_as_that(relay):
    topic = start_topic()
    answer = add_post(topic)
    relay()

    reply = add_post(topic, parent=answer, source=f"Well said, @{answer.author.handle}?")
    relay()

    assert told(answer.author) == [(f"{reply.author.name} replied to you", f"post:{reply.pk}")]
    assert told(topic.author)[1:] == [
        (f"{reply.author.name} replied in a topic you follow", f"post:{reply.pk}")
    ]


def test_a_mention_reaches_a_member_who_follows_nothing(relay):
    topic = start_topic()
    named = join(topic.community)

    post = add_post(topic, source=f"Ask @{named.handle}.")
    relay()

    assert told(named) == [(f"{post.author.name} mentioned you", f"post:{post.pk}")]


def test_a_mention_in_an_edit_is_told_and_only_to_who_is_new_to_it(relay):
    topic = start_topic()
    named = join(topic.community)
    post = add_post(topic)
    relay()

    post.edit(f"Ask @{named.handle} and @{topic.author.handle}.", by=post.author, version=1)
    relay()

    assert told(named) == [(f"{post.author.name} mentioned you", f"post:{post.pk}")]
    assert len(told(topic.author)) == 1


def test_an_accepted_answer_is_told_to_its_author(relay):
    topic = start_topic()
    answer = add_post(topic)

    Acceptance.objects.accept(answer, by=topic.author)
    relay()

    assert told(answer.author) == [
        (f"{topic.author.name} accepted your answer", f"accepted:{answer.pk}")
    ]


def test_accepting_again_after_withdrawing_sends_no_second_mail(relay):
    topic = start_topic()
    answer = add_post(topic)
    for _time in range(2):
        Acceptance.objects.accept(answer, by=topic.author)
        relay()
        Acceptance.objects.withdraw(topic)
        relay()

    assert mailed(answer.author) == [topic.title]
    assert told(answer.author) == []


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [(Kind.QUESTION, "asked a question"), (Kind.DISCUSSION, "started a topic")],
)
@pytest.mark.parametrize("place", ["community", "space", "tag"])
@pytest.mark.parametrize("level", [Level.WATCHING, Level.FIRST_POST])
def test_followers_of_a_place_are_told_of_a_new_topic(relay, place, level, kind, sentence):
    community = CommunityFactory()
    follower = join(community)
    space = first_space(community)
    tag = community.tags.create(name="sampling")
    target = {"community": community.scope, "space": space.scope, "tag": f"tag:{tag.pk}"}[place]
    Follow.objects.choose(target, level, by=follower)

    topic = start_topic(space=space, tags=["sampling"], kind=kind)
    relay()

    assert told(follower) == [(f"{topic.author.name} {sentence}", topic.target)]


def test_new_topics_only_means_no_replies(relay):
    community = CommunityFactory()
    follower = join(community)
    Follow.objects.choose(community.scope, Level.FIRST_POST, by=follower)
    topic = start_topic(space=first_space(community))
    add_post(topic)

    relay()

    assert [key for _sentence, key in told(follower)] == [topic.target]


def test_an_announcement_reaches_every_member_but_those_who_muted(relay):
    community = CommunityFactory()
    member, deaf = join(community), join(community)
    Follow.objects.choose(community.scope, Level.MUTED, by=deaf)

    topic = start_topic(space=first_space(community), kind=Kind.ANNOUNCEMENT)
    relay()

    assert told(member) == [(f"{topic.author.name} made an announcement", topic.target)]
    assert told(deaf) == []


def test_muting_the_topic_silences_even_a_mention(relay):
    topic = start_topic()
    named = join(topic.community)
    Follow.objects.choose(topic.target, Level.MUTED, by=named)

    add_post(topic, source=f"Ask @{named.handle}.")
    relay()

    assert told(named) == []


def test_who_chose_normal_is_not_made_to_watch_by_answering(relay):
    topic = start_topic()
    modest = join(topic.community)
    Follow.objects.choose(topic.target, Level.NORMAL, by=modest)
    add_post(topic, by=modest)

    add_post(topic)
    relay()

    assert told(modest) == []


def test_a_block_keeps_both_from_hearing_of_each_other(relay):
    topic = start_topic()
    other = join(topic.community)
    Block.objects.create(blocker=topic.author, blocked=other)

    add_post(topic, by=other)
    relay()

    assert told(topic.author) == []


def test_a_closed_topic_is_told_to_its_author_with_the_reason(relay):
    topic, earlier = start_topic(), start_topic(title="Where the money goes")
    moderator = join(topic.community, role="moderator")

    Closure.objects.close(topic, by=moderator, reason=Reason.DUPLICATE, duplicate_of=earlier)
    relay()

    assert told(topic.author) == [
        (
            f"{moderator.name} closed your topic: it has been asked before",
            f"closed:{topic.pk}:duplicate",
        )
    ]
    body = mail.outbox[-1].body
    assert f"/t/{earlier.pk}/" in body
    assert earlier.slug not in body


def test_reopening_takes_the_notice_of_closing_back_and_the_other_way_round(relay):
    topic = start_topic()
    moderator = join(topic.community, role="moderator")
    Closure.objects.close(topic, by=moderator, reason=Reason.UNCLEAR)
    relay()

    Closure.objects.reopen(topic, by=moderator, note="It can be answered now.")
    relay()
    reopened = [(f"{moderator.name} reopened your topic", f"reopened:{topic.pk}")]
    assert told(topic.author) == reopened
    assert "It can be answered now." in mail.outbox[-1].body

    Closure.objects.close(topic, by=topic.author, reason=Reason.DONE)
    relay()

    assert told(topic.author) == []


def test_what_was_read_before_the_relay_ran_is_not_told(relay):
    topic = start_topic()
    add_post(topic)
    ReadMark.objects.advance(topic, by=topic.author, number=2)

    relay()

    assert told(topic.author) == []


def test_reading_the_topic_reads_its_notices_up_to_that_post(relay):
    topic = start_topic()
    first, second = add_post(topic), add_post(topic)
    relay()

    ReadMark.objects.advance(topic, by=topic.author, number=first.number)

    unread = Notice.objects.unread().filter(user=topic.author, group=topic.target)
    assert [notice.key for notice in unread] == [f"post:{second.pk}"]


def test_a_deleted_post_takes_its_notices_along(relay):
    topic = start_topic()
    answer = add_post(topic)
    relay()

    answer.delete_softly(by=answer.author)
    relay()

    assert told(topic.author) == []


def test_a_notice_shows_no_words_that_were_corrected_away(relay):
    topic = start_topic(title=f"{CANARY} leaked")
    answer = add_post(topic, source=f"{CANARY} too")
    relay()

    topic.edit(by=topic.author, version=1, title="A title", source="A text", tags=[])
    answer.refresh_from_db()
    answer.edit("Something else", by=answer.author, version=1)
    relay()

    kept = Notice.objects.filter(group=topic.target).values_list("title", "excerpt")
    assert CANARY not in str(list(kept))


# Nothing private reaches who may not see it.


def private_topic() -> tuple[Topic, Space]:
    community = CommunityFactory(visibility="private")
    space = SpaceFactory(community=community, visibility=SpaceVisibility.GROUP)
    author = join(community)
    SpaceMember.objects.create(space=space, user=author)
    return start_topic(space=space, by=author, title=CANARY, source=CANARY), space


def canary_in_mails() -> bool:
    return any(CANARY in str(message.message()) for message in mail.outbox)


def test_a_follower_outside_a_closed_space_is_told_nothing_of_it(relay):
    topic, space = private_topic()
    member = join(topic.community)
    for target in (topic.community.scope, space.scope):
        Follow.objects.choose(target, Level.WATCHING, by=member)

    add_post(topic, by=topic.author, source=f"{CANARY} @{member.handle}")
    relay()

    assert told(member) == []
    assert not canary_in_mails()


@pytest.fixture
def mail_waits(settings):
    """So that something can happen between the event and the mail."""
    settings.MAIL_QUIET_MINUTES = 10


def due_now() -> None:
    Email.objects.update(due_at="2020-01-01T00:00Z")


def send(seconds: float = 5) -> None:
    from notifications.sending import send_owed

    due_now()
    send_owed(seconds=seconds)


@pytest.fixture
def waiting_mail(relay, mail_waits) -> Post:
    """An answer with a canary in it, whose mail to the asker has not gone out yet."""
    topic, _space = private_topic()
    answerer = join(topic.community)
    SpaceMember.objects.create(space=topic.space, user=answerer)
    answer = add_post(topic, by=answerer, source=CANARY)
    relay()
    assert Email.objects.filter(user=topic.author, state="queued").exists()
    return answer


def test_the_waiting_mail_goes_out_where_nothing_changed(waiting_mail):
    send()

    assert canary_in_mails()


def remove(answer: Post) -> None:
    """A facilitator removes the asker from the community."""
    Membership.objects.filter(user=answer.topic.author).update(state="left")


def unname(answer: Post) -> None:
    SpaceMember.objects.filter(user=answer.topic.author).delete()


def mute(answer: Post) -> None:
    Follow.objects.choose(answer.topic.target, Level.MUTED, by=answer.topic.author)


def block(answer: Post) -> None:
    Block.objects.create(blocker=answer.topic.author, blocked=answer.author)


def take_back(answer: Post) -> None:
    Post.objects.filter(pk=answer.pk).update(deleted_at="2026-01-01T00:00Z")


def delete_topic(answer: Post) -> None:
    Topic.objects.filter(pk=answer.topic_id).update(deleted_at="2026-01-01T00:00Z")


def close_account(answer: Post) -> None:
    User.objects.filter(pk=answer.topic.author_id).update(is_active=False)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (remove, "unseen"),
        (unname, "unseen"),
        (mute, "gone"),
        (block, "gone"),
        (take_back, "gone"),
        (delete_topic, "gone"),
        (close_account, "inactive"),
    ],
)
def test_nothing_is_mailed_that_changed_between_event_and_mail(waiting_mail, change, reason):
    change(waiting_mail)

    send()

    assert mail.outbox == []
    email = Email.objects.get(user=waiting_mail.topic.author)
    assert (email.state, email.reason, email.subject) == ("skipped", reason, "")


def test_who_left_a_public_community_is_told_nothing_more(relay, mail_waits):
    topic = start_topic()
    add_post(topic)
    relay()

    Membership.objects.filter(user=topic.author).update(state="left")
    send()

    assert mailed(topic.author) == []


def test_reading_cancels_the_mail(waiting_mail):
    author = waiting_mail.topic.author
    ReadMark.objects.advance(waiting_mail.topic, by=author, number=waiting_mail.number)

    send()

    assert mail.outbox == []
    assert Email.objects.get(user=author).reason == "read"


def test_answers_while_it_is_quiet_make_one_mail(relay, mail_waits):
    topic = start_topic()
    for number in range(3):
        add_post(topic, source=f"Answer {number}")
    relay()

    send()

    to_asker = [message for message in mail.outbox if message.to == [topic.author.email]]
    assert len(to_asker) == 1
    assert [f"Answer {number}" in to_asker[0].body for number in range(3)] == [True] * 3


def test_a_visitor_has_no_notices():
    from django.contrib.auth.models import AnonymousUser

    assert Notice.objects.count_unread(AnonymousUser()) == 0
    assert not Notice.objects.of(AnonymousUser()).exists()


def test_an_outsider_named_in_a_public_topic_is_not_told(relay):
    topic = start_topic()
    outsider = UserFactory()

    add_post(topic, source=f"Ask @{outsider.handle}.")
    relay()

    assert told(outsider) == []
