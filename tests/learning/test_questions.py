"""From questions to answers: what a workshop takes up, and what becomes of it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from communities.models import Community, Role, Space
from communities.models.space import SpaceVisibility
from discussions.models import AgendaItem, Topic, Vote
from discussions.models.link import Link
from learning.models import Outcome, Recording, Registration, Workshop, WorkshopQuestion
from learning.questions.errors import IsSettled, IsThere, OwnQuestion
from notifications.models import Notice
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.learning.factories import later, propose_workshop, publish_workshop, register
from tests.learning.test_workshops import as_user, text
from tests.racing import race

pytestmark = pytest.mark.django_db

CANARY = "turnstone-7714"
LINK = "https://videos.example.org/w/9"


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


@pytest.fixture
def workshop(community) -> Workshop:
    return publish_workshop(community=community, when=later(days=1))


@pytest.fixture
def topic(community) -> Topic:
    return start_topic(space=first_space(community), title=f"What of the {CANARY}?")


@pytest.fixture
def begun(workshop):
    with time_machine.travel(workshop.starts_at + timedelta(hours=1), tick=False):
        yield Workshop.objects.for_page().get(pk=workshop.pk)


def page(workshop: Workshop, rest: str = "") -> str:
    return f"{workshop.address}questions/{rest}"


def api(workshop: Workshop, rest: str = "") -> str:
    return f"/api/v1/workshops/{workshop.pk}/questions/{rest}"


def put(user, path: str, body: dict | None = None):
    return as_user(user).put(path, body or {}, content_type="application/json")


def taken_up(workshop: Workshop, topic: Topic) -> WorkshopQuestion:
    WorkshopQuestion.objects.take_up(workshop, [topic], by=workshop.proposed_by)
    return WorkshopQuestion.objects.get(workshop=workshop, topic=topic)


def told(user, kind: str) -> int:
    return Notice.objects.filter(user=user, kind__endswith=f".{kind}").count()


# Made from questions


def test_it_is_proposed_from_questions_and_who_asked_and_voted_is_invited(community, topic, relay):
    host, voter = join(community), join(community)
    facilitator = join(community, role=Role.FACILITATOR)
    Vote.objects.cast(topic.opening, by=voter)
    AgendaItem.objects.put(topic, by=facilitator)
    new = f"{community.address}learning/workshops/new/?topics={topic.pk}"
    assert CANARY in text(as_user(host).get(new))
    workshop = propose_workshop(community=community, by=host, topics=[topic])
    relay()
    assert told(topic.author, "YourQuestionIsTakenUp") == 0
    workshop.release(by=facilitator)
    relay()
    for somebody in (topic.author, voter):
        assert told(somebody, "YourQuestionIsTakenUp") == 1
        assert told(somebody, "WorkshopIsPlanned") == 0
    assert told(host, "YourQuestionIsTakenUp") == 0
    assert not AgendaItem.objects.filter(topic=topic).exists()
    leads_here = text(as_user(host).get(f"{topic.address}links/"))
    assert workshop.title in leads_here


def test_facilitators_are_offered_what_is_to_be_taken_up_and_members_what_they_name(
    community, topic
):
    facilitator, member = join(community, role=Role.FACILITATOR), join(community)
    AgendaItem.objects.put(topic, by=facilitator)
    new = f"{community.address}learning/workshops/new/"
    assert CANARY in text(as_user(facilitator).get(new))
    assert CANARY not in text(as_user(member).get(new))


def test_a_program_proposes_it_from_topics_that_it_may_read(community, topic):
    other = start_topic(title="Elsewhere")
    member = join(community)
    when = later(days=3)
    said = {
        "title": "Of turnstones",
        "text": "We turn *stones*.",
        "hosts": [member.handle],
        "starts_at": when.starts_at.isoformat(),
        "ends_at": when.ends_at.isoformat(),
        "zone": when.zone,
        "topics": [topic.pk, other.pk],
    }
    made = as_user(member).post(
        f"/api/v1/communities/{community.slug}/workshops/", said, content_type="application/json"
    )
    assert made.status_code == 201
    assert [q.topic for q in WorkshopQuestion.objects.all()] == [topic]


def test_a_topic_that_not_all_may_read_is_not_shown_to_the_others(community, workshop):
    author = join(community)
    space = Space.objects.open(
        community, name="Room", visibility=SpaceVisibility.GROUP, named=[author]
    )
    closed = start_topic(space=space, by=author, title=f"Of the {CANARY}")
    taken_up(workshop, closed)
    member = register(workshop).user
    for shown in (
        text(as_user(member).get(page(workshop))),
        as_user(member).get(api(workshop)).content.decode(),
        text(as_user(member).get(workshop.get_absolute_url())),
    ):
        assert CANARY not in shown
    assert CANARY in text(as_user(author).get(page(workshop)))


# What those who come want answered


def test_what_one_wants_answered_is_read_by_who_comes_and_without_a_name(workshop):
    asker = register(workshop, question=f"Does the {CANARY} lie?").user
    other, stranger = register(workshop).user, join(workshop.community)
    shown = text(as_user(other).get(page(workshop)))
    assert CANARY in shown
    assert asker.name not in shown
    assert asker.handle not in as_user(other).get(api(workshop)).content.decode()
    for client in (as_user(stranger), Client()):
        assert CANARY not in text(client.get(page(workshop)))
        assert CANARY not in client.get(api(workshop)).content.decode()
        assert CANARY not in text(client.get(workshop.get_absolute_url()))


def test_it_follows_what_they_say_and_goes_when_they_do_not_come(workshop):
    mine = register(workshop, question="One?")
    Registration.objects.register(workshop, by=mine.user, mode="online", question="Two?")
    assert [q.text for q in WorkshopQuestion.objects.all()] == ["Two?"]
    Registration.objects.register(workshop, by=mine.user, mode="online", question="")
    assert not WorkshopQuestion.objects.exists()
    Registration.objects.register(workshop, by=mine.user, mode="online", question="Three?")
    mine.cancel()
    assert not WorkshopQuestion.objects.exists()


def test_those_who_come_vote_once_each_and_not_for_their_own(workshop):
    mine = register(workshop, question="One?")
    other = register(workshop, question="Two?").user
    one, two = WorkshopQuestion.objects.order_by("pk")
    for _ in range(2):
        assert as_user(other).post(page(workshop, f"{one.pk}/vote/")).status_code == 302
    assert put(mine.user, api(workshop, f"{one.pk}/vote/")).json()["code"] == OwnQuestion.code
    assert put(workshop.proposed_by, api(workshop, f"{two.pk}/vote/")).json()["votes"] == 1
    assert put(mine.user, api(workshop, f"{two.pk}/vote/")).json()["votes"] == 2
    assert [q["id"] for q in as_user(other).get(api(workshop)).json()] == [two.pk, one.pk]
    as_user(mine.user).delete(api(workshop, f"{two.pk}/vote/"))
    two.refresh_from_db()
    assert two.votes == 1
    stranger = join(workshop.community)
    taken = taken_up(workshop, start_topic(space=first_space(workshop.community)))
    assert put(stranger, api(workshop, f"{taken.pk}/vote/")).status_code == 403
    assert as_user(stranger).post(page(workshop, f"{taken.pk}/vote/")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_many_who_vote_at_once_are_each_counted_once(community):
    workshop = publish_workshop(community=community)
    register(workshop, question="One?")
    question = WorkshopQuestion.objects.get()
    voters = [register(workshop).user for _ in range(4)]

    def vote(number: int) -> None:
        WorkshopQuestion.objects.get(pk=question.pk).vote(by=voters[number % 4])

    race(*(lambda number=number: vote(number) for number in range(8)))
    question.refresh_from_db()
    assert question.votes == question.ballots.count() == 4


def test_hosts_attach_what_was_asked_to_a_topic_that_asks_the_same(workshop, topic):
    register(workshop, question="And the stones?")
    question = WorkshopQuestion.objects.get()
    host = as_user(workshop.proposed_by)
    wrong = host.post(page(workshop, f"{question.pk}/topic/"), {"topic": "no number"})
    assert wrong.status_code == 422
    assert "no number" in text(wrong)
    found = host.post(page(workshop, f"{question.pk}/topic/"), {"topic": topic.get_absolute_url()})
    assert found.status_code == 302
    question.refresh_from_db()
    assert question.topic == topic
    assert Link.objects.filter(kind="workshop_question", target=topic.target).count() == 1
    register(workshop, question="The same?")
    again = WorkshopQuestion.objects.get(topic=None)
    with pytest.raises(IsThere):
        again.attach(topic)


def test_only_those_who_give_it_choose(workshop, topic):
    member = register(workshop, question="One?").user
    question = WorkshopQuestion.objects.get()
    client = as_user(member)
    assert client.post(page(workshop), {"topic": topic.pk}).status_code == 403
    assert client.delete(page(workshop, f"{question.pk}/")).status_code == 403
    assert Client().post(page(workshop), {"topic": topic.pk}).status_code == 302
    assert (
        put(member, api(workshop, f"{question.pk}/topic/"), {"topic": topic.pk}).status_code == 403
    )
    host = as_user(workshop.proposed_by)
    assert host.post(page(workshop), {"topic": str(topic.pk)}).status_code == 302
    assert host.delete(api(workshop, f"{question.pk}/")).status_code == 204
    assert [q.topic for q in WorkshopQuestion.objects.all()] == [topic]


# What became of it


def test_what_was_answered_becomes_an_answer_that_leads_to_the_moment(begun, topic, relay):
    question = taken_up(begun, topic)
    host = begun.proposed_by
    Recording.objects.share(begun, by=host, link=LINK, chapters="")
    sent = {"text": f"Ask what the {CANARY} *weighs*.", "moment": "12:30"}
    assert as_user(host).post(page(begun, f"{question.pk}/answer/"), sent).status_code == 302
    question.refresh_from_db()
    assert question.outcome == Outcome.ANSWERED
    shown = text(Client().get(topic.get_absolute_url()))
    assert f'href="{LINK}#t=750"' in shown
    assert f'href="{begun.get_absolute_url()}"' in shown
    assert question.answer.author == host
    listed = text(Client().get(page(begun)))
    assert f'href="{LINK}#t=750"' in listed
    assert question.answer.get_absolute_url() in listed


def test_a_title_in_the_answer_is_no_markup(community, topic):
    title = "[x](https://evil.example) @everybody *b*"
    workshop = publish_workshop(community=community, when=later(days=1), title=title)
    question = taken_up(workshop, topic)
    with time_machine.travel(workshop.starts_at + timedelta(hours=1)):
        sent = {"text": "So.", "moment": None}
        answered = put(workshop.proposed_by, api(workshop, f"{question.pk}/answer/"), sent)
    assert answered.status_code == 200
    question.refresh_from_db()
    assert "evil.example" not in {
        link for link in question.answer.html.split('"') if link.startswith("http")
    }
    assert "[x](https://evil.example)" in question.answer.html


def test_what_somebody_wrote_is_answered_on_the_page_and_they_are_told(begun, relay):
    with time_machine.travel(begun.starts_at - timedelta(hours=2)):
        asker = register(begun, question=f"And the {CANARY}?").user
    question = WorkshopQuestion.objects.get()
    sent = {"text": "It does.", "moment": 60}
    assert put(begun.proposed_by, api(begun, f"{question.pk}/answer/"), sent).status_code == 200
    relay()
    assert told(asker, "YourQuestionWasAnswered") == 1
    shown = text(Client().get(page(begun)))
    assert "It does." in shown
    assert CANARY in shown


def test_what_was_not_waits_on_and_who_asked_is_told(begun, topic, relay):
    taken_up(begun, topic)
    with time_machine.travel(begun.starts_at - timedelta(hours=2)):
        asker = register(begun, question="Two?").user
    host = begun.proposed_by
    assert as_user(host).post(page(begun, "return/")).status_code == 302
    relay()
    assert AgendaItem.objects.filter(topic=topic).exists()
    assert set(WorkshopQuestion.objects.values_list("outcome", flat=True)) == {Outcome.LEFT}
    for somebody in (asker, topic.author):
        assert told(somebody, "YourQuestionWaitsOn") == 1
    assert as_user(host).post(api(begun, "return/")).status_code == 200
    with pytest.raises(IsSettled):
        WorkshopQuestion.objects.first().leave(by=host)


def test_an_answer_that_is_none_comes_back_with_what_was_typed(begun, topic):
    question = taken_up(begun, topic)
    sent = {"text": f"So the {CANARY} says.", "moment": "noon"}
    shown = as_user(begun.proposed_by).post(page(begun, f"{question.pk}/answer/"), sent)
    assert shown.status_code == 422
    assert "So the turnstone" in text(shown)
    assert "Write it as 12:30" in text(shown)
    question.refresh_from_db()
    assert question.is_open


def test_nobody_says_what_became_of_it_before_it_begins_or_without_giving_it(workshop, topic):
    question = taken_up(workshop, topic)
    sent = {"text": "So.", "moment": None}
    answer = api(workshop, f"{question.pk}/answer/")
    assert put(workshop.proposed_by, answer, sent).status_code == 403
    comer = register(workshop).user
    with time_machine.travel(workshop.starts_at + timedelta(hours=1)):
        assert put(comer, answer, sent).status_code == 403
        assert as_user(comer).post(page(workshop, "return/")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_many(workshop, rows, django_assert_num_queries):
    for _ in range(rows):
        taken_up(workshop, start_topic(space=first_space(workshop.community), title="And now?"))
    comer = as_user(register(workshop).user)
    with django_assert_num_queries(9):
        shown = comer.get(page(workshop))
    assert text(shown).count("And now?") >= rows
