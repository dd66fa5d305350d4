"""Tasks on the web: the board, the list, the calendar, one task; who may do what there."""

import re
from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.utils import timezone

from projects.models import Assignee, Label, Lane, Milestone, Project, Task, TaskComment, Visibility
from projects.tasks.dues import Due
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.projects.factories import add_task, begin_project, lanes_of, take_part, titles_in
from tests.projects.people import ROLES, as_user, clients_of
from tests.projects.test_pages import text
from tests.undoing import undone

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def project() -> Project:
    return begin_project(visibility=Visibility.PUBLIC)


def fill(project: Project, rows: int) -> list[Task]:
    """Tasks that have something of everything."""
    worker = take_part(project)
    tasks = []
    for number in range(rows):
        task = add_task(project, f"Task {number}", labels=["testing"], due=Due(TODAY))
        task.give(worker, by=project.begun_by)
        TaskComment.objects.add(task, "Well.", by=worker)
        tasks.append(task)
        done = add_task(project, f"Done {number}", lane=lanes_of(project)[-1])
        done.give(worker, by=worker)
    return tasks


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("board/", (6, 11)),
        ("tasks/", (8, 16)),
        ("tasks/calendar/", (5, 10)),
        ("milestones/", (2, 7)),
    ],
)
def test_each_way_to_see_them_costs_the_same_however_many(
    django_assert_num_queries, project, rows, path, queries
):
    fill(project, rows)
    for client, most in zip((Client(), as_user(project.begun_by)), queries, strict=True):
        with django_assert_num_queries(most):
            assert client.get(project.address + path).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_tasks_page_costs_the_same_however_much_is_said(django_assert_num_queries, project, rows):
    task = fill(project, 1)[0]
    for _ in range(rows):
        user = take_part(project)
        task.give(user, by=user)
        TaskComment.objects.add(task, "Hm.", by=user)
    client = as_user(project.begun_by)
    with django_assert_num_queries(16):
        client.get(task.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_ones_own_list_costs_the_same_however_many(django_assert_num_queries, project, rows):
    me = take_part(project)
    for number in range(rows):
        task = add_task(project, f"Task {number}", due=Due(TODAY - timedelta(days=1)))
        task.give(me, by=me)
    client = as_user(me)
    with django_assert_num_queries(7):
        page = text(client.get("/work/"))
    assert page.count('class="wrow"') == rows


def test_the_board_shows_fifty_of_a_lane_and_the_rest_when_asked(project):
    for number in range(55):
        Task.objects.add(project, f"Task {number:02}", by=project.begun_by)
    page = Client().get(project.address + "board/")
    assert text(page).count("data-card") == 50
    assert "Show 5 more" in text(page)
    [following] = re.findall(r'hx-get="([^"]+/board/[^"]+)"', text(page))
    more = Client().get(following, headers={"hx-request": "true"})
    assert text(more).count("data-card") == 5
    assert "Task 50" in text(more)


def test_a_card_is_added_by_its_title_and_the_field_stays_open(project):
    todo = lanes_of(project)[0]
    add_task(project, "The first")
    client = as_user(project.begun_by)
    sent = {"title": "Ring the pharmacy", "lane": todo.pk, "nonce": "n1"}
    answer = client.post(project.address + "tasks/quick/", sent)
    assert answer["Location"] == f"{project.address}board/?add={todo.pk}"
    assert titles_in(todo) == ["Ring the pharmacy", "The first"]
    swapped = client.post(
        project.address + "tasks/quick/", sent | {"nonce": "n2"}, headers={"hx-request": "true"}
    )
    assert 'class="quick" open' in text(swapped)
    assert "<html" not in text(swapped)


def test_a_title_that_is_too_long_is_not_lost(project):
    client = as_user(project.begun_by)
    lane = lanes_of(project)[0]
    typed = "Long " * 50
    answer = client.post(project.address + "tasks/quick/", {"title": typed, "lane": lane.pk})
    assert answer.status_code == 422
    assert typed.strip() in text(answer)


def test_a_card_is_moved_without_script(project):
    doing = lanes_of(project)[1]
    task = add_task(project, "Ring the pharmacy")
    client = as_user(project.begun_by)
    assert "It is in To do now." in text(client.get(task.get_absolute_url() + "place/"))
    page = client.post(
        task.get_absolute_url() + "place/", {"lane": doing.pk, "moves": 0}, follow=True
    )
    assert "“Ring the pharmacy” moved to Doing." in text(page)
    assert titles_in(doing) == ["Ring the pharmacy"]


def test_with_script_the_lanes_come_anew(project):
    doing = lanes_of(project)[1]
    task = add_task(project, "Ring the pharmacy")
    answer = as_user(project.begun_by).post(
        task.get_absolute_url() + "place/",
        {"lane": doing.pk, "moves": 0, "beside": "", "shown": "1"},
        headers={"hx-request": "true"},
    )
    assert answer.status_code == 200
    assert "“Ring the pharmacy” moved to Doing." in text(answer)
    assert "<html" not in text(answer)


def test_who_moves_a_card_that_has_moved_is_shown_where_it_is(project):
    _todo, doing, review, _done = lanes_of(project)
    task = add_task(project)
    task.move(doing, by=project.begun_by)
    client = as_user(project.begun_by)
    answer = client.post(
        task.get_absolute_url() + "place/",
        {"lane": review.pk, "moves": 0},
        headers={"hx-request": "true"},
    )
    assert "Somebody moved this a moment before you. It is in “Doing” now." in text(answer)
    assert 'data-moves="1"' in text(answer)
    assert titles_in(doing) == [task.title]


def test_all_of_a_task_is_said_at_once_and_changed(project):
    client = as_user(project.begun_by)
    todo = lanes_of(project)[0]
    milestone = Milestone.objects.plan(project, "Draft")
    said = {
        "title": "Test the sheet",
        "description": "With *five* people.",
        "lane": todo.pk,
        "due": "2027-03-01",
        "hour": "15:00",
        "priority": "2",
        "milestone": milestone.pk,
        "labels": "Testing, content",
        "nonce": "n1",
    }
    added = client.post(project.address + "tasks/new/", said)
    task = Task.objects.for_page().get()
    assert added["Location"] == task.get_absolute_url()
    page = text(client.get(task.get_absolute_url()))
    assert "<em>five</em>" in page
    assert all(word in page for word in ("testing", "content", "High", "Draft", "15:00"))
    edit = task.get_absolute_url() + "edit/"
    assert 'value="15:00"' in text(client.get(edit))
    saved = client.post(edit, said | {"version": task.version, "title": "Theirs"})
    assert saved.status_code == 302
    stale = client.post(edit, said | {"version": task.version, "title": "Mine"})
    assert stale.status_code == 409
    assert "Theirs" in text(stale)
    assert 'value="Mine"' in text(stale)
    assert client.post(edit, said | {"version": task.version + 1}).status_code == 302


def test_what_was_typed_wrongly_is_not_lost(project):
    client = as_user(project.begun_by)
    sent = {"title": "", "description": "Kept.", "hour": "15:00", "priority": "0"}
    answer = client.post(project.address + "tasks/new/", sent)
    assert answer.status_code == 422
    assert "Kept." in text(answer)
    assert "Say on which day." in text(answer)


def test_a_member_who_takes_a_task_on_is_in_the_project(project):
    member = join(project.community)
    task = add_task(project)
    assert "Take this on" in text(as_user(member).get(project.address + "board/"))
    as_user(member).post(task.get_absolute_url() + "taking/")
    assert project.collaborators.active().filter(user=member, role="contributor").exists()
    assert [one.user for one in Assignee.objects.filter(task=task)] == [member]
    as_user(member).post(task.get_absolute_url() + "taking/", {"_method": "delete"})
    assert not Assignee.objects.filter(task=task).exists()


def test_a_task_is_given_ticked_off_and_talked_about(project):
    worker = take_part(project)
    task = add_task(project)
    client = as_user(project.begun_by)
    at = task.get_absolute_url()
    client.post(at + "assignees/", {"handle": worker.handle})
    client.post(at + "items/", {"text": "Ring them"})
    item = task.items.get()
    client.post(f"{at}items/{item.pk}/", {"is_done": "yes"})
    client.post(at + "comments/", {"source": "They *agree*.", "nonce": "c1"})
    page = text(client.get(at))
    assert worker.name in page
    assert "1 of 1 done" in page
    assert "They <em>agree</em>." in page
    client.post(at + "assignees/", {"handle": worker.handle, "_method": "delete"})
    client.post(f"{at}items/{item.pk}/", {"_method": "delete"})
    assert not task.items.exists()
    assert not Assignee.objects.filter(task=task).exists()


def test_a_comment_is_changed_by_who_wrote_it_and_deleted_by_leads_too(project):
    author, other = take_part(project), take_part(project)
    task = add_task(project)
    comment = TaskComment.objects.add(task, "First.", by=author)
    at = f"{task.get_absolute_url()}comments/{comment.pk}/"
    assert as_user(other).get(at).status_code == 403
    assert as_user(other).post(at, {"_method": "delete"}).status_code == 403
    client = as_user(author)
    assert client.post(at, {"source": "Second.", "version": 1}).status_code == 302
    stale = client.post(at, {"source": "Third.", "version": 1})
    assert stale.status_code == 409
    assert "Second." in text(stale)
    assert "Third." in text(stale)
    as_user(project.begun_by).post(at, {"_method": "delete"})
    assert "Second." not in text(client.get(task.get_absolute_url()))


def test_an_empty_comment_comes_back(project):
    client = as_user(project.begun_by)
    task = add_task(project)
    answer = client.post(task.get_absolute_url() + "comments/", {"source": " "})
    assert answer.status_code == 422


def test_what_is_deleted_is_seen_by_who_can_bring_it_back(project):
    task = add_task(project, "The heron task")
    client = as_user(project.begun_by)
    at = task.get_absolute_url()
    client.post(at + "deletion/")
    assert Client().get(at).status_code == 404
    assert as_user(join(project.community)).get(at).status_code == 404
    assert "Bring it back" in text(client.get(at))
    assert "heron" not in text(client.get(project.address + "board/"))
    client.post(at + "deletion/", {"_method": "delete"})
    assert titles_in(task.lane) == ["The heron task"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Mine", "Free", "Late"}),
        ("?state=done", {"Done"}),
        ("?state=all", {"Mine", "Free", "Late", "Done"}),
        ("?assignee=me", {"Mine"}),
        ("?assignee=nobody", {"Free", "Late"}),
        ("?label=testing", {"Free"}),
        ("?priority=urgent", {"Mine"}),
        ("?due=late", {"Late"}),
        ("?due=none", {"Mine", "Free"}),
        ("?q=fre", {"Free"}),
        ("?sort=due", {"Mine", "Free", "Late"}),
        ("?sort=nonsense&due=nonsense&lane=x", {"Mine", "Free", "Late"}),
    ],
)
def test_the_list_is_narrowed_by_its_address(project, query, found):
    me = project.begun_by
    add_task(project, "Mine", priority=3).give(me, by=me)
    add_task(project, "Free", labels=["testing"])
    add_task(project, "Late", due=Due(TODAY - timedelta(days=2)))
    add_task(project, "Done", lane=lanes_of(project)[-1])
    page = as_user(me).get(f"{project.address}tasks/{query}")
    assert set(re.findall(r'trow__t"><a[^>]+>([^<]+)<', text(page))) == found


