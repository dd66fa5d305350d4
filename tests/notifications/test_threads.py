"""What belongs together is one thread in a mail program: by its own algorithm, over real mails."""

from email.message import EmailMessage

import pytest

from communities.models import Role
from discussions.models import Acceptance, Closure, Topic
from discussions.moving import move
from tests.communities.factories import CommunityFactory, SpaceFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.notifications.jwz import threads_of

pytestmark = pytest.mark.django_db


def edit(topic: Topic, title: str) -> None:
    opening = topic.posts.get(number=1)
    topic.edit(by=topic.author, version=opening.version, title=title, source="?", tags=[])


def test_a_topic_is_one_thread_whatever_becomes_of_it(relay, sink):
    """Its title is edited, it is answered, solved, moved, closed and opened again."""
    community = CommunityFactory()
    moderator = join(community, role=Role.MODERATOR)
    topic = start_topic(space=first_space(community), by=join(community), title="Before")
    other = start_topic(space=first_space(community), by=topic.author, title="Another one")
    answer = add_post(topic)
    relay()
    edit(topic, "After")
    add_post(other)
    for _ in range(3):
        add_post(topic, parent=answer)
        relay()
    add_post(topic, by=answer.author)
    relay()
    Acceptance.objects.accept(answer, by=topic.author)
    relay()
    move(Topic.objects.get(pk=topic.pk), SpaceFactory(community=community), by=moderator)
    edit(Topic.objects.get(pk=topic.pk), "[solved] After all")
    relay()
    Closure.objects.close(topic, by=moderator, reason="resolved", note="Done.")
    relay()
    Closure.objects.reopen(topic, by=moderator, note="Not quite.")
    relay()
    add_post(topic)
    relay()

    for reader, sizes in ((topic.author, [8, 1]), (answer.author, [5])):
        found = threads_of(sink.to(reader.email))
        assert sorted(map(len, found), reverse=True) == sizes
        assert {len({mail["Subject"] for mail in thread}) for thread in found} == {1}


def test_topics_of_one_title_are_told_apart_by_what_they_refer_to(relay, sink):
    community = CommunityFactory()
    asker = join(community)
    for _ in range(2):
        topic = start_topic(space=first_space(community), by=asker, title="Where is the key?")
        for _ in range(2):
            add_post(topic)
            relay()

    mails = sink.to(asker.email)

    assert sorted(map(len, threads_of(mails, by_subject=False))) == [2, 2]


def test_what_a_reader_answers_from_their_mail_program_is_in_the_thread_too(relay, sink):
    """Their own copy, in their folder of sent mail, refers to the mail that they answered."""
    topic = start_topic(title="Where is the key?")
    add_post(topic)
    relay()
    [first] = sink.to(topic.author.email)
    mine = EmailMessage()
    mine["Message-ID"] = "<mine-1@mail.example.net>"
    mine["Subject"] = "AW: Where is the key?"
    mine["In-Reply-To"] = first["Message-ID"]
    mine["References"] = f"{first['References']} {first['Message-ID']}"
    add_post(topic)
    relay()

    mails = sink.to(topic.author.email)
    [thread] = threads_of([mine, *reversed(mails)], by_subject=False)

    assert len(thread) == len(mails) + 1 == 3


def test_the_threader_itself_tells_conversations_apart():
    """Else what is shown above would show nothing."""
    apart = []
    for number, reference in enumerate(("<a@x>", "<b@x>", "<a@x>")):
        mail = EmailMessage()
        mail["Message-ID"] = f"<{number}@x>"
        mail["References"] = reference
        mail["Subject"] = f"Subject {number}"
        apart.append(mail)

    assert sorted(map(len, threads_of(apart))) == [1, 2]
