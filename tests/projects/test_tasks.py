"""What is promised of tasks whoever asks: places, versions, lanes, lists of people."""

from datetime import date, time

import pytest

from communities.models import Activity
from core.errors import StaleVersion
from projects.models import (
    Assignee,
    ChecklistItem,
    Label,
    Lane,
    Milestone,
    Project,
    Task,
    Visibility,
)
from projects.tasks.bulk import Wish, change_many
from projects.tasks.dues import Due
from projects.tasks.errors import (
    BoardNeedsLane,
    LaneIsGone,
    LaneNotEmpty,
    NameTaken,
    NotInTheProject,
    ProjectIsClosed,
    TaskHasMoved,
    TaskIsDeleted,
)
from projects.tasks.models import Field, Priority, TaskChange
from projects.tasks.places import Spot
from tests.accounts.factories import UserFactory
from tests.communities.factories import join
from tests.projects.factories import add_task, begin_project, lanes_of, take_part, titles_in
from tests.racing import queue_for, race

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return begin_project(visibility=Visibility.MEMBERS)


def edited(task: Task, **changes):
    usual = {"title": task.title, "description": task.description, "priority": task.priority}
    usual |= {"due": task.when_due, "labels": [], "milestone": None, "version": task.version}
    return usual | changes


def history(task: Task) -> list[tuple[str, str, str]]:
    rows = TaskChange.objects.filter(task=task).order_by("pk")
    return list(rows.values_list("field", "was", "now"))


def test_a_project_begins_with_a_board(project):
    assert [(lane.name, lane.is_done) for lane in lanes_of(project)] == [
        ("To do", False),
        ("Doing", False),
        ("In review", False),
        ("Done", True),
    ]


def test_what_its_template_lays_out_is_on_the_board():
    project = begin_project(kind="guideline")
    todo = lanes_of(project)[0]
    assert titles_in(todo)[0] == "Collect what is done today, and where it differs"
    assert len(titles_in(todo)) == 6
    assert Milestone.objects.filter(project=project).count() == 3


def test_tasks_are_numbered_in_their_project_and_stand_in_order(project):
    other = begin_project(community=project.community)
    tasks = [add_task(project, f"Task {n}") for n in range(3)]
    assert [task.number for task in tasks] == [1, 2, 3]
    assert add_task(other).number == 1
    assert titles_in(lanes_of(project)[0]) == ["Task 0", "Task 1", "Task 2"]


def test_sent_twice_it_is_added_once(project):
    for _ in range(2):
        add_task(project, nonce="a1")
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("spot", "order"),
    [
        (Spot("top"), "cab"),
        (Spot("bottom"), "abc"),
        (Spot("up"), "acb"),
        (Spot("down"), "abc"),
    ],
)
def test_a_task_moves_within_its_lane(project, spot, order):
    _a, _b, c = (add_task(project, title) for title in "abc")
    c.move(c.lane, by=project.begun_by, spot=spot)
    assert "".join(titles_in(c.lane)) == order
    assert Field.LANE not in [field for field, *_ in history(c)]


def test_a_task_moves_beside_another_one_in_another_lane(project):
    todo, doing, *_ = lanes_of(project)
    a, b = (add_task(project, title, lane=doing) for title in "ab")
    c, d = (add_task(project, title, lane=todo) for title in "cd")
    c.move(doing, by=project.begun_by, spot=Spot("before", b.pk))
    d.move(doing, by=project.begun_by, spot=Spot("after", a.pk))
    assert titles_in(doing) == ["a", "d", "c", "b"]
    assert history(c)[-1] == ("lane", "To do", "Doing")


def test_a_neighbour_that_has_left_is_no_obstacle(project):
    todo, doing, *_ = lanes_of(project)
    a, b = (add_task(project, title) for title in "ab")
    a.move(doing, by=project.begun_by, spot=Spot("after", b.pk))
    assert titles_in(doing) == ["a"]
    assert titles_in(todo) == ["b"]


def test_whoever_moves_what_somebody_else_has_moved_is_told_where_it_is(project):
    _todo, doing, review, _done = lanes_of(project)
    task = add_task(project)
    seen = task.moves
    task.move(doing, by=project.begun_by, moves=seen)
    with pytest.raises(TaskHasMoved, match="Doing"):
        task.move(review, by=project.begun_by, moves=seen)
    assert Task.objects.get(pk=task.pk).lane == doing


def test_moving_a_card_spoils_nobodys_edit(project):
    task = add_task(project)
    version = task.version
    task.move(lanes_of(project)[1], by=project.begun_by)
    task.edit(by=project.begun_by, **edited(task, title="New title", version=version))
    with pytest.raises(StaleVersion):
        task.edit(by=project.begun_by, **edited(task, title="Lost", version=version))