@pytest.mark.parametrize(
    ("query", "said"), [("", "Filter"), ("?label=testing&sort=due", "Filter 2 in use")]
)
def test_on_a_phone_it_is_said_in_how_many_ways_the_list_is_narrowed(project, query, said):
    page = text(as_user(project.begun_by).get(f"{project.address}tasks/{query}"))
    [summary] = re.findall(r"<summary class=\"btn[^>]*>(.*?)</summary>", page, re.DOTALL)
    assert " ".join(re.sub("<[^>]+>", " ", summary).split()) == said


def test_those_that_are_ticked_are_changed_at_once(project):
    a, b, c = (add_task(project, title) for title in "abc")
    worker = take_part(project)
    client = as_user(project.begun_by)
    doing = lanes_of(project)[1]
    place = project.collaborators.get(user=worker)
    sent = {"task": [a.pk, c.pk], "lane": doing.pk, "give": place.pk, "label": "Soon"}
    answer = client.post(project.address + "tasks/many/?sort=due", sent)
    assert answer["Location"] == f"{project.address}tasks/?sort=due"
    assert titles_in(doing) == ["a", "c"]
    assert titles_in(b.lane) == ["b"]
    assert Assignee.objects.filter(user=worker).count() == 2
    nothing = client.post(project.address + "tasks/many/", {"task": [a.pk]})
    assert nothing.status_code == 422
    assert "checked" in text(nothing)


