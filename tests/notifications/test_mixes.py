"""What is in a digest for whom: what waits, what is new, and older things where little is."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from accounts.models import Block, User
from communities.models import DigestNote, JoinRequest, Membership, Role
from core.audience import keys_for_each
from discussions.models import Acceptance, Ask, ReadMark, Rung, Topic
from knowledge.models import Article
from notifications.digest import Reader, Sort, charges_of_each, sorted_out
from notifications.digesting import send_planned
from notifications.models import Choice, Digest, Email, Follow, Level, Notice, Way
from notifications.planning import plan_due
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.knowledge.factories import publish_article, solve

pytestmark = pytest.mark.django_db

THURSDAY = datetime(2026, 11, 19, 12, tzinfo=UTC)
MONDAY_AT_EIGHT = datetime(2026, 11, 23, 8, tzinfo=UTC)
LONG_AGO = THURSDAY - timedelta(days=300)
CANARY = "Kestrel-7431"


@pytest.fixture
def clock():
    with time_machine.travel(THURSDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def community(clock):
    return CommunityFactory(name="Keepers")


def member(community, **fields) -> User:
    """Somebody who has been there for long."""
    user = join(community, **({"role": fields.pop("role")} if "role" in fields else {}))
    Membership.objects.filter(user=user).update(joined_at=LONG_AGO)
    return user


def old(thing) -> None:
    """Let a topic or an article be of long ago."""
    if isinstance(thing, Topic):
        Topic.objects.filter(pk=thing.pk).update(created_at=LONG_AGO, active_at=LONG_AGO)
        thing.posts.update(created_at=LONG_AGO)
        Acceptance.objects.filter(topic=thing).update(accepted_at=LONG_AGO)
    else:
        Article.objects.filter(pk=thing.pk).update(published_at=LONG_AGO, verified_at=LONG_AGO)


def well_answered(community, **options) -> Topic:
    topic = solve(space=first_space(community), **options)
    old(topic)
    Topic.objects.filter(pk=topic.pk).update(useful_count=7)
    return topic


def on_monday(clock, weeks: int = 0) -> None:
    clock.move_to(MONDAY_AT_EIGHT + timedelta(weeks=weeks))
    plan_due()
    send_planned(seconds=30)


def letter(user: User) -> str:
    found = [m.body for m in mail.outbox if m.to == [user.email] and "digest" in m.subject]
    return found[-1] if found else ""


def part(user: User, title: str) -> str:
    """One section of the letter."""
    text = letter(user).split("\n-- \n")[0]
    _before, _title, after = text.partition(f"\n{title.upper()}\n")
    lines = after.splitlines()
    ends = [at for at, line in enumerate(lines) if line and line.isupper()]
    return "\n".join(lines[: ends[0]] if ends else lines)


def sort_of(user: User) -> str:
    return Digest.objects.filter(user=user).latest("due_at").sort


# What waits


def test_what_was_told_by_the_way_of_the_digest_waits_there(community, clock, relay):
    reader = member(community)
    mine = start_topic(space=first_space(community), by=reader, title="Where is the key?")
    Choice.objects.choose({"answers": Way.DIGEST}, by=reader)
    plan_due()
    relay()
    answers = [add_post(mine) for _ in range(3)]
    relay()
    assert Notice.objects.unread().filter(user=reader, group=mine.target).count() == 3

    on_monday(clock)

    waiting = part(reader, "What waits for you")
    assert waiting.count("Where is the key?") == 1
    assert f"{answers[0].author.name} and 2 others answered your question." in waiting
    on_monday(clock, weeks=1)
    assert len([m for m in mail.outbox if m.to == [reader.email]]) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda reader, topic: Notice.objects.filter(user=reader).mark_read(),
        lambda reader, topic: Choice.objects.choose({"answers": Way.APP}, by=reader),
        lambda reader, topic: Follow.objects.choose(topic.target, Level.MUTED, by=reader),
        lambda reader, topic: Block.objects.create(
            blocker=reader, blocked=topic.posts.last().author
        ),
        lambda reader, topic: (
            type(topic.space).objects.update(visibility="group")
            and Notice.objects.update(audience=["space:0"])
        ),
    ],
)
def test_what_was_read_or_is_wanted_no_more_does_not_wait(community, clock, relay, change):
    reader = member(community)
    mine = start_topic(space=first_space(community), by=reader, title=CANARY)
    Choice.objects.choose({"answers": Way.DIGEST}, by=reader)
    plan_due()
    relay()
    add_post(mine)
    relay()

    change(reader, mine)
    on_monday(clock)

    assert CANARY not in part(reader, "What waits for you")


def test_what_a_mail_tells_does_not_wait(community, clock, relay, settings):
    settings.MAIL_QUIET_MINUTES = 60 * 24 * 7
    reader = member(community)
    mine = start_topic(space=first_space(community), by=reader, title="Where is the key?")
    plan_due()
    relay()
    add_post(mine)
    relay()
    assert Email.objects.filter(user=reader, state="queued").exists()

    on_monday(clock)

    assert "Where is the key?" not in part(reader, "What waits for you")


def test_a_question_put_to_one_waits_with_the_reason(community, clock):
    reader = member(community)
    topic = start_topic(space=first_space(community), title="How hot?")
    reason = {"kind": "accepted", "tag": "ovens", "count": 3}
    Ask.objects.put(topic, Rung.MEMBERS, {reader.pk: reason})
    plan_due()

    on_monday(clock)

    waiting = part(reader, "What waits for you")
    assert "How hot?" in waiting
    assert "3 accepted answers about ovens" in waiting
    assert letter(reader).count("\nHow hot?\n") == 1


def test_requests_wait_for_who_can_decide_them(community, clock):
    facilitator, other = member(community, role=Role.FACILITATOR), member(community)
    start_topic(space=first_space(community))
    JoinRequest.objects.create(community=community, user=UserFactory(name="Noor Aziz"))
    plan_due()

    on_monday(clock)

    assert "1 person asks to join Keepers" in part(facilitator, "What waits for you")
    assert "Noor Aziz" not in letter(other)


def test_an_article_to_look_at_waits_for_its_owner(community, clock):
    owner = member(community)
    article = publish_article(space=first_space(community), by=owner, title="Setting baselines")
    Article.objects.filter(pk=article.pk).update(
        published_at=LONG_AGO, verified_at=LONG_AGO, review_due=THURSDAY
    )
    plan_due()

    on_monday(clock)

    assert "Setting baselines" in part(owner, "What waits for you")


def test_a_facilitator_is_shown_first_who_is_new_and_got_no_reply(community, clock):
    facilitator = member(community, role=Role.FACILITATOR)
    seasoned, newcomer = member(community), join(community, UserFactory(name="Noor Aziz"))
    for title, by in (("An old hand asks", seasoned), ("A first question", newcomer)):
        start_topic(space=first_space(community), by=by, title=title)
    plan_due()

    on_monday(clock)

    waiting = part(facilitator, "What waits for you")
    assert waiting.index("A first question") < waiting.index("An old hand asks")
    assert "Noor Aziz is new here. Nobody has replied yet." in waiting
    assert "WHAT WAITS FOR YOU" not in letter(seasoned)


# For whom


def readers_of(*users, scope="") -> dict[int, Reader]:
    pks = [user.pk for user in users]
    keys, charges = keys_for_each(pks), charges_of_each(pks)
    since = MONDAY_AT_EIGHT - timedelta(days=7)
    return sorted_out(
        Reader(user, keys[user.pk], since, MONDAY_AT_EIGHT, scope, charges=charges[user.pk])
        for user in users
    )


def test_what_somebody_is_here(community, clock):
    newcomer, regular, expert = join(community), member(community), member(community)
    facilitator, returning = member(community, role=Role.FACILITATOR), member(community)
    for _ in range(3):
        topic = start_topic(space=first_space(community))
        Acceptance.objects.accept(add_post(topic, by=expert), by=topic.author)
    ReadMark.objects.advance(topic, by=returning, number=1)
    ReadMark.objects.filter(user=returning).update(at=LONG_AGO)
    users = [newcomer, regular, expert, facilitator, returning]

    found = readers_of(*users)

    assert [found[user.pk].sort for user in users] == [
        Sort.NEWCOMER,
        Sort.REGULAR,
        Sort.EXPERT,
        Sort.FACILITATOR,
        Sort.RETURNING,
    ]


def test_sorts_are_of_the_communities_that_the_digest_is_of(community, clock):
    elsewhere = CommunityFactory()
    user = join(community)
    join(elsewhere, user, role=Role.FACILITATOR)

    here, there = (
        readers_of(user, scope=one.scope)[user.pk].sort for one in (community, elsewhere)
    )

    assert (here, there) == (Sort.NEWCOMER, Sort.FACILITATOR)


def test_a_newcomer_is_shown_where_to_begin_and_a_regular_is_not(community, clock):
    newcomer, regular = join(community), member(community)
    well_answered(community, title="What everybody asks")
    for n in range(3):
        start_topic(space=first_space(community), title=f"Question {n}")
    plan_due()

    on_monday(clock)

    assert "What everybody asks" in part(newcomer, "Begin here")
    assert "What everybody asks" not in letter(regular)
    asked = [part(user, "You could answer these").count("Question") for user in (newcomer, regular)]
    assert asked == [2, 3]
    assert (sort_of(newcomer), sort_of(regular)) == ("newcomer", "regular")


def test_an_expert_is_shown_questions_before_answers(community, clock):
    expert, regular = member(community), member(community)
    for _ in range(3):
        topic = start_topic(space=first_space(community))
        Acceptance.objects.accept(add_post(topic, by=expert), by=topic.author)
        old(topic)
    for user in (expert, regular):
        mine = start_topic(space=first_space(community), by=user)
        add_post(mine)
    start_topic(space=first_space(community))
    plan_due()

    on_monday(clock)

    titles = ("YOU COULD ANSWER THESE", "ANSWERS FOR YOU")
    assert [letter(expert).index(title) for title in titles] == sorted(
        letter(expert).index(title) for title in titles
    )
    assert letter(regular).index(titles[1]) < letter(regular).index(titles[0])


def test_who_was_away_is_shown_the_best_of_what_they_missed(community, clock):
    returning, regular = member(community), member(community)
    seen = start_topic(space=first_space(community))
    ReadMark.objects.advance(seen, by=returning, number=1)
    ReadMark.objects.filter(user=returning).update(at=THURSDAY - timedelta(days=60))
    missed, before = (
        well_answered(community, title=title) for title in ("Solved meanwhile", "Solved before")
    )
    Acceptance.objects.filter(topic=missed).update(accepted_at=THURSDAY - timedelta(days=40))
    for n in range(3):
        start_topic(space=first_space(community), title=f"Question {n}")
    plan_due()

    on_monday(clock)

    assert "Solved meanwhile" in part(returning, "While you were away")
    assert before.title not in part(returning, "While you were away")
    assert "Solved meanwhile" not in letter(regular)


# Older things


def test_a_quiet_week_brings_what_one_has_never_read(community, clock):
    reader = member(community)
    best, read = (well_answered(community, title=t) for t in ("The best answer", "Read before"))
    ReadMark.objects.advance(read, by=reader, number=1)
    article = publish_article(space=first_space(community), title="Setting baselines")
    old(article)
    plan_due()

    on_monday(clock)
    on_monday(clock, weeks=1)

    [only] = [m for m in mail.outbox if m.to == [reader.email]]
    assert best.title in part(reader, "Worth reading at any time")
    assert article.title in part(reader, "Worth reading at any time")
    assert read.title not in only.body


def test_a_week_with_enough_in_it_brings_nothing_old(community, clock):
    reader = member(community)
    well_answered(community, title="The best answer")
    for n in range(3):
        start_topic(space=first_space(community), title=f"Question {n}")
    plan_due()

    on_monday(clock)

    assert "The best answer" not in letter(reader)


@pytest.mark.parametrize(
    "change",
    [
        lambda article: Article.objects.filter(pk=article.pk).update(review_due=THURSDAY),
        lambda article: article.doubts.create(user=UserFactory(), note="Old."),
        lambda article: Article.objects.filter(pk=article.pk).update(state="retired"),
    ],
)
def test_an_article_that_may_not_hold_any_more_is_not_well_worth_reading(community, clock, change):
    reader = member(community)
    article = publish_article(space=first_space(community), title="Setting baselines")
    old(article)
    plan_due()

    change(article)
    on_monday(clock)

    assert letter(reader) == ""
    assert Digest.objects.get(user=reader).reason == "nothing"


def test_nothing_private_comes_along_as_an_older_thing(clock):
    private = CommunityFactory(visibility="private")
    old(well_answered(private, title=CANARY))
    outsider = member(CommunityFactory())
    former = join(private)
    Membership.objects.filter(user=former).update(state="left")
    plan_due()

    on_monday(clock)

    assert CANARY not in letter(outsider) + letter(former)


def test_an_article_that_was_looked_at_again_is_told_of_also_to_who_knew_it(community, clock):
    reader = member(community)
    article = publish_article(space=first_space(community), title="Setting baselines")
    Article.objects.filter(pk=article.pk).update(published_at=LONG_AGO)
    plan_due()

    on_monday(clock)

    assert "Setting baselines" in part(reader, "Refreshed")


def test_no_letter_has_more_than_twenty_things(community, clock):
    reader = member(community)
    for n in range(8):
        start_topic(space=first_space(community), title=f"Question {n}")
        start_topic(space=first_space(community), kind="story", title=f"Story {n}")
        publish_article(space=first_space(community), title=f"Article {n}")
        well = start_topic(space=first_space(community), title=f"Solved {n}")
        Acceptance.objects.accept(add_post(well), by=well.author)
        start_topic(space=first_space(community), kind="discussion", title=f"Talk {n}")
    plan_due()

    on_monday(clock)

    digest = Digest.objects.get(user=reader)
    assert sum(len(keys) for _name, keys in digest.sections) == 20


def test_who_was_sent_a_question_is_told_that_it_was_solved(community, clock):
    reader = member(community)
    topic = start_topic(space=first_space(community), title="Where is the key?")
    plan_due()
    on_monday(clock)
    clock.shift(timedelta(hours=1))
    Acceptance.objects.accept(add_post(topic), by=topic.author)

    on_monday(clock, weeks=1)

    assert "Where is the key?" in part(reader, "Solved")


# Where no mail may hold words of members


def test_a_letter_without_words_of_members_counts_and_leads_to_them(community, clock, settings):
    settings.MAIL_CONTENT = False
    reader, facilitator = member(community), join(community, role=Role.FACILITATOR)
    topic = start_topic(space=first_space(community), title=CANARY, source=CANARY)
    User.objects.filter(pk=topic.author_id).update(name=CANARY)
    DigestNote.objects.write(community, CANARY, by=facilitator)
    join(community, UserFactory(name=CANARY))
    plan_due()

    on_monday(clock)

    [message] = [m for m in mail.outbox if m.to == [reader.email]]
    assert CANARY not in str(message.message())
    assert "1 question you could answer" in message.body
    assert "/digests/1/" in message.body
    assert "/unsubscribe/" in message.body
    assert Digest.objects.get(user=reader).sections  # it is all in the web version
