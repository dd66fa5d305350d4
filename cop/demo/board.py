"""Puts on a demo project's board what is to be done: by whom, until when, and how far it is.

Days are written from today, so that something is always late, something due today and something
this week; a day is due where its first person lives.
"""

from datetime import datetime, time, timedelta
from typing import Any

from accounts.models import User
from communities.models import Activity
from cop.demo.content import duration
from cop.demo.talk import People
from projects import texts
from projects.models import (
    ChecklistItem,
    Label,
    Lane,
    Milestone,
    Project,
    Task,
    TaskChange,
    TaskComment,
)
from projects.tasks import order
from projects.tasks.dues import Due
from projects.tasks.models import Assignee, Field, Priority

ASSIGNED = timedelta(hours=1)  # after it was put there


def lay_out(project: Project, told: dict[str, Any], people: People, now: datetime) -> None:
    lanes = {lane.name: lane for lane in Lane.objects.lay_out(project)}
    goals = {
        one["name"]: Milestone.objects.plan(project, one["name"], _day(one, now))
        for one in told.get("milestones", [])
    }
    tasks = told.get("tasks", [])
    keys = dict.fromkeys(lanes, order.FIRST)
    for number, one in enumerate(tasks, start=1):
        lane, name = lanes[one["lane"]], one["lane"]
        task = _put(project, one, lane, people, now, number=number, order=keys[name])
        keys[name] = order.between(keys[name], None)
        if "milestone" in one:
            Task.objects.filter(pk=task.pk).update(milestone=goals[one["milestone"]])
        _tell_history(task, one, people, now)
        _talk_of(task, one, people, now)
        task.remind()


def _put(
    project: Project,
    one: dict[str, Any],
    lane: Lane,
    people: People,
    now: datetime,
    **where: Any,
) -> Task:
    by, added = people[one["by"]], now - duration(one["added"])
    theirs = [people[handle] for handle in one.get("people", [])]
    task = Task(
        project=project,
        community_id=project.community_id,
        lane=lane,
        title=one["title"],
        priority=Priority[one.get("priority", "none").upper()],
        created_by=by,
        created_at=added,
        changed_at=now - duration(one.get("done", one.get("moved", one["added"]))),
        done_at=now - duration(one["done"]) if lane.is_done else None,
        **where,
    )
    task.take_due(_due(one, theirs[0] if theirs else by, now))
    task.save()
    task.labels.set(Label.objects.named(project, one.get("labels", [])))
    # Whom the text names is not told of it: as with all of the demo, nothing is announced.
    text = one.get("text", "").strip()
    written = texts.compose(text, task, by=by, project=project)
    task.description, task.html, task.mentioned = text, written.text, written.mentioned
    task.save(update_fields=["description", "html", "mentioned"])
    texts.note(task, project, written)
    Assignee.objects.bulk_create(
        Assignee(task=task, user=user, by=by, at=added + ASSIGNED) for user in theirs
    )
    return task


def _tell_history(task: Task, one: dict[str, Any], people: People, now: datetime) -> None:
    """What of it changed since, as its history would have it."""
    by, added = task.created_by, task.created_at
    _note(task, Field.ADDED, by, added)
    for handle in one.get("people", []):
        _note(task, Field.ASSIGNED, by, added + ASSIGNED, who=people[handle])
    mover = people[one["people"][0]] if one.get("people") else by
    moved = now - duration(one.get("done", one.get("moved", one["added"])))
    first = Lane.objects.filter(project=task.project_id).in_order()[0]
    for place, step in enumerate(one.get("steps", [])):
        item = ChecklistItem.objects.create(task=task, text=step)
        if place < one.get("ticked", 0):
            ChecklistItem.objects.filter(pk=item.pk).update(
                is_done=True, done_by=mover, done_at=moved
            )
            _note(task, Field.CHECKED, mover, moved, now=step)
    task.count_items()
    if task.lane_id != first.pk:
        _note(task, Field.LANE, mover, moved, was=first.name, now=task.lane.name)
    if task.done_at:
        space = task.project.space
        noted = Activity.objects.record("finished", task, by=mover, space=space)
        Activity.objects.filter(pk=noted.pk).update(at=moved)


def _talk_of(task: Task, one: dict[str, Any], people: People, now: datetime) -> None:
    said = one.get("comments", [])
    for remark in said:
        author, at = people[remark["by"]], now - duration(remark["at"])
        comment = TaskComment(task=task, author=author, source=remark["text"].strip())
        written = texts.compose(comment.source, comment, by=author, project=task.project)
        comment.html, comment.mentioned = written.text, written.mentioned
        comment.created_at = at
        comment.save()
        texts.note(comment, task.project, written)
    Task.objects.filter(pk=task.pk).update(comment_count=len(said))


def _note(task: Task, field: str, by: User, at: datetime, **change: Any) -> None:
    noted = TaskChange.objects.note(task, field, by=by, **change)
    TaskChange.objects.filter(pk=noted.pk).update(at=at)


def _due(one: dict[str, Any], user: User, now: datetime) -> Due:
    hour = time.fromisoformat(one["hour"]) if "hour" in one else None
    return Due.on(_day(one, now.astimezone(user.zone)), hour, user.timezone)


def _day(one: dict[str, Any], now: datetime) -> Any:
    if "due_in" in one:
        return (now + duration(one["due_in"])).date()
    return (now - duration(one["due_ago"])).date() if "due_ago" in one else None
