"""Unanswered questions are put to those who may know, a step at a time, and to nobody twice."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Block
from communities.models import Role
from communities.models.membership import Membership, State
from discussions.asking import climbing
from discussions.asking.climbing import decline, walk
from discussions.asking.matching import candidates_for, matched_members
from discussions.asking.reasons import in_words
from discussions.errors import StepsOutOfOrder
from discussions.models import (
    Acceptance,
    AgendaItem,
    Ask,
    Climb,
    Closure,
    Ladder,
    Reaction,
    Readiness,
    Topic,
)
from notifications.models import Follow, Notice
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.discussions.test_moving import open_space
from tests.discussions.test_pages import as_user, text
from tests.knowledge.factories import publish_article
from tests.racing import queue_for

CANARY = "heron"
DAY, THREE_DAYS, WEEK = (timedelta(hours=hours, seconds=1) for hours in (24, 72, 168))


@pytest.fixture
def community():
    return CommunityFactory()


def ask_about(community, *tags: str, **more) -> Topic:
    """A question that counts its hours."""
    topic = start_topic(
        space=more.pop("space", None) or first_space(community), tags=[*tags], **more
    )
    Climb.objects.set_out(Topic.objects.for_page().get(pk=topic.pk), Ladder.objects.of(community))
    return topic


def wait(topic: Topic, span: timedelta) -> None:
    """Let it be as old as that, and the beat come round."""
    asked = timezone.now() - span
    Topic.objects.filter(pk=topic.pk).update(created_at=asked)
    for climb in Climb.objects.filter(topic=topic, due_at__isnull=False):
        ladder = Ladder.objects.of(topic.community)
        climb.since = asked
        climb.due_at = ladder.due_at(ladder.after(climb.rung), since=asked)
        climb.save()
    walk()


def answered(community, *tags: str, by=None, at: datetime | None = None):
    """Somebody whose answer under the tags was accepted."""
    by = by or join(community)
    topic = start_topic(space=first_space(community), tags=[*tags])
    acceptance = Acceptance.objects.accept(add_post(topic, by=by), by=topic.author)
    if at:
        Acceptance.objects.filter(pk=acceptance.pk).update(accepted_at=at)
    return by


def asked_of(topic: Topic, rung: str = "members") -> set:
    return {ask.user for ask in Ask.objects.filter(topic=topic, rung=rung).select_related("user")}


@pytest.mark.django_db
def test_the_ladder_is_climbed_by_the_clock(community, relay):
    expert = answered(community, "reeds")
    follower = join(community)
    Follow.objects.choose(f"tag:{community.tags.get().pk}", "watching", by=follower)
    facilitator = join(community, role=Role.FACILITATOR)
    Readiness.objects.choose(by=follower, is_willing=True, weekly_cap=0, paused_until=None)
    topic = ask_about(community, "reeds")
    steps = []

    for span in (timedelta(hours=23), DAY, timedelta(hours=71), THREE_DAYS, WEEK):
        Readiness.objects.filter(user=follower).update(weekly_cap=2 if span > DAY else 0)
        wait(topic, span)
        steps.append({(ask.user, ask.rung) for ask in Ask.objects.filter(topic=topic)})

    members, followers = {(expert, "members")}, {(follower, "followers")}
    in_charge = {(facilitator, "facilitators")}
    assert steps == [
        set(),
        members,
        members,
        members | followers,
        members | followers | in_charge,
    ]
    assert Climb.objects.get(topic=topic).due_at is None


@pytest.mark.django_db
@pytest.mark.parametrize("settled", ["answered", "closed", "deleted", "converted"])
def test_what_needs_no_answer_any_more_is_put_to_nobody(community, relay, settled):
    answered(community, "reeds")
    topic = ask_about(community, "reeds")
    {
        "answered": lambda: add_post(topic),
        "closed": lambda: Closure.objects.close(topic, by=topic.author, reason="done"),
        "deleted": lambda: topic.delete_softly(by=topic.author),
        "converted": lambda: topic.convert("discussion", by=topic.author),
    }[settled]()

    wait(topic, DAY)

    assert not Ask.objects.exists()


@pytest.mark.django_db
def test_an_answer_cancels_what_was_told_and_what_was_to_be_mailed(community, relay, settings):
    settings.MAIL_QUIET_MINUTES = 10
    expert = answered(community, "reeds")
    topic = ask_about(community, "reeds")
    wait(topic, DAY)
    relay()
    told = Notice.objects.filter(user=expert, group=topic.target)
    assert told.count() == 1

    answer = add_post(topic)
    relay()

    assert not told.filter(key__startswith="ask:").exists()
    assert Ask.objects.get(topic=topic).state == "settled"
    assert topic.title not in text(as_user(expert).get("/")).partition('id="could"')[0]

    answer.delete_softly(by=answer.author)
    relay()
    wait(topic, THREE_DAYS)
    assert Climb.objects.get(topic=topic).rung == "followers"


@pytest.mark.django_db
def test_one_is_told_why_and_mailed_once(community, relay):
    expert = answered(community, "reeds")
    answered(community, "reeds", by=expert)
    relay()
    mail.outbox.clear()
    topic = ask_about(community, "reeds", title="How tall do they grow?")

    wait(topic, DAY)
    walk()
    relay()

    why = "You had 2 accepted answers about reeds."
    notice = Notice.objects.get(user=expert, key__startswith="ask:")
    assert notice.sentence == f"Can you answer {topic.author.name}’s question?"
    assert notice.excerpt == why
    [letter] = [sent for sent in mail.outbox if expert.email in sent.to]
    assert why in letter.body
    assert f"{topic.address}ask/" in letter.body


@pytest.mark.django_db
def test_every_kind_of_evidence_speaks_in_its_own_words(community):
    by_answer = answered(community, "reeds")
    worked, follower, author = (join(community) for _ in range(3))
    topic = start_topic(space=first_space(community), tags=["reeds"])
    answer = add_post(topic, by=worked)
    for _ in range(2):
        Reaction.objects.leave(answer, "worked", by=join(community))
    Follow.objects.choose(f"tag:{community.tags.get().pk}", "tracking", by=follower)
    publish_article(space=first_space(community), by=author, tags=["reeds"])

    found = candidates_for(ask_about(community, "reeds"))

    assert {user: in_words(one.reason) for user, one in found.items()} == {
        by_answer.pk: "You had 1 accepted answer about reeds.",
        worked.pk: "What you wrote about reeds worked for 2 people.",
        follower.pk: "You follow reeds.",
        author.pk: "You wrote on 1 article about reeds.",
    }
    worth = {user: one.worth for user, one in found.items()}
    assert worth[worked.pk] > worth[by_answer.pk] > worth[follower.pk]
    assert worth[author.pk] == pytest.approx(worth[by_answer.pk], rel=1e-4)


@pytest.mark.django_db
def test_what_was_shown_a_year_ago_counts_half(community):
    now = timezone.now()
    fresh = answered(community, "reeds", at=now)
    old = answered(community, "reeds", at=now - timedelta(days=365))

    found = candidates_for(ask_about(community, "reeds"))

    assert found[old.pk].worth / found[fresh.pk].worth == pytest.approx(0.5, rel=1e-4)


@pytest.mark.django_db
def test_a_rare_tag_says_more_than_a_common_one(community):
    common = answered(community, "birds")
    for _ in range(6):
        start_topic(space=first_space(community), tags=["birds"])
    rare = answered(community, "reeds")

    found = candidates_for(ask_about(community, "birds", "reeds"))

    assert found[rare.pk].worth > found[common.pk].worth


@pytest.mark.django_db
def test_at_most_three_are_asked_those_with_most_evidence(community):
    experts = [join(community) for _ in range(5)]
    for times, expert in enumerate(experts, start=1):
        for _ in range(times):
            answered(community, "reeds", by=expert)

    topic = ask_about(community, "reeds")
    wait(topic, DAY)

    assert asked_of(topic) == set(experts[2:])


@pytest.mark.django_db
def test_who_was_asked_of_late_lets_others_go_first(community):
    often, other = answered(community, "reeds"), answered(community, "reeds")
    answered(community, "reeds", by=often)
    topic = ask_about(community, "reeds")
    assert list(matched_members(topic, 1)) == [often.pk]

    wait(ask_about(community, "reeds", title="Another"), DAY)
    Ask.objects.filter(user=other).delete()

    assert list(matched_members(topic, 1)) == [other.pk]


@pytest.mark.django_db
def test_nobody_is_asked_more_often_than_their_cap(community):
    expert = answered(community, "reeds")
    topics = [ask_about(community, "reeds") for _ in range(4)]

    for topic in topics:
        wait(topic, DAY)

    assert Ask.objects.filter(user=expert).count() == 2
    Ask.objects.update(asked_at=timezone.now() - timedelta(days=8))
    assert list(matched_members(topics[-1])) == [expert.pk]


UNFIT = {
    "the asker": lambda c, t, u: hand_over(t, u),
    "opted out": lambda c, t, u: choose(u, is_willing=False),
    "paused": lambda c, t, u: choose(u, paused_until=timezone.localdate() + timedelta(days=2)),
    "capped at nothing": lambda c, t, u: choose(u, weekly_cap=0),
    "muting the topic": lambda c, t, u: Follow.objects.choose(t.target, "muted", by=u),
    "muting the community": lambda c, t, u: Follow.objects.choose(c.scope, "muted", by=u),
    "left": lambda c, t, u: Membership.objects.get(community=c, user=u).leave(),
    "suspended": lambda c, t, u: Membership.objects.filter(user=u).update(state=State.SUSPENDED),
    "gone": lambda c, t, u: type(u).objects.filter(pk=u.pk).update(is_active=False),
    "blocked by the asker": lambda c, t, u: Block.objects.create(blocker=t.author, blocked=u),
    "blocking the asker": lambda c, t, u: Block.objects.create(blocker=u, blocked=t.author),
    "part of it": lambda c, t, u: add_post(t, by=u, parent=t.opening),
    "named in it": lambda c, t, u: rewrite(t, f"@{u.handle}, do you know?"),
}  # fmt: skip


def hand_over(topic: Topic, user) -> None:
    Topic.objects.filter(pk=topic.pk).update(author=user)
    topic.posts.update(author=user)


def rewrite(topic: Topic, source: str) -> None:
    topic.edit(by=topic.author, version=1, title=topic.title, tags=["reeds"], source=source)


def choose(user, **changed) -> None:
    usual = {"is_willing": True, "weekly_cap": 2, "paused_until": None}
    Readiness.objects.choose(by=user, **(usual | changed))


@pytest.mark.django_db
@pytest.mark.parametrize("why", [None, *UNFIT])
def test_who_is_not_asked(community, why):
    expert = answered(community, "reeds")
    topic = ask_about(community, "reeds")
    if why:
        UNFIT[why](community, topic, expert)

    wait(topic, DAY)

    assert asked_of(topic) == (set() if why else {expert})


@pytest.mark.django_db
def test_who_may_not_read_it_is_never_asked_nor_told(community, relay):
    outsider, insider = answered(community, "reeds"), answered(community, "reeds")
    Follow.objects.choose(f"tag:{community.tags.get().pk}", "watching", by=outsider)
    facilitator = join(community, role=Role.FACILITATOR)
    author = join(community)
    hide = open_space(community, "Hide", "group", [author, insider])
    topic = ask_about(community, "reeds", space=hide, by=author, title=f"Where is the {CANARY}?")

    for span in (DAY, THREE_DAYS, WEEK):
        wait(topic, span)
    relay()

    assert {ask.user for ask in Ask.objects.all()} == {insider}
    for person in (outsider, facilitator):
        client = as_user(person)
        pages = ["/", "/notices/", "/settings/asking/", "/api/v1/asks/", "/api/v1/me/waiting/"]
        assert CANARY not in "".join(text(client.get(page)) for page in pages)
        assert CANARY not in "".join(sent.body for sent in mail.outbox if person.email in sent.to)


@pytest.mark.django_db
def test_what_was_put_is_gone_where_one_may_no_longer_read_it(community, relay):
    expert = answered(community, "reeds")
    topic = ask_about(community, "reeds", title=f"Where is the {CANARY}?")
    wait(topic, DAY)
    relay()
    pages = ["/", "/settings/asking/", "/api/v1/asks/", f"{topic.address}ask/"]
    seen = [CANARY in text(as_user(expert).get(page)) for page in pages]
    topic.space.edit(name="Hide", description="", visibility="group")

    hidden = [CANARY in text(as_user(expert).get(page)) for page in pages]

    assert (seen, hidden) == ([True] * 4, [False] * 4)


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
def test_who_declines_is_followed_by_the_next_and_nobody_learns_of_it(community, relay, surface):
    experts = [answered(community, "reeds") for _ in range(4)]
    topic = ask_about(community, "reeds")
    wait(topic, DAY)
    relay()
    first = Ask.objects.filter(topic=topic).earliest("pk").user
    client, said = as_user(first), []
    if surface == "web":
        said.append(client.post(f"{topic.address}ask/", {"_method": "delete"}).status_code)
    else:
        said.append(client.delete(f"/api/v1/topics/{topic.pk}/ask/").status_code)
    relay()

    assert said == [302 if surface == "web" else 204]
    assert {ask.user for ask in Ask.objects.waiting()} == set(experts) - {first}
    assert not Notice.objects.filter(user=first, key__startswith="ask:").exists()
    assert client.get(f"{topic.address}ask/").status_code == 404
    page = text(as_user(topic.author).get(topic.get_absolute_url()))
    assert "4 people who may know were asked." in page
    assert not any(expert.name in page or expert.handle in page for expert in experts)


@pytest.mark.django_db
def test_the_asker_learns_a_number_and_no_names_as_json_either(community):
    expert = answered(community, "reeds")
    topic = ask_about(community, "reeds")
    wait(topic, DAY)
    at = f"/api/v1/topics/{topic.pk}/"

    theirs = as_user(topic.author).get(at).json()
    mine = as_user(expert).get(at).json()

    assert (theirs["asked_count"], theirs["ask"]) == (1, None)
    assert mine["ask"] == "You had 1 accepted answer about reeds."
    assert expert.handle not in str(theirs)
    assert as_user(topic.author).get(f"{at}ask/").status_code == 404


@pytest.mark.django_db
def test_what_was_not_begun_here_since_there_is_a_ladder_is_never_asked(community):
    answered(community, "reeds")
    old = start_topic(space=first_space(community), tags=["reeds"])
    Topic.objects.filter(pk=old.pk).update(created_at=timezone.now() - WEEK)

    walk()
    old.edit(by=old.author, version=1, title="Edited", source="x", tags=["reeds"])
    climbing.go_on(old.pk)
    walk()

    assert not Ask.objects.exists()


@pytest.mark.django_db
def test_what_came_late_keeps_its_steps_apart(community):
    answered(community, "reeds")
    join(community, role=Role.FACILITATOR)
    topic = ask_about(community, "reeds")
    long_ago = timezone.now() - timedelta(days=30)
    Climb.objects.filter(topic=topic).update(since=long_ago, due_at=long_ago)

    for _ in range(3):
        walk()

    climb = Climb.objects.get(topic=topic)
    assert climb.rung == "members"
    assert timedelta(hours=47) < climb.due_at - timezone.now() <= timedelta(hours=48)


@pytest.mark.django_db
def test_changed_hours_hold_for_what_waits_and_bring_nothing_at_once(community):
    answered(community, "reeds")
    young, old = (ask_about(community, "reeds") for _ in range(2))
    Climb.objects.filter(topic=old).update(since=timezone.now() - timedelta(hours=20))

    Ladder.objects.of(community).choose(
        members_after=4, followers_after=None, facilitators_after=100
    )
    walk()

    assert not Ask.objects.exists()
    [climb] = Climb.objects.exclude(due_at=None)
    assert climb.topic_id == young.pk
    assert climb.due_at - climb.since == timedelta(hours=4)


@pytest.mark.django_db
def test_a_ladder_that_is_off_asks_nobody(community):
    answered(community, "reeds")
    Ladder.objects.of(community).choose(
        members_after=None, followers_after=None, facilitators_after=None
    )
    topic = ask_about(community, "reeds")

    Climb.objects.filter(topic=topic).update(due_at=timezone.now())
    walk()

    assert not Ask.objects.exists()
    assert Climb.objects.get(topic=topic).due_at is None


@pytest.mark.django_db
def test_steps_come_one_after_the_other(community):
    with pytest.raises(StepsOutOfOrder):
        Ladder.objects.of(community).choose(
            members_after=72, followers_after=24, facilitators_after=None
        )


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize("role", [Role.OWNER, Role.FACILITATOR, Role.MODERATOR, Role.MEMBER])
def test_owners_set_the_ladder(community, surface, role):
    hours = {"members_after": 12, "followers_after": 48, "facilitators_after": None}
    client = as_user(join(community, role=role))

    if surface == "web":
        sent = {name: value or "" for name, value in hours.items()}
        status = client.post(f"{community.address}manage/unanswered/", sent).status_code
    else:
        at = f"/api/v1/communities/{community.slug}/ladder/"
        status = client.put(at, hours, content_type="application/json").status_code

    may = role == Role.OWNER
    assert status == ((302 if surface == "web" else 200) if may else 403)
    ladder = Ladder.objects.of(community)
    assert (ladder.members_after, ladder.facilitators_after) == ((12, None) if may else (24, 168))


@pytest.mark.django_db
def test_steps_out_of_order_come_back_with_what_was_chosen(community):
    owner = join(community, role=Role.OWNER)
    sent = {"members_after": "72", "followers_after": "24", "facilitators_after": ""}

    response = as_user(owner).post(f"{community.address}manage/unanswered/", sent)

    assert response.status_code == 422
    assert "Each step has to come after the one before it." in text(response)
    assert '<option value="72" selected>' in text(response)
    assert not Ladder.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MODERATOR, Role.MEMBER])
def test_facilitators_take_a_question_up_together(community, surface, role):
    topic = start_topic(space=first_space(community))
    client, may = as_user(join(community, role=role)), role == Role.FACILITATOR
    at = f"{topic.address}agenda/" if surface == "web" else f"/api/v1/topics/{topic.pk}/agenda/"
    put = client.post if surface == "web" else client.put
    listed = {
        "web": f"{community.address}manage/unanswered/",
        "api": f"/api/v1/communities/{community.slug}/agenda/",
    }[surface]

    put(at)
    status = put(at).status_code
    found = client.get(listed)

    assert status == ((302 if surface == "web" else 204) if may else 403)
    assert AgendaItem.objects.count() == may
    assert (topic.title in text(found)) is may
    assert ("To be taken up together" in text(client.get(topic.get_absolute_url()))) is may
    client.delete(at)
    assert not AgendaItem.objects.exists()


@pytest.mark.django_db
def test_the_agenda_shows_nothing_that_its_reader_may_not_read(community):
    facilitator, other = (join(community, role=Role.FACILITATOR) for _ in range(2))
    author = join(community)
    hide = open_space(community, "Hide", "group", [author, facilitator])
    topic = start_topic(space=hide, by=author, title=f"Where is the {CANARY}?")
    AgendaItem.objects.put(topic, by=facilitator)
    at = f"{community.address}manage/unanswered/"

    assert CANARY in text(as_user(facilitator).get(at))
    assert CANARY not in text(as_user(other).get(at))


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["web", "api"])
def test_one_says_whether_and_how_often_one_is_asked(community, surface):
    user = join(community)
    client, until = as_user(user), timezone.localdate() + timedelta(days=20)
    sent = {"weekly_cap": 5, "paused_until": until.isoformat()}

    if surface == "web":
        client.post("/settings/asking/", sent)
    else:
        sent |= {"is_willing": False}
        client.patch("/api/v1/readiness/", sent, content_type="application/json")

    chosen = Readiness.objects.get(user=user)
    assert (chosen.is_willing, chosen.weekly_cap, chosen.paused_until) == (False, 5, until)
    assert client.get("/api/v1/readiness/").json()["weekly_cap"] == 5


@pytest.mark.django_db
def test_what_was_put_to_one_waits_at_home_with_its_reason(community):
    expert = answered(community, "reeds")
    topic = ask_about(community, "reeds", title="How tall do they grow?")
    wait(topic, DAY)
    client = as_user(expert)

    home = text(client.get("/"))
    told = client.get("/api/v1/me/waiting/").json()
    listed = client.get("/api/v1/asks/").json()["items"]

    assert "You had 1 accepted answer about reeds." in home
    assert [one["id"] for one in told["put"]] == [topic.pk]
    assert [(one["topic"], one["rung"], one["state"]) for one in listed] == [
        (topic.pk, "members", "waiting")
    ]
    client.post(f"{topic.address}replies/", {"source": "Four metres.", "nonce": "n"})
    assert client.get("/api/v1/me/waiting/").json()["put"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_a_step_costs_the_same_however_many_may_know(community, rows, django_assert_num_queries):
    for _ in range(rows):
        answered(community, "reeds")
    topic = ask_about(community, "reeds")
    Climb.objects.filter(topic=topic).update(due_at=timezone.now() - DAY)

    with django_assert_num_queries(23 + rows):  # one event for each who is asked
        walk()

    assert Ask.objects.count() == rows


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_lists_of_asks_cost_the_same_however_many(community, rows, django_assert_num_queries):
    expert, facilitator = answered(community, "reeds"), join(community, role=Role.FACILITATOR)
    choose(expert, weekly_cap=9)
    for _ in range(rows):
        topic = ask_about(community, "reeds")
        wait(topic, DAY)
        AgendaItem.objects.put(topic, by=facilitator)
    experts, facilitators = as_user(expert), as_user(facilitator)

    with django_assert_num_queries(6):
        settings = text(experts.get("/settings/asking/"))
    with django_assert_num_queries(3):
        listed = experts.get("/api/v1/asks/").json()["items"]
    with django_assert_num_queries(6):
        agenda = text(facilitators.get(f"{community.address}manage/unanswered/"))

    assert settings.count("You had 1 accepted answer about reeds.") == rows
    assert len(listed) == rows
    assert agenda.count('class="wrow"') == rows


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_ask_nobody_twice():
    community = CommunityFactory()
    for _ in range(4):
        answered(community, "reeds")
    topic = ask_about(community, "reeds")
    past = timezone.now() - timedelta(hours=25)
    Climb.objects.filter(topic=topic).update(since=past, due_at=past)

    said = queue_for(Topic.objects.filter(pk=topic.pk), *[partial(climbing.climb, topic.pk)] * 2)

    assert said == [None, None]
    assert Ask.objects.filter(topic=topic).count() == 3
    assert Climb.objects.get(topic=topic).rung == "members"


@pytest.mark.django_db(transaction=True)
def test_two_questions_at_once_keep_to_the_cap():
    community = CommunityFactory()
    expert = answered(community, "reeds")
    choose(expert, weekly_cap=1)
    topics = [ask_about(community, "reeds") for _ in range(2)]
    Climb.objects.update(due_at=timezone.now() - DAY)

    said = queue_for(Readiness.objects.all(), *(partial(climbing.climb, t.pk) for t in topics))

    assert said == [None, None]
    assert Ask.objects.filter(user=expert).count() == 1


@pytest.mark.django_db(transaction=True)
def test_declining_twice_at_once_asks_one_other():
    community = CommunityFactory()
    for _ in range(6):
        answered(community, "reeds")
    topic = ask_about(community, "reeds")
    Climb.objects.filter(topic=topic).update(due_at=timezone.now())
    walk()
    ask = Ask.objects.earliest("pk")

    queue_for(Topic.objects.filter(pk=topic.pk), *[partial(decline, ask, by=ask.user)] * 2)

    assert Ask.objects.count() == 4
