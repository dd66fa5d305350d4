"""What a program does with tasks is what a page does: the same doors, verbs and refusals."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from projects.models import Label, Project, Task, TaskComment, Visibility
from projects.tasks.dues import Due
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.projects.factories import add_task, begin_project, lanes_of, take_part, titles_in
from tests.projects.people import ROLES, as_user, who_is

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return begin_project()


def call(client: Client, method: str, path: str, body=None):
    kind = "application/json"
    sent = "" if body is None else json.dumps(body)
    return client.generic(method, f"/api/v1/{path}", sent, content_type=kind)


def test_a_task_is_added_read_edited_moved_and_deleted(project):
    client = as_user(project.begun_by)
    _todo, doing, *_ = lanes_of(project)
    said = {"title": "Test it", "priority": "high", "labels": ["Testing"], "due": "2027-03-01"}
    added = call(client, "POST", f"projects/{project.pk}/tasks/", said | {"hour": "15:00"})
    assert added.status_code == 201
    task = added.json()
    assert (task["priority"], task["labels"], task["due_zone"]) == ("high", ["testing"], "UTC")
    at = f"tasks/{task['id']}/"
    edited = call(client, "PUT", at, {"title": "Test it well", "version": task["version"]})
    assert edited.json()["title"] == "Test it well"
    stale = call(client, "PUT", at, {"title": "Lost", "version": task["version"]})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_version")
    moved = call(client, "PUT", at + "place/", {"lane": doing.pk, "where": "top", "moves": 0})
    assert (moved.json()["lane"], moved.json()["moves"]) == (doing.pk, 1)
    late = call(client, "PUT", at + "place/", {"where": "bottom", "moves": 0})
    assert (late.status_code, late.json()["code"]) == (409, "task_has_moved")
    assert call(client, "DELETE", at).status_code == 204
    assert call(client, "GET", at).status_code == 404
    assert call(client, "PUT", at + "restoration/").status_code == 200
    assert titles_in(doing) == ["Test it well"]
    changes = call(client, "GET", at + "history/").json()["items"]
    assert [one["field"] for one in changes][:2] == ["restored", "deleted"]


def test_one_key_adds_one_task(project):
    client = as_user(project.begun_by)
    for _ in range(2):
        client.post(
            f"/api/v1/projects/{project.pk}/tasks/",
            {"title": "Once"},
            content_type="application/json",
            headers={"idempotency-key": "k1"},
        )
    assert Task.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_many(django_assert_num_queries, project, rows):
    client = as_user(project.begun_by)
    for number in range(rows):
        task = add_task(project, f"Task {number}", labels=["testing"])
        task.give(project.begun_by, by=project.begun_by)
    with django_assert_num_queries(6):
        answer = call(client, "GET", f"projects/{project.pk}/tasks/?assignee=me&sort=due")
    assert len(answer.json()["items"]) == rows
    with django_assert_num_queries(5):
        mine = call(client, "GET", "me/tasks/")
    assert len(mine.json()["items"]) == rows


def test_a_list_goes_on_after_its_cursor_in_each_order(project):
    client = as_user(project.begun_by)
    day = timezone.localdate().isoformat()
    for number in range(5):
        call(
            client,
            "POST",
            f"projects/{project.pk}/tasks/",
            {"title": f"{number}", "due": day if number % 2 else None},
        )
    for sort in ("board", "due", "priority", "changed", "newest"):
        found, after = [], ""
        for _page in range(3):
            at = f"projects/{project.pk}/tasks/?sort={sort}&limit=2{after}"
            answer = call(client, "GET", at).json()
            found += [one["title"] for one in answer["items"]]
            after = f"&after={answer['next']}"
        assert sorted(found) == list("01234"), sort


def test_who_does_it_its_steps_and_what_is_said(project):
    client = as_user(project.begun_by)
    worker = take_part(project)
    task = add_task(project)
    at = f"tasks/{task.pk}/"
    given = call(client, "PUT", f"{at}assignees/{worker.handle}/").json()
    assert [one["handle"] for one in given["assignees"]] == [worker.handle]
    call(client, "DELETE", f"{at}assignees/{worker.handle}/")
    member = join(project.community)
    taken = call(as_user(member), "PUT", f"{at}assignees/{member.handle}/").json()
    assert [one["handle"] for one in taken["assignees"]] == [member.handle]
    [step] = call(client, "POST", at + "steps/", {"text": "Ring"}).json()["steps"]
    ticked = call(client, "PUT", f"{at}steps/{step['id']}/", {"is_done": True}).json()
    assert (ticked["checked_count"], ticked["step_count"]) == (1, 1)
    assert call(client, "DELETE", f"{at}steps/{step['id']}/").status_code == 204
    comment = call(client, "POST", at + "comments/", {"markdown": "*Well*."}).json()
    assert "<em>Well</em>" in comment["html"]
    place = f"{at}comments/{comment['id']}/"
    call(client, "PUT", place, {"markdown": "Better.", "version": 1})
    assert call(as_user(member), "PUT", place, {"markdown": "x", "version": 2}).status_code == 403
    assert call(client, "GET", at + "comments/").json()["items"][0]["markdown"] == "Better."
    assert call(client, "DELETE", place).status_code == 204


def test_many_are_changed_at_once(project):
    client = as_user(project.begun_by)
    tasks = [add_task(project, title, due=Due(timezone.localdate())) for title in "ab"]
    _todo, doing, *_ = lanes_of(project)
    body = {"tasks": [task.pk for task in tasks], "lane": doing.pk, "due": None, "label": "soon"}
    at = f"projects/{project.pk}/tasks/many/"
    assert call(client, "POST", at, body).json() == {"count": 2}
    assert titles_in(doing) == ["a", "b"]
    assert Task.objects.filter(due=None, labels__name="soon").count() == 2
    call(client, "POST", at, {"tasks": [tasks[0].pk], "delete": True})
    assert titles_in(doing) == ["b"]


def test_lanes_labels_and_milestones(project):
    client = as_user(project.begun_by)
    todo, doing, review, done = lanes_of(project)
    add_task(project, "a", lane=doing, labels=["testing"])
    at = f"projects/{project.pk}/"
    call(client, "POST", at + "lanes/", {"name": "Waiting"})
    call(client, "PUT", f"{at}lanes/{todo.pk}/", {"name": "Ideas"})
    kept = call(client, "PUT", f"{at}lanes/{doing.pk}/removal/", {})
    assert (kept.status_code, kept.json()["code"]) == (409, "lane_not_empty")
    call(client, "PUT", f"{at}lanes/{doing.pk}/removal/", {"into": todo.pk})
    call(client, "PUT", at + "lanes/order/", {"lanes": [done.pk, review.pk]})
    lanes = call(client, "GET", at + "lanes/").json()
    assert [(one["name"], one["task_count"]) for one in lanes] == [
        ("Done", 0),
        ("In review", 0),
        ("Ideas", 1),
        ("Waiting", 0),
    ]
    label = Label.objects.get()
    changed = call(client, "PUT", f"{at}labels/{label.pk}/", {"name": "tried", "dye": "weld"})
    assert changed.json() == [{"id": label.pk, "name": "tried", "dye": "weld"}]
    assert call(client, "DELETE", f"{at}labels/{label.pk}/").status_code == 204
    assert call(client, "GET", at + "labels/").json() == []
    [milestone] = call(client, "POST", at + "milestones/", {"name": "Draft"}).json()
    one = f"{at}milestones/{milestone['id']}/"
    assert call(client, "PUT", one, {"name": "Version 1"}).json()[0]["name"] == "Version 1"
    assert call(client, "DELETE", one).status_code == 204
    assert call(client, "GET", at + "milestones/").json() == []


WORKERS = ("contributor", "lead", "facilitator")
MEMBERS = ("member", "observer", *WORKERS)
MAY = {
    "GET projects/{project}/tasks/": ROLES,
    "POST projects/{project}/tasks/": WORKERS,
    "POST projects/{project}/tasks/many/": WORKERS,
    "GET tasks/{task}/": ROLES,
    "PUT tasks/{task}/": WORKERS,
    "PUT tasks/{task}/place/": WORKERS,
    "DELETE tasks/{task}/": WORKERS,
    "GET tasks/{task}/history/": ROLES,
    "POST tasks/{task}/steps/": WORKERS,
    "POST tasks/{task}/comments/": MEMBERS,
    "GET projects/{project}/lanes/": ROLES,
    "POST projects/{project}/lanes/": ("lead", "facilitator"),
    "POST projects/{project}/milestones/": WORKERS,
}


@pytest.mark.parametrize("act", MAY)
def test_who_may_do_what_with_tasks(act):
    project = begin_project(visibility=Visibility.PUBLIC)
    task = add_task(project)
    method, path = act.split(" ")
    at = path.format(project=project.pk, task=task.pk)
    for who in ROLES:
        client = Client() if who == "visitor" else as_user(who_is(project, who))
        status = call(client, method, at, None if method in ("GET", "DELETE") else {}).status_code
        if who in MAY[act]:
            assert status in (200, 201, 204, 409, 422), who
            Task.objects.filter(pk=task.pk).update(deleted_at=None)
        else:
            assert status == (401 if who == "visitor" else 403), who


def test_nothing_of_a_private_project_is_told_to_others():
    community = CommunityFactory(visibility="public")
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    task = add_task(project)
    comment = TaskComment.objects.add(task, "heron", by=project.begun_by)
    paths = [
        f"projects/{project.pk}/{part}/" for part in ("tasks", "lanes", "labels", "milestones")
    ]
    paths += [f"tasks/{task.pk}/", f"tasks/{task.pk}/history/", f"tasks/{task.pk}/comments/"]
    for client in (Client(), as_user(UserFactory()), as_user(join(community))):
        assert {call(client, "GET", path).status_code for path in paths} == {404}
    outsider = as_user(join(community))
    at = f"tasks/{task.pk}/comments/{comment.pk}/"
    assert call(outsider, "PUT", at, {"markdown": "x", "version": 1}).status_code == 404
    assert call(outsider, "PUT", f"tasks/{task.pk}/place/", {}).status_code == 404
