"""What was decided, why, and whether it stands."""

from datetime import timedelta
from functools import partial
from itertools import product

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils.timezone import localdate

from communities.models import Activity, Community
from discussions.linking import linked_from
from notifications.models import Follow, Level, Notice
from notifications.planning import plan_due
from projects.models import Decision, Project, Status, Visibility
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import start_topic
from tests.notifications.test_digest import THURSDAY, letters, on_monday
from tests.projects.factories import begin_project, note_decision, partner, take_part
from tests.projects.people import INSIDE, ROLES, as_user, clients_of
from tests.projects.test_pages import text
from tests.racing import race
from tests.search.finding import search
from tests.undoing import undone

pytestmark = pytest.mark.django_db

CANARY = "Whimbrel-2046"


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def typed(**changes: object) -> dict[str, object]:
    usual = {
        "title": "One number, not three",
        "why": "It is *read* aloud.",
        "alternatives": "- Three numbers",
        "decided_on": localdate().isoformat(),
        "decided_by": "all five",
    }
    return usual | changes


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 2), ("member", 7)])
def test_a_log_costs_the_same_however_many_decisions(
    django_assert_num_queries, community, rows, who, queries
):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    for _ in range(rows):
        note_decision(project, instead_of=note_decision(project))
    client = as_user(project.begun_by) if who == "member" else Client()
    with django_assert_num_queries(queries):
        page = client.get(project.address + "decisions/")
    assert text(page).count('class="decision__t"') == 2 * rows


def test_a_contributor_notes_what_was_decided(community):
    project = begin_project(community=community)
    client = as_user(take_part(project))
    for _ in range(2):
        answer = client.post(project.address + "decisions/new/", typed(nonce="d1"))
    [decision] = Decision.objects.for_page()
    assert answer["Location"] == decision.get_absolute_url()
    page = text(client.get(decision.get_absolute_url()))
    assert "<em>read</em>" in page
    assert "<li>Three numbers</li>" in page
    assert Activity.objects.filter(verb="decided", subject_id=decision.pk).count() == 1


def test_a_day_to_come_is_refused_and_nothing_is_lost(community):
    project = begin_project(community=community)
    client = as_user(project.begun_by)
    tomorrow = (localdate() + timedelta(days=2)).isoformat()
    answer = client.post(project.address + "decisions/new/", typed(decided_on=tomorrow))
    assert answer.status_code == 422
    assert "It is *read* aloud." in text(answer)


def test_one_takes_the_place_of_another(community, relay):
    earlier = note_decision(begin_project(community=community))
    client = as_user(earlier.noted_by)
    url = f"{earlier.project.address}decisions/new/"
    assert f'<option value="{earlier.pk}" selected' in text(
        client.get(f"{url}?instead_of={earlier.pk}")
    )
    client.post(url, typed(title="Two numbers", instead_of=earlier.pk))
    later = Decision.objects.get(title="Two numbers")
    earlier.refresh_from_db()
    assert earlier.superseded_by == later
    assert "This stands no more." in text(client.get(earlier.get_absolute_url()))
    assert earlier.title in text(client.get(Decision.objects.for_page().get(pk=later.pk).address))
    Decision.objects.get(pk=later.pk).remove()
    assert Decision.objects.get().stands


def test_it_takes_no_place_in_another_project(community):
    other = note_decision(begin_project(community=community))
    project = begin_project(community=community, by=other.noted_by)
    client = as_user(project.begun_by)
    page = client.post(project.address + "decisions/new/", typed(instead_of=other.pk))
    assert page.status_code == 422
    said = {"title": "Two numbers", "why": "x", "decided_on": localdate().isoformat()}
    address = f"/api/v1/projects/{project.pk}/decisions/"
    api = client.post(address, said | {"instead_of": other.pk}, "application/json")
    assert api.status_code == 404


def test_the_log_is_in_the_order_of_the_days_page_by_page(community):
    project = begin_project(community=community)
    for days in (2, 0, 1):
        note_decision(project, title=f"Decided {days}", decided_on=localdate() - timedelta(days))
    client = as_user(project.begun_by)
    found, asked = [], {"limit": 1}
    for _ in range(3):
        page = client.get(f"/api/v1/projects/{project.pk}/decisions/", asked).json()
        found += [one["title"] for one in page["items"]]
        asked["after"] = page["next"]
    assert found == ["Decided 0", "Decided 1", "Decided 2"]


