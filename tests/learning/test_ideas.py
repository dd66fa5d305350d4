"""Ideas for workshops: what members would like to learn, or could teach."""

import pytest

from communities.models import Activity, Community, Role, Space
from communities.models.space import SpaceVisibility
from core.errors import StaleVersion
from learning.ideas.errors import IsClosed, IsTakenUp, OwnIdea
from learning.models import Idea
from notifications.models import Notice
from search.models import Document
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.learning.factories import propose_workshop
from tests.learning.test_workshops import as_user, text
from tests.racing import race

pytestmark = pytest.mark.django_db

CANARY = "turnstone-7714"
SAID = {"side": "learn", "title": "Ring a turnstone", "text": "Where does one begin?"}


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


@pytest.fixture
def author(community):
    return join(community)


def add(community, by, **changes) -> Idea:
    made = Idea.objects.add(first_space(community), by=by, **(SAID | changes))
    return Idea.objects.for_display(by).get(pk=made.pk)


def page(community, rest="") -> str:
    return f"{community.address}learning/ideas/{rest}"


def api(idea, rest="") -> str:
    return f"/api/v1/workshop-ideas/{idea.pk}/{rest}"


def put(user, path, body=None):
    return as_user(user).put(path, body or {}, content_type="application/json")


def told(user, kind) -> int:
    return Notice.objects.filter(user=user, kind__endswith=f".{kind}").count()


def test_a_member_puts_one_there_once_and_what_is_missing_loses_nothing(community, author, relay):
    other = join(community)
    form = {"side": "teach", "text": CANARY, "space": first_space(community).slug, "nonce": "n1"}
    client = as_user(author)

    refused = client.post(page(community, "new/"), form | {"title": ""})
    assert refused.status_code == 422
    assert CANARY in text(refused)
    for _click in range(2):
        made = client.post(page(community, "new/"), form | {"title": "Ring a turnstone"})
        assert made.status_code == 302
    idea = Idea.objects.get()
    by_program = as_user(other).post(
        f"/api/v1/communities/{community.slug}/workshop-ideas/",
        SAID | {"title": "Read a plot"},
        content_type="application/json",
        headers={"idempotency-key": "k1"},
    )

    assert (idea.votes, idea.side) == (1, "teach")
    assert by_program.status_code == 201
    assert by_program.json()["state"] == "open"
    assert Activity.objects.about(Idea, [idea.pk]).get().verb == "proposed"
    relay()
    assert Document.objects.filter(kind="idea", object_id=idea.pk).exists()
    assert as_user(join(CommunityFactory())).get(page(community, "new/")).status_code == 403


def test_what_one_would_come_to_counts_once_and_the_most_wanted_comes_first(community, author):
    plain, wanted = add(community, author), add(community, author, title="Read a plot")
    voter = join(community)
    for _click in range(2):
        assert put(voter, api(wanted, "vote/")).json()["votes"] == 2
    as_user(join(community)).post(f"{wanted.address}vote/", {"from": "list"})

    listed = as_user(voter).get(f"/api/v1/communities/{community.slug}/workshop-ideas/").json()
    assert [(one["id"], one["votes"], one["has_vote"]) for one in listed["items"]] == [
        (wanted.pk, 3, True),
        (plain.pk, 1, False),
    ]
    with pytest.raises(OwnIdea):
        plain.vote(by=author)
    assert put(author, api(plain, "vote/")).status_code == 409
    as_user(voter).post(f"{wanted.address}vote/", {"_method": "delete"})
    as_user(voter).delete(api(wanted, "vote/"))
    wanted.refresh_from_db()
    assert wanted.votes == 2
    mine = as_user(voter).get(page(community, "?state=mine"))
    assert "You have put no idea here" in text(mine)


def test_the_button_comes_back_alone_to_htmx(community, author):
    idea, voter = add(community, author), join(community)
    answer = as_user(voter).post(f"{idea.address}vote/", headers={"hx-request": "true"})
    assert 'aria-pressed="true"' in text(answer)
    assert "<html" not in text(answer)


def test_who_would_come_is_told_who_could_teach_it(community, author, relay):
    idea, voter, teacher = add(community, author), join(community), join(community)
    idea.vote(by=voter)
    as_user(teacher).post(f"{idea.address}teaching/", {"words": CANARY})
    put(teacher, api(idea, "teaching/"), {"words": "Any Thursday."})  # said otherwise: told once
    relay()

    assert [told(who, "SomebodyCouldTeachIt") for who in (author, voter, teacher)] == [1, 1, 0]
    shown = as_user(author).get(api(idea)).json()
    assert [(one["words"], one["person"]["handle"]) for one in shown["offers"]] == [
        ("Any Thursday.", teacher.handle)
    ]
    as_user(teacher).delete(api(idea, "teaching/"))
    assert as_user(author).get(api(idea)).json()["offers"] == []
    teaching = add(community, author, side="teach")
    with pytest.raises(OwnIdea):
        teaching.offer(by=author)