def test_the_calendar_has_what_is_due_on_its_day(project):
    add_task(project, "Ring the pharmacy", due=Due(TODAY.replace(day=15)))
    Milestone.objects.plan(project, "First draft", TODAY.replace(day=16))
    page = Client().get(project.address + "tasks/calendar/")
    assert re.search(r'month__n">15</span><a[^>]+>Ring the pharmacy<', text(page))
    assert "First draft" in text(page)
    assert Client().get(project.address + "tasks/calendar/?month=1850-13").status_code == 200
    assert Client().get(project.address + "tasks/calendar/?month=9999-12").status_code == 200
    assert Client().get(project.address + "tasks/calendar/?month=0001-01").status_code == 200


def test_a_lead_arranges_lanes_and_labels(project):
    todo, doing, *_ = lanes_of(project)
    add_task(project, "a", lane=doing, labels=["testing"])
    label = Label.objects.get()
    client = as_user(project.begun_by)
    at = project.address
    client.post(f"{at}lanes/", {"name": "Waiting"})
    client.post(f"{at}lanes/{todo.pk}/", {"name": "Ideas"})
    client.post(f"{at}lanes/{todo.pk}/place/", {"to": "right"})
    client.post(f"{at}lanes/{doing.pk}/", {"_method": "delete", "into": todo.pk})
    client.post(f"{at}labels/{label.pk}/", {"name": "Tried", "dye": "weld"})
    assert [lane.name for lane in lanes_of(project)] == ["Ideas", "In review", "Done", "Waiting"]
    assert titles_in(todo) == ["a"]
    assert list(Label.objects.values_list("name", "dye")) == [("tried", "weld")]
    taken = client.post(f"{at}lanes/", {"name": "done"})
    assert taken.status_code == 409
    assert "There is one of this name already." in text(taken)
    client.post(f"{at}labels/{label.pk}/", {"_method": "delete"})
    assert not Label.objects.exists()


