"""What was said in meetings, and what becomes of what was promised in them."""

from datetime import timedelta
from functools import partial
from itertools import product

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils.timezone import localdate

from communities.models import Activity, Community
from notifications.models import Follow, Level, Notice
from notifications.planning import plan_due
from projects.models import Decision, Meeting, Project, Status, Task, Visibility
from projects.tasks.errors import ProjectIsClosed
from tests.communities.factories import CommunityFactory, join
from tests.notifications.test_digest import THURSDAY, letters, on_monday
from tests.projects.factories import (
    begin_project,
    note_decision,
    note_meeting,
    partner,
    take_part,
)
from tests.projects.people import INSIDE, ROLES, as_user, clients_of
from tests.projects.test_pages import text
from tests.racing import race
from tests.search.finding import search
from tests.undoing import undone

pytestmark = pytest.mark.django_db

CANARY = "Turnstone-5518"


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def typed(**changes: object) -> dict[str, object]:
    usual = {
        "title": "Second look",
        "held_on": localdate().isoformat(),
        "attended": "all five",
        "notes": "It is *read* aloud.\n\n- [ ] Ask two homes",
    }
    return usual | changes


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 2), ("member", 7)])
def test_a_list_costs_the_same_however_many_meetings(
    django_assert_num_queries, community, rows, who, queries
):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    for _ in range(rows):
        note_meeting(project).make_tasks(by=project.begun_by)
    client = as_user(project.begun_by) if who == "member" else Client()
    with django_assert_num_queries(queries):
        page = text(client.get(project.address + "meetings/"))
    assert page.count('class="decision__t"') == rows
    assert page.count("0 of 2 tasks done") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_its_page_costs_the_same_however_much_came_of_it(
    django_assert_num_queries, community, rows
):
    project = begin_project(community=community)
    lines = [f"- [ ] Promise {number}\n" for number in range(2 * rows)]
    meeting = note_meeting(project, notes="".join(lines))
    meeting.make_tasks(by=project.begun_by, lines=[f"Promise {n}" for n in range(rows)])
    for _ in range(rows):
        note_decision(project, meeting=meeting)
    client = as_user(project.begun_by)
    with django_assert_num_queries(11):
        page = text(client.get(meeting.get_absolute_url()))
    assert page.count('class="todo"') == 3 * rows


def test_a_contributor_notes_a_meeting(community):
    project = begin_project(community=community)
    client = as_user(take_part(project))
    for _ in range(2):
        answer = client.post(project.address + "meetings/new/", typed(nonce="m1"))
    [meeting] = Meeting.objects.for_page()
    assert answer["Location"] == meeting.get_absolute_url()
    page = text(client.get(meeting.get_absolute_url()))
    assert "<em>read</em>" in page
    assert "all five" in page
    assert Activity.objects.filter(verb="met", subject_id=meeting.pk).count() == 1


def test_a_day_to_come_is_refused_and_nothing_is_lost(community):
    project = begin_project(community=community)
    tomorrow = (localdate() + timedelta(days=2)).isoformat()
    answer = as_user(project.begun_by).post(
        project.address + "meetings/new/", typed(held_on=tomorrow)
    )
    assert answer.status_code == 422
    assert "It is *read* aloud." in text(answer)


def test_a_line_becomes_a_task_and_leads_to_it(community):
    project = begin_project(community=community)
    meeting = note_meeting(project)
    client = as_user(take_part(project))
    client.post(meeting.address + "tasks/", {"line": "Ask two care homes"})
    [task] = Task.objects.for_page()
    assert task.title == "Ask two care homes"
    meeting.refresh_from_db()
    assert f"- [Ask two care homes]({task.get_absolute_url()})" in meeting.notes
    assert "- [ ] Print it" in meeting.notes
    page = text(client.get(meeting.get_absolute_url()))
    assert f'<a href="{task.get_absolute_url()}">Ask two care homes</a>' in page
    of_task = text(client.get(task.get_absolute_url()))
    assert meeting.get_absolute_url() in of_task
    assert "the meeting of" in of_task


