"""The weekly letter: to whom, when, with what, and never twice."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from accounts.models import Block, User
from communities.models import Membership, Tag
from discussions.asking.matching import matched_members
from discussions.asking.reasons import in_words
from discussions.digest.week import QuestionsYouCouldAnswer
from discussions.models import Acceptance, Reaction, ReadMark, Topic
from notifications.digest import Reader
from notifications.digesting import send_planned
from notifications.models import Delivery, Digest, Email, Follow, Level, Rhythm, Suppression
from notifications.models.digest import State
from notifications.models.email import token_of
from notifications.planning import plan_due
from notifications.post_office import post_office
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.knowledge.factories import publish_article
from tests.racing import queue_for

pytestmark = pytest.mark.django_db

THURSDAY = datetime(2026, 11, 19, 12, tzinfo=UTC)
MONDAY_AT_EIGHT = datetime(2026, 11, 23, 8, tzinfo=UTC)
CANARY = "Kestrel-7431"


@pytest.fixture
def clock():
    """It is Thursday; the readers are enrolled, and their digests are due on Monday."""
    with time_machine.travel(THURSDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def week(clock):
    """A community with one reader, and one question that nobody has answered."""
    community = CommunityFactory(name="Keepers")
    reader = join(community)
    topic = start_topic(space=first_space(community), title="Where is the key?")
    plan_due()
    return reader, topic


def on_monday(clock, weeks: int = 0) -> None:
    clock.move_to(MONDAY_AT_EIGHT + timedelta(weeks=weeks))
    plan_due()
    send_planned(seconds=30)


def letters(user: User) -> list[str]:
    return [m.body for m in mail.outbox if m.to == [user.email] and "digest" in m.subject]


# When


def test_it_is_sent_on_monday_at_eight_and_not_before(week, clock):
    reader, _topic = week
    clock.move_to(MONDAY_AT_EIGHT - timedelta(seconds=1))
    plan_due()
    send_planned(seconds=30)
    assert letters(reader) == []

    on_monday(clock)

    assert len(letters(reader)) == 1


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Pacific/Auckland", datetime(2026, 11, 22, 19, tzinfo=UTC)),
        ("America/Lima", datetime(2026, 11, 23, 13, tzinfo=UTC)),
    ],
)
def test_auckland_and_lima_both_get_it_at_eight(clock, zone, moment):
    community = CommunityFactory()
    reader = join(community, UserFactory(timezone=zone))
    start_topic(space=first_space(community))
    plan_due()

    clock.move_to(moment - timedelta(minutes=1))
    plan_due()
    early = Digest.objects.filter(user=reader).exists()
    clock.move_to(moment)
    plan_due()
    send_planned(seconds=30)

    assert not early
    assert len(letters(reader)) == 1
    assert moment.astimezone(reader.zone).strftime("%A %H:%M") == "Monday 08:00"


def test_over_the_change_of_the_clocks_it_stays_at_eight(clock):
    """In London the clocks go back on 25 October 2026 and forward on 28 March 2027."""
    clock.move_to(datetime(2026, 10, 15, tzinfo=UTC))
    reader = UserFactory(timezone="Europe/London")
    plan_due()
    moments = []
    for _week in range(24):
        due = Rhythm.objects.get(user=reader).due_at
        moments.append(due)
        clock.move_to(due)
        assert plan_due() == 1

    local = {moment.astimezone(reader.zone).strftime("%a %H:%M") for moment in moments}
    assert local == {"Mon 08:00"}
    assert {moment.hour for moment in moments} == {7, 8}


def test_who_moves_gets_the_next_one_by_the_new_clock(week, clock):
    reader, _topic = week
    User.objects.filter(pk=reader.pk).update(timezone="America/Lima")
    plan_due()

    on_monday(clock)
    assert letters(reader) == []
    clock.move_to(MONDAY_AT_EIGHT + timedelta(hours=5))
    plan_due()
    send_planned(seconds=30)

    assert len(letters(reader)) == 1


def test_moving_west_on_the_day_brings_no_second_one(clock):
    community = CommunityFactory()
    reader = join(community, UserFactory(timezone="Pacific/Auckland"))
    start_topic(space=first_space(community))
    plan_due()
    clock.move_to(datetime(2026, 11, 22, 19, tzinfo=UTC))
    plan_due()
    send_planned(seconds=30)

    User.objects.filter(pk=reader.pk).update(timezone="America/Lima")
    start_topic(space=first_space(community))
    plan_due()
    clock.move_to(datetime(2026, 11, 23, 13, tzinfo=UTC))
    plan_due()
    send_planned(seconds=30)

    assert len(letters(reader)) == 1


def test_another_day_does_not_send_it_right_behind_the_last(week, clock):
    reader, _topic = week
    on_monday(clock)
    Rhythm.objects.choose("", by=reader, every="weekly", weekday=1, hour=8)

    due = Rhythm.objects.get(user=reader).due_at

    assert due == datetime(2026, 12, 1, 8, tzinfo=UTC)


def test_two_planners_plan_one(week, clock):
    clock.move_to(MONDAY_AT_EIGHT)
    Rhythm.objects.update(due_at=MONDAY_AT_EIGHT)
    first = plan_due()
    Rhythm.objects.update(due_at=MONDAY_AT_EIGHT)

    plan_due()

    assert first == Rhythm.objects.count()
    assert Digest.objects.count() == first


def test_after_an_outage_of_days_it_is_sent_once(week, clock):
    reader, _topic = week
    clock.move_to(MONDAY_AT_EIGHT + timedelta(days=2))

    plan_due()
    send_planned(seconds=30)

    assert len(letters(reader)) == 1
    assert Rhythm.objects.get(user=reader).due_at == MONDAY_AT_EIGHT + timedelta(weeks=1)


@pytest.mark.parametrize("readers", [1, 3])
def test_planning_costs_the_same_however_many_share_a_clock(
    clock, django_assert_num_queries, readers
):
    UserFactory.create_batch(readers)
    plan_due()
    clock.move_to(MONDAY_AT_EIGHT)

    with django_assert_num_queries(10):
        assert plan_due() == readers


# What


def test_what_is_in_it_and_the_way_out(week, clock):
    reader, topic = week
    on_monday(clock)

    [message] = [m for m in mail.outbox if m.to == [reader.email]]
    sent = message.message()
    token = str(sent["List-Unsubscribe"]).split("/unsubscribe/")[1].split("/")[0]
    assert message.subject == "Your Monday digest from Keepers"
    assert "YOU COULD ANSWER THESE" in message.body
    assert "Where is the key?" in message.body
    assert sent["List-Id"] == "Guildhall <digest.localhost>"
    assert sent["Precedence"] == "bulk"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    assert Client().post(f"/unsubscribe/{token}/").status_code == 200
    start_topic(space=topic.space)
    on_monday(clock, weeks=1)
    assert len(letters(reader)) == 1


def test_nothing_to_say_sends_nothing_and_says_why(clock):
    reader = join(CommunityFactory())
    plan_due()

    on_monday(clock)

    assert mail.outbox == []
    digest = Digest.objects.get(user=reader)
    assert (digest.state, digest.reason, digest.number) == (State.SKIPPED, "nothing", None)


def test_people_who_joined_are_told_of_but_are_no_reason_to_write(week, clock):
    reader, topic = week
    join(topic.community, UserFactory(name="Noor Aziz"))
    lonely = join(CommunityFactory())
    join(lonely.memberships.get().community)
    plan_due()

    on_monday(clock)

    assert "Noor Aziz" in letters(reader)[0]
    assert letters(lonely) == []


def test_nothing_is_repeated_the_week_after(week, clock):
    reader, topic = week
    on_monday(clock)
    new = start_topic(space=topic.space, title="Who has the key?")
    on_monday(clock, weeks=1)

    first, second = letters(reader)
    assert (topic.title in first, topic.title in second) == (True, False)
    assert new.title in second
    numbers = Digest.objects.filter(user=reader).order_by("due_at").values_list("number", flat=True)
    assert list(numbers) == [1, 2]


def test_a_week_that_repeats_only_sends_nothing(week, clock):
    reader, _topic = week
    on_monday(clock)
    on_monday(clock, weeks=1)

    assert len(letters(reader)) == 1


def test_what_was_mailed_as_it_happened_is_not_in_it(week, clock, relay):
    reader, topic = week
    relay()
    Follow.objects.choose(topic.community.scope, Level.WATCHING, by=reader)
    told = start_topic(space=topic.space, title="Told at once")
    relay()
    assert Delivery.objects.filter(user=reader, key=told.target).exists()

    on_monday(clock)

    assert "Told at once" not in letters(reader)[0]


def test_what_was_read_is_not_in_it(week, clock):
    reader, topic = week
    read = start_topic(space=topic.space, title="Read on Friday")
    ReadMark.objects.advance(read, by=reader, number=1)

    on_monday(clock)

    assert "Read on Friday" not in letters(reader)[0]


def test_own_and_blocked_and_muted_things_are_not_in_it(week, clock):
    reader, topic = week
    start_topic(space=topic.space, by=reader, title="My own")
    blocked = start_topic(space=topic.space, title="By somebody blocked")
    Block.objects.create(blocker=reader, blocked=blocked.author)
    start_topic(space=topic.space, title="Muted by its tag", tags=["politics"])
    tag = topic.community.tags.get(name="politics")
    Follow.objects.choose(f"tag:{tag.pk}", Level.MUTED, by=reader)

    on_monday(clock)

    [letter] = letters(reader)
    assert "Where is the key?" in letter
    for title in ("My own", "By somebody blocked", "Muted by its tag"):
        assert title not in letter


def test_a_new_answer_to_what_one_asked_comes_first(week, clock, relay):
    reader, topic = week
    mine = start_topic(space=topic.space, by=reader, title="My own question")
    relay()
    answer = add_post(mine, source="Look behind the **door**.")
    on_monday(clock)

    [letter] = letters(reader)
    assert letter.index("ANSWERS FOR YOU") < letter.index("YOU COULD ANSWER THESE")
    assert f"1 new post by {answer.author.name}." in letter
    assert "Look behind the door." in letter


def test_questions_come_first_that_the_reader_has_shown_to_know_about(week, clock):
    reader, topic = week
    known = start_topic(space=topic.space, title="An old one", tags=["locks"])
    Acceptance.objects.accept(add_post(known, by=reader), by=known.author)
    publish_article(space=topic.space, by=reader, tags=["keys"])
    Follow.objects.choose(f"tag:{Tag.objects.get(name='keys').pk}", "tracking", by=reader)
    start_topic(space=topic.space, title="About locks again", tags=["locks"])
    start_topic(space=topic.space, title="About keys", tags=["keys", "doors"])
    start_topic(space=topic.space, title="About something else", tags=["doors"])

    on_monday(clock)

    [letter] = letters(reader)
    keys, locks, other = (
        letter.index(title) for title in ("About keys", "About locks again", "About something else")
    )
    assert keys < locks < other
    assert "No answer yet. You wrote on 1 article about keys." in letter
    assert "No answer yet. You had 1 accepted answer about locks." in letter


def test_a_question_says_of_its_reader_what_it_would_when_put_to_them(week, clock):
    reader, topic = week
    for _ in range(2):
        known = start_topic(space=topic.space, tags=["locks"])
        Acceptance.objects.accept(add_post(known, by=reader), by=known.author)
    asked = start_topic(space=topic.space, title="About locks again", tags=["locks"])

    [reason] = matched_members(asked).values()
    on_monday(clock)

    assert in_words(reason) == "You had 2 accepted answers about locks."
    assert in_words(reason) in letters(reader)[0]
    assert "accepted answers about" not in letters(topic.author)[0]  # it is of nobody else


@pytest.mark.parametrize(("readers", "tags"), [(1, 1), (3, 3)])
def test_what_readers_know_costs_the_same_for_any_number(
    clock, django_assert_num_queries, readers, tags
):
    community = CommunityFactory()
    users = [join(community) for _ in range(readers)]
    words = [f"word-{n}" for n in range(tags)]
    for word, user in zip(words, users, strict=True):
        known = start_topic(space=first_space(community), tags=[word])
        Acceptance.objects.accept(add_post(known, by=user), by=known.author)
    start_topic(space=first_space(community), tags=words)
    since, until = timezone.now() - timedelta(days=7), timezone.now()
    batch = [Reader(user, {community.scope}, since, until) for user in users]

    with django_assert_num_queries(8):  # questions, tags, five kinds of evidence, what was read
        found = QuestionsYouCouldAnswer().gather(batch)

    assert [["accepted" in item.meta for item in found[user.pk]] for user in users] == (
        [[True]] * readers
    )


def test_what_was_solved_is_told_to_who_was_not_in_it(week, clock):
    reader, topic = week
    answer = add_post(topic)
    Acceptance.objects.accept(answer, by=topic.author)
    plan_due()

    on_monday(clock)

    assert "SOLVED" in letters(reader)[0]
    assert f"Accepted answer by {answer.author.name}." in letters(reader)[0]
    assert "SOLVED" not in "".join(letters(topic.author) + letters(answer.author))


def test_stories_come_in_a_section_those_first_that_were_applied(week, clock):
    reader, topic = week
    plain, applied = (
        start_topic(space=topic.space, kind="story", title=title)
        for title in ("What we lost", "What we found")
    )
    Reaction.objects.leave(applied.opening, "partly", by=join(topic.community))

    on_monday(clock)

    letter = letters(reader)[0]
    assert letter.index("FROM PRACTICE") < letter.index("What we found")
    assert letter.index("What we found") < letter.index("What we lost")
    assert f"{applied.author.name}. Applied by 1." in letter
    assert "What we lost" not in "".join(letters(plain.author))


def test_a_topic_is_in_one_section_only(week, clock):
    reader, topic = week
    answer = add_post(topic)
    Acceptance.objects.accept(answer, by=topic.author)

    on_monday(clock)

    assert letters(reader)[0].count("\nWhere is the key?\n") == 1


def test_the_community_is_named_where_there_are_several(week, clock):
    reader, _topic = week
    other = CommunityFactory(name="Bakers")
    join(other, reader)
    start_topic(space=first_space(other), title="How hot?")

    on_monday(clock)

    [message] = [m for m in mail.outbox if m.to == [reader.email]]
    assert message.subject == "Your Monday digest from Guildhall"
    assert "Bakers. " in message.body


# To whom it must not go


def private_week(clock) -> tuple[User, Topic]:
    community = CommunityFactory(visibility="private")
    reader = join(community)
    topic = start_topic(space=first_space(community), title=CANARY, source=CANARY)
    plan_due()
    return reader, topic


def test_a_private_topic_reaches_members_alone(clock):
    reader, _topic = private_week(clock)
    outsider = join(CommunityFactory())
    start_topic(space=first_space(outsider.memberships.get().community))
    plan_due()

    on_monday(clock)

    assert CANARY in letters(reader)[0]
    assert CANARY not in "".join(letters(outsider))


@pytest.mark.parametrize(
    "change",
    [
        lambda reader, topic: Membership.objects.filter(user=reader).update(state="left"),
        lambda reader, topic: Topic.objects.filter(pk=topic.pk).update(deleted_at=THURSDAY),
        lambda reader, topic: type(topic.space).objects.update(visibility="group"),
    ],
)
def test_nothing_goes_out_that_changed_between_planning_and_sending(clock, change):
    reader, topic = private_week(clock)
    clock.move_to(MONDAY_AT_EIGHT)
    plan_due()

    change(reader, topic)
    send_planned(seconds=30)

    assert CANARY not in "".join(str(message.message()) for message in mail.outbox)
    assert Digest.objects.get(user=reader).state == State.SKIPPED


class Slow(EmailBackend):
    """A mail server that everybody has left by the time it has taken a mail."""

    def send_messages(self, messages):
        Membership.objects.update(state="left")
        return super().send_messages(messages)


@pytest.fixture
def slow_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    post_office.close()
    yield
    post_office.close()


def test_who_may_see_what_is_asked_again_where_the_server_is_slow(clock, slow_server, monkeypatch):
    _reader, topic = private_week(clock)
    join(topic.community)
    plan_due()
    monkeypatch.setattr("notifications.digesting.FRESH", 0)

    on_monday(clock)

    states = Digest.objects.exclude(user=topic.author).values_list("state", flat=True)
    assert sorted(states) == [State.SENT, State.SKIPPED]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda user: User.objects.filter(pk=user.pk).update(is_active=False), "inactive"),
        (lambda user: Rhythm.objects.get(user=user).stop(), "unwanted"),
        (lambda user: Suppression.objects.create(address=user.email, cause="bounce"), "suppressed"),
    ],
)
def test_who_stopped_it_meanwhile_gets_none(week, clock, change, reason):
    reader, _topic = week
    clock.move_to(MONDAY_AT_EIGHT)
    plan_due()

    change(reader)
    send_planned(seconds=30)

    assert letters(reader) == []
    assert Digest.objects.get(user=reader).reason == reason


# The web version


def test_the_web_version_shows_what_was_sent(week, clock):
    reader, topic = week
    on_monday(clock)
    browser = Client()
    browser.force_login(reader)

    page = browser.get("/digests/1/").content.decode()

    assert "You could answer these" in page
    assert topic.get_absolute_url() in page
    assert "/digests/1/" in browser.get("/digests/").content.decode()


def test_the_web_version_shows_nothing_that_is_not_open_to_its_reader_any_more(clock):
    reader, _topic = private_week(clock)
    on_monday(clock)
    Membership.objects.filter(user=reader).update(state="left")
    browser = Client()
    browser.force_login(reader)

    page = browser.get("/digests/1/").content.decode()

    assert CANARY not in page
    assert "Nothing of this digest is left to show" in page


def test_the_digest_of_another_does_not_exist(week, clock):
    on_monday(clock)
    browser = Client()
    browser.force_login(UserFactory())

    assert browser.get("/digests/1/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_that_have_one_only_one_sends_it():
    now = datetime.now(tz=UTC)
    user = UserFactory()
    digest = Digest.objects.create(user=user, period_end=now.date(), since=now, due_at=now)

    def take():
        mine = Digest.objects.get(pk=digest.pk)
        mine.number = 1
        return mine.take(sections=[], keys=["topic:9", "post:7"], subject="Your digest")

    assert sorted(queue_for(Digest.objects.filter(pk=digest.pk), take, take)) == [False, True]
    [email] = Email.objects.filter(user=user)
    assert (email.state, email.token) == ("sending", token_of(email.message_id))
    assert Digest.objects.get().log == email
    told = Delivery.objects.filter(user=user).values_list("key", "channel")
    assert sorted(told) == [("post:7", "digest"), ("topic:9", "digest")]


# At a real mail server


def test_it_is_refused_for_now_and_sent_later_with_the_same_contents(week, clock, sink):
    reader, _topic = week
    sink.answers[reader.email] = "451 try later"
    on_monday(clock)
    assert Digest.objects.get(user=reader).state == State.PLANNED

    sink.answers.clear()
    clock.shift(timedelta(hours=1))
    send_planned(seconds=30)

    [message] = sink.to(reader.email)
    assert "Where is the key?" in message.get_body(("plain",)).get_content()
    digest = Digest.objects.get(user=reader)
    assert (digest.state, digest.number, digest.log.state) == (State.SENT, 1, "sent")


def test_one_whose_line_broke_is_listed_and_never_sent_again(week, clock, sink):
    reader, _topic = week
    sink.hangs_up_on.add(reader.email)
    on_monday(clock)

    sink.hangs_up_on.clear()
    clock.shift(timedelta(hours=1))
    send_planned(seconds=30)
    on_monday(clock, weeks=1)

    assert sink.to(reader.email) == []
    assert [digest.user for digest in Digest.objects.interrupted()] == [reader]
    assert [email.user for email in Email.objects.interrupted()] == [reader]


@pytest.mark.parametrize("readers", [1, 3])
def test_a_batch_costs_a_few_queries_for_each_reader(
    clock, django_assert_num_queries, readers, sink
):
    community = CommunityFactory()
    topic = start_topic(space=first_space(community))
    for _ in range(readers):
        join(community)
    Membership.objects.filter(user=topic.author).update(state="left")
    plan_due()
    clock.move_to(MONDAY_AT_EIGHT)
    plan_due()
    Digest.objects.filter(user=topic.author).delete()

    with django_assert_num_queries(62 + readers):
        send_planned(seconds=30)

    assert len(sink.messages) == readers