def test_milestones_say_how_far_they_are(project):
    client = as_user(project.begun_by)
    client.post(project.address + "milestones/new/", {"name": "Draft", "due": "2027-03-01"})
    milestone = Milestone.objects.get()
    add_task(project, milestone=milestone)
    add_task(project, milestone=milestone, lane=lanes_of(project)[-1])
    assert "1 of 2 tasks done" in text(Client().get(project.address + "milestones/"))
    client.post(f"{project.address}milestones/{milestone.pk}/", {"name": "Version 1", "due": ""})
    assert Milestone.objects.get().name == "Version 1"
    client.post(f"{project.address}milestones/{milestone.pk}/", {"_method": "delete"})
    assert Task.objects.filter(milestone=None).count() == 2


def test_ones_own_tasks_stand_by_when_they_are_due_across_projects(project):
    me = take_part(project)
    secret = begin_project(
        community=CommunityFactory(visibility="secret"), visibility=Visibility.MEMBERS
    )
    take_part(secret, me)
    late = add_task(project, "Late", due=Due(TODAY - timedelta(days=1)))
    others = add_task(project, "Somebody else's")
    never = add_task(secret, "Without a day")
    for task in (late, never):
        task.give(me, by=me)
    others.give(project.begun_by, by=project.begun_by)
    assert heaps_of(as_user(me)) == ["heap-late", "Late", "heap-never", "Without a day"]
    place = secret.collaborators.get(user=me)
    place.leave(by=me)
    assert heaps_of(as_user(me)) == ["heap-late", "Late"]