def test_all_lines_at_once_and_pressed_twice_is_once(community):
    meeting = note_meeting(begin_project(community=community))
    client = as_user(meeting.noted_by)
    for _ in range(2):
        answer = client.post(meeting.address + "tasks/", follow=True)
    assert "It is a task already" in text(answer)
    titles = Task.objects.order_by("number").values_list("title", flat=True)
    assert list(titles) == ["Ask two care homes", "Print it"]
    assert Meeting.objects.get().to_do == []


def test_what_a_title_has_no_room_for_is_in_the_text(community):
    project = begin_project(community=community)
    meeting = note_meeting(project, notes=f"- [ ] See *[this](https://a.example)* {'and ' * 60}on")
    [task] = meeting.make_tasks(by=project.begun_by)
    assert len(task.title) <= 200
    assert "[this](https://a.example)" in Task.objects.get().description


def test_who_edits_meanwhile_is_told_of_the_links(community):
    meeting = note_meeting(begin_project(community=community))
    client = as_user(meeting.noted_by)
    meeting.make_tasks(by=meeting.noted_by)
    answer = client.post(meeting.address + "edit/", typed(version=1, notes="Mine."))
    assert answer.status_code == 409
    assert "Mine." in text(answer)
    assert "[Print it](" in text(answer)


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_make_each_task_once():
    meeting = note_meeting()
    acts = [
        partial(Meeting.objects.for_page().get(pk=meeting.pk).make_tasks, by=meeting.noted_by)
        for _ in range(2)
    ]
    assert sorted(len(one) for one in race(*acts)) == [0, 2]
    assert Task.objects.count() == 2


def test_of_a_closed_project_nothing_becomes_a_task(community):
    meeting = note_meeting(begin_project(community=community))
    Project.objects.filter(pk=meeting.project_id).update(status=Status.CLOSED)
    with pytest.raises(ProjectIsClosed):
        meeting.make_tasks(by=meeting.noted_by)
    client = as_user(meeting.noted_by)
    for path in ("meetings/new/", f"meetings/{meeting.pk}/edit/", f"meetings/{meeting.pk}/tasks/"):
        assert client.post(meeting.project.address + path, typed()).status_code == 403


def test_a_program_makes_tasks_of_what_is_left(community):
    project = begin_project(community=community)
    meeting = note_meeting(project)
    client, address = as_user(project.begun_by), f"/api/v1/meetings/{meeting.pk}/"
    assert client.get(address).json()["to_do"] == ["Ask two care homes", "Print it"]
    said = client.post(f"{address}tasks/", {"lines": ["Print it"]}, "application/json").json()
    assert said["to_do"] == ["Ask two care homes"]
    assert [one["title"] for one in client.get(f"{address}tasks/").json()] == ["Print it"]


def test_a_decision_names_the_meeting_it_was_taken_in(community):
    project = begin_project(community=community)
    day = localdate() - timedelta(days=5)
    meeting = note_meeting(project, held_on=day)
    client = as_user(project.begun_by)
    url = project.address + "decisions/new/"
    form = text(client.get(f"{url}?meeting={meeting.pk}"))
    assert f'<option value="{meeting.pk}" selected' in form
    assert f'value="{day.isoformat()}"' in form
    said = {"title": "Two numbers", "why": "x", "decided_on": day, "meeting": meeting.pk}
    client.post(url, said)
    decision = Decision.objects.for_page().get()
    assert meeting.get_absolute_url() in text(client.get(decision.get_absolute_url()))
    assert decision.get_absolute_url() in text(client.get(meeting.get_absolute_url()))
    meeting.remove()
    decision.refresh_from_db()
    assert decision.meeting is None


def test_it_names_no_meeting_of_another_project(community):
    other = note_meeting(begin_project(community=community))
    project = begin_project(community=community, by=other.noted_by)
    client = as_user(project.begun_by)
    said = {"title": "Two numbers", "why": "x", "decided_on": localdate(), "meeting": other.pk}
    assert client.post(project.address + "decisions/new/", said).status_code == 422
    address = f"/api/v1/projects/{project.pk}/decisions/"
    assert client.post(address, said, "application/json").status_code == 404