def test_what_comes_into_a_lane_of_what_is_done_is_done(project):
    *_others, done = lanes_of(project)
    task = add_task(project)
    task.move(done, by=project.begun_by)
    assert task.is_done
    assert Activity.objects.filter(verb="finished", subject_id=task.pk).count() == 1
    task.move(lanes_of(project)[0], by=project.begun_by)
    assert not task.is_done


def test_an_edit_notes_what_it_changed_from_what_to_what(project):
    milestone = Milestone.objects.plan(project, "Draft")
    task = add_task(project, "Old", description="Old text.")
    task.edit(
        by=project.begun_by,
        **edited(
            task,
            title="New",
            description="New text.",
            priority=Priority.HIGH,
            due=Due.on(date(2027, 3, 1), time(15), "Africa/Lagos"),
            labels=["Testing ", "content"],
            milestone=milestone,
        ),
    )
    assert history(task) == [
        ("added", "", ""),
        ("title", "Old", "New"),
        ("priority", "None", "High"),
        ("milestone", "", "Draft"),
        ("due", "", "2027-03-01 15:00 Africa/Lagos"),
        ("labels", "", "content, testing"),
        ("description", "Old text.", "New text."),
    ]
    assert task.due_at.isoformat() == "2027-03-01T14:00:00+00:00"
    assert task.when_due == Due(date(2027, 3, 1), time(15), "Africa/Lagos")
    version = task.version
    task.edit(
        by=project.begun_by, **edited(task, labels=["content", "testing"], milestone=milestone)
    )
    assert task.version == version


def test_labels_are_made_once_each_in_a_colour_of_its_own(project):
    add_task(project, labels=["testing", "content"])
    add_task(project, labels=["TESTING"])
    assert len({label.dye for label in Label.objects.all()}) == 2


def test_only_those_who_work_in_it_are_given_its_tasks(project):
    task = add_task(project)
    worker, observer = take_part(project), take_part(project, role="observer")
    task.give(worker, by=project.begun_by)
    task.give(worker, by=project.begun_by)
    assert Assignee.objects.filter(task=task).count() == 1
    for user in (observer, join(project.community), UserFactory()):
        with pytest.raises(NotInTheProject):
            task.give(user, by=project.begun_by)
    task.release(worker, by=worker)
    assert not Assignee.objects.filter(task=task).exists()


def test_a_checklist_is_ticked_off(project):
    task = add_task(project)
    first = ChecklistItem.objects.add(task, "Ring them", by=project.begun_by)
    ChecklistItem.objects.add(task, "Write it down", by=project.begun_by)
    for _ in range(2):
        first.tick(by=project.begun_by, is_done=True)
    task.refresh_from_db()
    assert (task.checked_count, task.item_count) == (1, 2)
    for _ in range(2):
        first.remove(by=project.begun_by)
    task.refresh_from_db()
    assert (task.checked_count, task.item_count) == (0, 1)
    assert history(task)[1:] == [
        ("step_added", "", "Ring them"),
        ("step_added", "", "Write it down"),
        ("checked", "", "Ring them"),
        ("step_removed", "Ring them", ""),
    ]


def test_what_is_deleted_comes_back_to_its_place(project):
    a, b, c = (add_task(project, title) for title in "abc")
    b.delete_softly(by=project.begun_by)
    assert titles_in(b.lane) == ["a", "c"]
    c.move(c.lane, by=project.begun_by, spot=Spot("before", a.pk))
    b.restore(by=project.begun_by)
    assert titles_in(b.lane) == ["c", "a", "b"]


def test_what_is_deleted_or_closed_is_not_changed(project):
    task = add_task(project)
    task.delete_softly(by=project.begun_by)
    with pytest.raises(TaskIsDeleted):
        task.move(task.lane, by=project.begun_by)
    task.restore(by=project.begun_by)
    Project.objects.filter(pk=project.pk).update(status="closed")
    with pytest.raises(ProjectIsClosed):
        task.move(task.lane, by=project.begun_by)
    with pytest.raises(ProjectIsClosed):
        add_task(project)
    with pytest.raises(ProjectIsClosed):
        change_many(project, [task.pk], Wish(priority=1), by=project.begun_by)