def heaps_of(client: Client) -> list[str]:
    page = text(client.get("/work/"))
    return re.findall(r'(?:aria-labelledby="(?=heap)|class="book" href="[^"]+">)([^"<]+)', page)


WORKERS = ("contributor", "lead", "facilitator")
MAY = {
    "board/": ("get", ROLES),
    "tasks/": ("get", ROLES),
    "tasks/calendar/": ("get", ROLES),
    "milestones/": ("get", ROLES),
    "{task}": ("get", ROLES),
    "{task}edit/": ("get", WORKERS),
    "{task}place/": ("get", WORKERS),
    "{task}deletion/": ("post", WORKERS),
    "{task}taking/": ("post", ("member", *WORKERS)),
    "{task}assignees/?": ("post", ()),
    "{task}items/": ("post", WORKERS),
    "tasks/new/": ("get", WORKERS),
    "lanes/": ("get", ("lead", "facilitator")),
}


def test_who_may_do_what_with_tasks(project):
    task = add_task(project)
    clients = clients_of(project)
    for who, path in product(ROLES, MAY):
        method, allowed = MAY[path]
        at = path.replace("{task}", f"tasks/{task.number}/")
        with undone():
            status = getattr(clients[who], method)(project.address + at).status_code
        if who in allowed:
            assert status in (200, 302, 422), (who, path)
        else:
            assert status in ((302,) if who == "visitor" else (403, 404)), (who, path)


def test_nothing_of_a_private_project_is_told_to_others():
    community = CommunityFactory(visibility="public")
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    task = add_task(project, "The heron task", description="heron")
    comment = TaskComment.objects.add(task, "heron", by=project.begun_by)
    lane = task.lane
    asked = UserFactory()
    project.invite(asked, by=project.begun_by)
    paths = ["board/", "tasks/", "tasks/calendar/", "milestones/", f"board/{lane.pk}/"]
    at = task.get_absolute_url()
    places = [project.address + path for path in paths]
    places += [at, at + "edit/", at + "place/", f"{at}comments/{comment.pk}/"]
    for client in (as_user(UserFactory()), as_user(join(community)), as_user(asked)):
        assert {client.get(place).status_code for place in places} == {404}
    assert {client.get(place).status_code for client in [Client()] for place in places} <= {
        302,
        404,
    }


def test_things_of_another_project_are_not_reached_through_this_one(project):
    other = begin_project(community=project.community, visibility=Visibility.MEMBERS)
    lane = Lane.objects.filter(project=other)[0]
    task = add_task(project)
    client = as_user(project.begun_by)
    moved = client.post(task.get_absolute_url() + "place/", {"lane": lane.pk})
    quick = client.post(project.address + "tasks/quick/", {"lane": lane.pk, "title": "x"})
    removed = client.post(f"{project.address}lanes/{lane.pk}/", {"_method": "delete"})
    assert [answer.status_code for answer in (moved, quick, removed)] == [404, 404, 404]


def test_what_is_closed_is_read_and_not_changed(project):
    task = add_task(project)
    Project.objects.filter(pk=project.pk).update(status="closed")
    client = as_user(project.begun_by)
    page = text(client.get(project.address + "board/"))
    assert "Add a task" not in page
    assert "Take this on" not in page
    assert client.post(task.get_absolute_url() + "deletion/").status_code == 403
    assert client.post(task.get_absolute_url() + "comments/", {"source": "x"}).status_code == 403
