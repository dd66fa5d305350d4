"""Who is told what of a task, when, and what is not told any more."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from notifications.digest import Reader, sections
from notifications.models import Follow, Level, Notice, Reminder
from notifications.tasks import remind
from projects.models import Assignee, Project, TaskComment, Visibility
from projects.tasks.dues import Due
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.projects.factories import (
    add_task,
    begin_project,
    lanes_of,
    partner,
    place_of,
    take_part,
)
from tests.search.finding import search, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    community = CommunityFactory(visibility="private")
    return begin_project(community=community, visibility=Visibility.MEMBERS)


def told(user) -> list[str]:
    mine = Notice.objects.filter(user=user, group__startswith="task:")
    return [notice.kind.partition(".")[2] for notice in mine.order_by("pk")]


def test_who_is_given_a_task_is_told_and_who_takes_one_is_not(relay, project):
    given, taker = partner(project), take_part(project)
    task = add_task(project)
    task.give(given, by=project.begun_by)
    task.give(taker, by=taker)
    relay()
    assert (told(given), told(taker)) == (["YouAreGivenATask"], [])


def test_a_comment_is_told_to_whom_it_concerns_each_once(relay, project):
    assignee, named, spoke, watcher = (take_part(project) for _ in range(4))
    other, stranger = take_part(project), UserFactory()
    task = add_task(project)
    task.give(assignee, by=assignee)
    TaskComment.objects.add(task, "First.", by=spoke)
    Follow.objects.choose(task.target, Level.WATCHING, by=watcher)
    relay()
    Notice.objects.all().delete()
    source = f"What does @{named.handle} say, and @{stranger.handle}?"
    comment = TaskComment.objects.add(task, source, by=project.begun_by)
    relay()
    assert told(named) == ["YouAreNamedInAComment"]
    assert [told(one) for one in (assignee, spoke, watcher)] == [["SomebodyCommented"]] * 3
    assert [told(one) for one in (other, stranger, project.begun_by)] == [[], [], []]
    comment.delete_softly()
    relay()
    assert not Notice.objects.filter(group=task.target).exists()


def test_who_is_named_later_is_told_then(relay, project):
    named = take_part(project)
    task = add_task(project, description=f"Ask @{project.begun_by.handle}.")
    comment = TaskComment.objects.add(task, "See below.", by=project.begun_by)
    relay()
    comment.edit(f"See @{named.handle}.", by=project.begun_by, version=1)
    relay()
    assert told(named) == ["YouAreNamedInAComment"]


def test_who_mutes_a_task_is_told_nothing_of_it(relay, project):
    assignee = take_part(project)
    task = add_task(project)
    task.give(assignee, by=assignee)
    Follow.objects.choose(task.target, Level.MUTED, by=assignee)
    TaskComment.objects.add(task, "Hello.", by=project.begun_by)
    relay()
    assert told(assignee) == []


def test_another_day_and_the_end_are_told_to_who_has_it(relay, project):
    assignee = take_part(project)
    task = add_task(project)
    task.give(assignee, by=assignee)
    said = {"title": task.title, "description": "", "priority": 0, "labels": [], "milestone": None}
    day = timezone.localdate() + timedelta(days=9)
    task.edit(by=project.begun_by, version=1, due=Due(day), **said)
    task.move(lanes_of(project)[-1], by=project.begun_by)
    relay()
    assert told(assignee) == ["YourTaskIsDueOtherwise", "ATaskIsDone"]


def test_reminders_come_a_day_and_an_hour_ahead_and_once_after(project):
    assignee = take_part(project)
    at = timezone.now().replace(microsecond=0) + timedelta(days=3)
    due = Due(at.date(), at.time(), "UTC")
    task = add_task(project, due=due)
    task.give(assignee, by=project.begun_by)
    coming = Reminder.objects.of(assignee).order_by("due_at").values_list("due_at", flat=True)
    assert list(coming) == [
        at - timedelta(days=1),
        at - timedelta(hours=1),
        at + timedelta(days=1),
    ]
    task.move(lanes_of(project)[-1], by=assignee)
    assert not Reminder.objects.of(assignee).exists()
    task.move(lanes_of(project)[0], by=assignee)
    task.delete_softly(by=assignee)
    assert not Reminder.objects.of(assignee).exists()
    task.restore(by=assignee)
    assert Reminder.objects.of(assignee).count() == 3
    task.release(assignee, by=assignee)
    assert not Reminder.objects.of(assignee).exists()


def test_what_has_a_day_and_no_hour_is_told_on_its_mornings(project):
    assignee = take_part(project)
    day = timezone.localdate() + timedelta(days=3)
    task = add_task(project, due=Due(day))
    task.give(assignee, by=project.begun_by)
    coming = Reminder.objects.of(assignee).order_by("due_at").values_list("due_at", flat=True)
    mornings = [day - timedelta(days=1), day, day + timedelta(days=1)]
    assert [at.replace(tzinfo=None) for at in coming] == [
        datetime.combine(morning, datetime.min.time()).replace(hour=9) for morning in mornings
    ]


def test_a_late_task_is_told_once(relay, project):
    assignee = take_part(project)
    task = add_task(project, due=Due(timezone.localdate() - timedelta(days=3)))
    task.give(assignee, by=assignee)
    for _ in range(2):
        remind()
        relay()
    assert told(assignee) == ["YourTaskIsLate"]


def test_who_leaves_the_project_leaves_its_tasks_to_others(relay, project):
    gone, observer = take_part(project), take_part(project)
    task = add_task(project, due=Due(timezone.localdate() + timedelta(days=9)))
    for user in (gone, observer):
        task.give(user, by=user)
    place_of(project, gone).leave(by=gone)
    place_of(project, observer).give_role("observer", by=project.begun_by)
    relay()
    assert not Assignee.objects.filter(task=task).exists()
    assert not Reminder.objects.filter(thing=task.target).exists()


def test_the_digest_says_what_of_ones_own_is_due_also_to_a_partner(project):
    mine, others = partner(project), take_part(project)
    day = timezone.localdate() + timedelta(days=2)
    task = add_task(project, "The heron report", due=Due(day))
    add_task(project, "Somebody else's", due=Due(day)).give(others, by=others)
    add_task(project, "Much later", due=Due(day + timedelta(days=30))).give(mine, by=mine)
    task.give(mine, by=mine)
    now = timezone.now()
    reader = Reader(mine, {project.space.scope}, now - timedelta(days=7), now)
    [item] = sections["projects.TasksDue"].gather([reader])[mine.pk]
    assert (item.title, item.place) == ("The heron report", project.title)
    assert item.audience == project.space.audience
    assert [one.title for one in sections["projects.TasksDue"].recall(reader, [item.key])]
    stranger = Reader(UserFactory(), set(), now, now)
    assert list(sections["projects.TasksDue"].recall(stranger, [item.key])) == []


def test_tasks_are_found_by_those_in_the_project_and_by_nobody_else(relay, project):
    inside, outside = take_part(project), join(project.community)
    task = add_task(project, "Count the heron nests", description="Near the weir.")
    relay()
    found = [titles(search("heron", viewer)) for viewer in (inside, outside)]
    assert found == [[task.title], []]
    task.delete_softly(by=inside)
    relay()
    assert titles(search("heron", inside)) == []