def test_many_are_changed_at_once(project):
    todo, doing, *_ = lanes_of(project)
    worker = take_part(project)
    tasks = [add_task(project, title, labels=["old"]) for title in "abc"]
    tasks[2].delete_softly(by=project.begun_by)
    wish = Wish(
        lane=doing,
        give=worker,
        label="new",
        unlabel="old",
        priority=Priority.URGENT,
        due=Due.on(date(2027, 3, 1)),
    )
    assert change_many(project, [task.pk for task in tasks], wish, by=project.begun_by) == 2
    assert titles_in(doing) == ["a", "b"]
    one = Task.objects.for_list().get(pk=tasks[0].pk)
    assert (one.priority, one.due) == (Priority.URGENT, date(2027, 3, 1))
    assert [person.user for person in one.people] == [worker]
    assert [label.name for label in one.marks] == ["new"]
    assert titles_in(todo) == []


def test_tasks_of_another_project_are_not_changed_along(project):
    task = add_task(begin_project(community=project.community))
    assert change_many(project, [task.pk], Wish(priority=3), by=project.begun_by) == 0


def test_a_lane_is_removed_when_it_is_empty_or_into_another_one(project):
    todo, doing, review, done = lanes_of(project)
    gone, kept = add_task(project, "a", lane=doing), add_task(project, "b", lane=doing)
    gone.delete_softly(by=project.begun_by)
    add_task(project, "c", lane=review)
    with pytest.raises(LaneNotEmpty):
        doing.remove()
    doing.remove(into=review)
    assert titles_in(review) == ["c", "b"]
    gone.restore(by=project.begun_by)
    assert titles_in(review) == ["c", "a", "b"]
    with pytest.raises(LaneIsGone):
        kept.move(doing, by=project.begun_by)
    todo.remove()
    for lane in (review, done):
        with pytest.raises(BoardNeedsLane):
            lane.remove(into=done if lane == review else review)


def test_a_lane_that_is_for_what_is_done_finishes_what_is_in_it(project):
    _todo, _doing, review, done = lanes_of(project)
    task = add_task(project, lane=review)
    review.rename("Good enough", is_done=True)
    assert Task.objects.get(pk=task.pk).is_done
    with pytest.raises(NameTaken):
        review.rename("DONE", is_done=True)
    Lane.objects.arrange(project, [done.pk, review.pk])
    assert [lane.name for lane in lanes_of(project)] == ["Done", "Good enough", "To do", "Doing"]


@pytest.mark.django_db(transaction=True)
def test_two_who_move_one_card_at_once_both_see_where_it_is():
    project = begin_project()
    _todo, doing, review, _done = lanes_of(project)
    task = add_task(project)
    by = project.begun_by
    results = race(
        lambda: Task.objects.get(pk=task.pk).move(doing, by=by, moves=0),
        lambda: Task.objects.get(pk=task.pk).move(review, by=by, moves=0),
    )
    [lost] = [result for result in results if result is not None]
    assert isinstance(lost, TaskHasMoved)
    now = Task.objects.select_related("lane").get(pk=task.pk)
    assert (now.moves, now.lane.name in str(lost)) == (1, True)


@pytest.mark.django_db(transaction=True)
def test_two_who_put_cards_in_one_place_take_two():
    project = begin_project()
    todo, doing, *_ = lanes_of(project)
    a, b = add_task(project, "a"), add_task(project, "b")
    by = project.begun_by
    rows = Lane.objects.filter(pk=doing.pk)
    results = queue_for(
        rows,
        lambda: Task.objects.get(pk=a.pk).move(doing, by=by),
        lambda: Task.objects.get(pk=b.pk).move(doing, by=by),
    )
    assert results == [None, None]
    assert sorted(titles_in(doing)) == ["a", "b"]
    assert titles_in(todo) == []


@pytest.mark.django_db(transaction=True)
def test_who_moves_a_card_into_a_lane_that_is_removed_is_told():
    project = begin_project()
    _todo, doing, review, _done = lanes_of(project)
    task = add_task(project)
    by = project.begun_by
    rows = Lane.objects.filter(pk=doing.pk)
    removed, moved = queue_for(
        rows,
        lambda: doing.remove(into=review),
        lambda: Task.objects.get(pk=task.pk).move(doing, by=by),
    )
    assert removed is None
    assert isinstance(moved, LaneIsGone)


@pytest.mark.django_db(transaction=True)
def test_two_who_add_at_once_get_two_numbers():
    project = begin_project()
    by = project.begun_by
    made = race(*[lambda: Task.objects.add(project, "One more", by=by)] * 3)
    assert sorted(task.number for task in made) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_two_who_write_one_task_at_once_lose_nothing():
    project = begin_project()
    task = add_task(project)
    by = project.begun_by
    results = race(
        *(
            lambda title=title: (
                Task.objects.for_page().get(pk=task.pk).edit(by=by, **edited(task, title=title))
            )
            for title in ("One", "Other")
        )
    )
    assert sorted(type(result) for result in results if result is not None) == [StaleVersion]