@pytest.mark.django_db(transaction=True)
def test_of_two_in_the_place_of_one_the_first_wins():
    earlier = note_decision()
    project = earlier.project
    acts = [
        partial(note_decision, Project.objects.for_page().get(pk=project.pk), instead_of=earlier)
        for _ in range(2)
    ]
    outcomes = race(*acts)
    assert sorted(type(one).__name__ for one in outcomes) == ["Decision", "NoLongerStands"]
    assert Decision.objects.count() == 2


def test_who_edits_what_somebody_else_has_saved_sees_both(community):
    decision = note_decision(begin_project(community=community))
    client = as_user(decision.noted_by)
    url = decision.address + "edit/"
    assert client.post(url, typed(version=1, why="Theirs.")).status_code == 302
    answer = client.post(url, typed(version=1, why="Mine."))
    assert answer.status_code == 409
    assert "Theirs." in text(answer)
    assert "Mine." in text(answer)
    assert client.post(url, typed(version=2, why="Both.")).status_code == 302


def test_where_it_was_talked_about_it_says_that_it_leads_there(community):
    project = begin_project(community=community)
    topic = start_topic(space=project.space, by=project.begun_by)
    decision = note_decision(project, why=f"See [the talk]({topic.address}).")
    [link] = linked_from(project.begun_by, topic.target)
    assert (link.title, link.url) == (decision.title, decision.get_absolute_url())


def test_those_in_it_and_those_who_follow_it_are_told(community, relay):
    project = begin_project(community=community)
    inside, helper = take_part(project), partner(project)
    following, outside = join(community), join(community)
    Follow.objects.choose(project.target, Level.WATCHING, by=following)
    decision = note_decision(project)
    relay()
    told = set(Notice.objects.filter(key=decision.target).values_list("user", flat=True))
    assert told == {inside.pk, helper.pk, following.pk}
    assert outside.pk not in told


def test_the_letter_brings_decisions_to_who_follows_the_project():
    with time_machine.travel(THURSDAY, tick=False) as clock:
        community = CommunityFactory()
        project = begin_project(community=community)
        following, other = join(community), join(community)
        plan_due()
        note_decision(project, title=CANARY)
        Follow.objects.choose(project.target, Level.WATCHING, by=following)
        on_monday(clock)
    assert CANARY in "".join(letters(following))
    assert CANARY not in "".join(letters(other))


MAY = {
    ("{project}decisions/new/", "projects/{pk}/decisions/", "post", 201): INSIDE,
    ("{decision}edit/", "decisions/{number}/", "put", 200): INSIDE,
    ("{decision}removal/", "decisions/{number}/", "delete", 204): ("lead", "facilitator"),
    ("{decision}", "decisions/{number}/", "get", 200): ROLES,
}


def test_who_may_do_what(community):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    decision, clients = note_decision(project), clients_of(project)
    for who, route in product(ROLES, MAY):
        page, address, method, done = route
        page = page.format(project=project.address, decision=decision.address)
        body = typed(version=1) if method == "put" else typed()
        json = {"data": body, "content_type": "application/json"}
        more = json if method in ("post", "put") else {}
        address = f"/api/v1/{address.format(pk=project.pk, number=decision.pk)}"
        with undone():
            status = clients[who].get(page).status_code
            by_program = getattr(clients[who], method)(address, **more).status_code
        refused = (302, 401) if who == "visitor" else (403, 403)
        expected = (200, done) if who in MAY[route] else refused
        assert (status, by_program) == expected, (who, route)


def test_of_a_closed_project_nothing_is_noted_any_more(community):
    decision = note_decision(begin_project(community=community))
    Project.objects.filter(pk=decision.project_id).update(status=Status.CLOSED)
    client = as_user(decision.noted_by)
    for path in ("decisions/new/", f"decisions/{decision.pk}/edit/"):
        assert client.post(decision.project.address + path, typed()).status_code == 403


def test_nobody_outside_reads_what_was_decided_inside(community, relay):
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    inside, member = take_part(project), join(community)
    topic = start_topic(title="Which one?")
    decision = note_decision(project, title=f"The {CANARY}", why=f"See [it]({topic.address}).")
    relay()
    pages = [
        project.address + "decisions/",
        decision.get_absolute_url(),
        f"/api/v1/projects/{project.pk}/decisions/",
        f"/api/v1/decisions/{decision.pk}/",
        topic.address + "links/",
        "/notices/",
    ]
    for user in (None, member):
        client = as_user(user) if user else Client()
        for page in pages:
            assert CANARY not in text(client.get(page)), page
        assert search(CANARY, user or AnonymousUser()).items == []
    assert CANARY in text(as_user(inside).get(topic.address + "links/"))
    assert search(CANARY, inside).items != []