def test_those_in_it_and_those_who_follow_it_are_told(community, relay):
    project = begin_project(community=community)
    inside, helper = take_part(project), partner(project)
    following, outside = join(community), join(community)
    Follow.objects.choose(project.target, Level.WATCHING, by=following)
    meeting = note_meeting(project)
    relay()
    told = set(Notice.objects.filter(key=meeting.target).values_list("user", flat=True))
    assert told == {inside.pk, helper.pk, following.pk}
    assert outside.pk not in told


def test_what_is_deleted_is_told_of_nowhere(community, relay):
    project = begin_project(community=community)
    inside = take_part(project)
    meeting = note_meeting(project, title=f"The {CANARY}")
    relay()
    assert len(search(CANARY, inside).items) == 1
    [task, _other] = meeting.make_tasks(by=project.begun_by)
    as_user(project.begun_by).post(meeting.address + "removal/")
    relay()
    assert not Meeting.objects.exists()
    assert Task.objects.filter(pk=task.pk).exists()
    assert not Notice.objects.filter(key=meeting.target).exists()
    assert search(CANARY, inside).items == []
    assert not Activity.objects.about(Meeting, [meeting.pk]).exists()


def test_the_letter_brings_meetings_to_who_follows_the_project():
    with time_machine.travel(THURSDAY, tick=False) as clock:
        community = CommunityFactory()
        project = begin_project(community=community)
        following, other = join(community), join(community)
        plan_due()
        note_meeting(project, title=CANARY)
        Follow.objects.choose(project.target, Level.WATCHING, by=following)
        on_monday(clock)
    assert CANARY in "".join(letters(following))
    assert CANARY not in "".join(letters(other))


MAY = {
    ("{project}meetings/new/", "projects/{pk}/meetings/", "post", 201): INSIDE,
    ("{meeting}edit/", "meetings/{number}/", "put", 200): INSIDE,
    ("{meeting}removal/", "meetings/{number}/", "delete", 204): ("lead", "facilitator"),
    ("{meeting}", "meetings/{number}/", "get", 200): ROLES,
}


def test_who_may_do_what(community):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    meeting, clients = note_meeting(project), clients_of(project)
    for who, route in product(ROLES, MAY):
        page, address, method, done = route
        page = page.format(project=project.address, meeting=meeting.address)
        body = typed(version=1) if method == "put" else typed()
        json = {"data": body, "content_type": "application/json"}
        more = json if method in ("post", "put") else {}
        address = f"/api/v1/{address.format(pk=project.pk, number=meeting.pk)}"
        with undone():
            status = clients[who].get(page).status_code
            by_program = getattr(clients[who], method)(address, **more).status_code
        refused = (302, 401) if who == "visitor" else (403, 403)
        expected = (200, done) if who in MAY[route] else refused
        assert (status, by_program) == expected, (who, route)


def test_who_may_make_tasks_of_it(community):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    meeting = note_meeting(project)
    for who, client in clients_of(project).items():
        with undone():
            shown = "Make it a task" in text(client.get(meeting.get_absolute_url()))
            status = client.post(meeting.address + "tasks/", {"line": "Print it"}).status_code
            by_program = client.post(
                f"/api/v1/meetings/{meeting.pk}/tasks/", {}, "application/json"
            )
            made = Task.objects.exists()
        may = who in INSIDE
        assert (shown, made) == (may, may), who
        refused = (302, 401) if who == "visitor" else (403, 403)
        assert (status, by_program.status_code) == ((302, 200) if may else refused), who


def test_nobody_outside_reads_what_was_said_inside(community, relay):
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    inside, member = take_part(project), join(community)
    meeting = note_meeting(project, title=f"The {CANARY}", notes=f"- [ ] Feed the {CANARY}")
    meeting.make_tasks(by=project.begun_by)
    relay()
    pages = [
        project.address + "meetings/",
        meeting.get_absolute_url(),
        f"/api/v1/projects/{project.pk}/meetings/",
        f"/api/v1/meetings/{meeting.pk}/",
        f"/api/v1/meetings/{meeting.pk}/tasks/",
        "/notices/",
    ]
    for user in (None, member):
        client = as_user(user) if user else Client()
        for page in pages:
            assert CANARY not in text(client.get(page)), page
        assert search(CANARY, user or AnonymousUser()).items == []
    assert CANARY in text(as_user(inside).get(meeting.get_absolute_url()))
    assert search(CANARY, inside).items != []