def test_a_workshop_is_made_of_it_and_who_would_come_is_told_of_that_alone(
    community, author, relay
):
    idea, voter, teacher = add(community, author), join(community), join(community)
    idea.vote(by=voter)
    idea.offer(by=teacher)
    new = text(as_user(teacher).get(f"{community.address}learning/workshops/new/?idea={idea.pk}"))
    assert "Where does one begin?" in new
    assert f"@{teacher.handle}" in new
    workshop = propose_workshop(community=community, by=teacher, idea=idea)
    with pytest.raises(IsTakenUp):
        idea.vote(by=join(community))
    workshop.release(by=join(community, role=Role.FACILITATOR))
    relay()

    assert [told(who, "WhatYouWantedIsPlanned") for who in (author, voter, teacher)] == [1, 1, 0]
    assert told(teacher, "YourWorkshopIsPublished") == 1
    assert as_user(voter).get(api(idea)).json()["workshop"] == workshop.pk
    assert not Document.objects.filter(kind="idea").exists()
    workshop.cancel(by=teacher, note="I am ill.")
    relay()
    assert as_user(voter).get(api(idea)).json()["state"] == "open"


def test_what_was_made_of_it_is_named_only_to_who_may_read_that(community, author):
    secret = Space.objects.create(
        community=community, name="S", slug="s", visibility=SpaceVisibility.GROUP
    )
    idea, reader = add(community, author), join(community)
    workshop = propose_workshop(space=secret, by=author, title=f"The {CANARY}", idea=idea)

    for answer in (
        as_user(reader).get(idea.get_absolute_url()),
        as_user(reader).get(page(community, "?state=taken_up")),
        as_user(reader).get(api(idea)),
    ):
        assert answer.status_code == 200
        assert CANARY not in text(answer)
        assert workshop.address not in text(answer)
    assert as_user(reader).get(api(idea)).json()["workshop"] is None


def test_it_is_closed_with_a_reason_and_opened_again(community, author, relay):
    idea, facilitator = add(community, author), join(community, role=Role.FACILITATOR)
    assert as_user(join(community)).get(f"{idea.address}closing/").status_code == 403
    assert as_user(facilitator).post(f"{idea.address}closing/", {}).status_code == 422
    assert put(facilitator, api(idea, "closing/"), {"note": ""}).status_code == 422
    as_user(facilitator).post(f"{idea.address}closing/", {"note": CANARY})
    relay()

    assert told(author, "YourIdeaWasClosed") == 1
    shown = as_user(author).get(api(idea)).json()
    assert (shown["state"], shown["note"]) == ("closed", CANARY)
    with pytest.raises(IsClosed):
        idea.offer(by=facilitator)
    assert as_user(author).delete(api(idea, "closing/")).status_code == 204
    assert put(author, api(idea, "closing/")).json()["state"] == "closed"  # one's own, unexplained


def test_who_saves_over_somebody_loses_nothing(community, author):
    idea, facilitator = add(community, author), join(community, role=Role.FACILITATOR)
    as_user(facilitator).post(f"{idea.address}edit/", SAID | {"text": "Theirs.", "version": 1})
    late = as_user(author).post(f"{idea.address}edit/", SAID | {"text": "Mine.", "version": 1})
    assert late.status_code == 409
    assert "Theirs." in text(late)
    assert "Mine." in text(late)
    with pytest.raises(StaleVersion):
        idea.edit(version=1, **SAID)
    again = put(author, api(idea), SAID | {"text": "Both.", "version": 2})
    assert again.json()["text"] == "Both."
    assert as_user(join(community)).get(f"{idea.address}edit/").status_code == 403


def test_a_topic_that_talks_about_it_stands_on_its_page(community, author):
    idea = add(community, author)
    start_topic(space=first_space(community), title=CANARY, source=f"[It]({idea.address})")
    assert CANARY in text(as_user(author).get(f"{idea.address}links/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(rows, community, author, django_assert_num_queries):
    for number in range(rows):
        add(community, author, title=f"Idea {number}").offer(by=join(community))
    client = as_user(author)
    client.get(page(community))
    with django_assert_num_queries(6):
        client.get(page(community))


@pytest.mark.django_db(transaction=True)
def test_votes_at_once_are_all_counted(community, author):
    idea = add(community, author)
    voters = [join(community) for _each in range(6)]
    race(*(lambda voter=voter: Idea.objects.get(pk=idea.pk).vote(by=voter) for voter in voters))
    idea.refresh_from_db()
    assert idea.votes == 7
