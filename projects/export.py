"""A project as files, for those who lead it: what is in it that they may read, as it was typed.

Whoever has something in projects says what to write of it:

    @export.part("pages")
    def pages(viewer, project):
        yield export.File("pages/7.md", [...])

Paths are made of what we name and of numbers, never of what somebody typed. Where what is in it
comes from the storage, it is asked for before its file is handed on, so that none is cut short.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from discussions.models import Post, Topic
from projects.closing.outcome import HEADINGS
from projects.models import Call, Decision, Lesson, Meeting, Project, Task, Update
from projects.models.review import PARTS
from projects.zipping import File, zipped

Part = Callable[[Any, Project], Iterator[File]]
_parts: dict[str, Part] = {}


def part(name: str) -> Callable[[Part], Part]:
    def register(function: Part) -> Part:
        _parts[name] = function
        return function

    return register


def as_json(path: str, data: Any) -> File:
    return File(path, [json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n"])


def files_of(viewer: Any, project: Project) -> Iterator[File]:
    for function in _parts.values():
        yield from function(viewer, project)


def answer(viewer: Any, project: Project) -> StreamingHttpResponse:
    """The archive, sent while it is made, so that no part of it has to fit into memory."""
    response = StreamingHttpResponse(
        zipped(files_of(viewer, project)), content_type="application/zip"
    )
    response["Content-Disposition"] = f'attachment; filename="project-{project.pk}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


@part("project")
def itself(viewer: Any, project: Project) -> Iterator[File]:
    said = _(
        "What is in the project “%(title)s” at %(url)s, as it was on %(day)s. Texts are Markdown, "
        "as they were typed. `project.json` names each thing by its kind and number, as the site "
        "and its API do. Whoever is named here wrote for those who could read the project."
    )
    url = settings.SITE_ORIGIN + project.get_absolute_url()
    named = {"title": project.title, "url": url, "day": timezone.localdate().isoformat()}
    yield File("README.md", [f"# {project.title}\n\n{said % named}\n"])
    yield as_json("project.json", described(project) | {"url": url})
    yield File("purpose.md", [f"{project.purpose}\n"])
    if project.done:
        yield File("done.md", [f"{project.done}\n"])


def described(project: Project) -> dict[str, Any]:
    people = project.collaborators.for_display()
    return {
        "id": project.target,
        "title": project.title,
        "community": project.community.slug,
        "status": project.status,
        "visibility": project.visibility,
        "tags": project.tag_names,
        "due": project.due,
        "created_at": project.created_at,
        "started_at": project.started_at,
        "closed_at": project.closed_at,
        "people": [
            {
                "id": f"person:{place.user_id}",
                "handle": place.user.handle,
                "name": place.user.name,
                "role": place.role,
                "standing": place.standing,
                "does": place.does,
                "joined_at": place.joined_at,
                "left_at": place.left_at,
            }
            for place in people
        ],
    }


@part("reviews")
def reviews(_viewer: Any, project: Project) -> Iterator[File]:
    """Also the one that is being written, which those who lead it can read."""
    lessons = list(Lesson.objects.for_display().filter(project=project))
    if lessons:
        yield as_json("lessons.json", [_lesson(lesson) for lesson in lessons])
    for review in project.reviews.order_by("pk"):
        yield File(f"reviews/{review.pk}.md", _sections(review.parts))


def _lesson(lesson: Lesson) -> dict[str, Any]:
    return {
        "id": f"lesson:{lesson.pk}",
        "review": f"review:{lesson.review_id}",
        "title": lesson.title,
        "text": lesson.text,
        "verdict": lesson.verdict,
        "is_kept": lesson.is_kept,
        "tags": lesson.tag_names,
        "article": f"article:{lesson.article_id}" if lesson.article_id else None,
    }


def _sections(parts: dict[str, str]) -> Iterator[str]:
    for name in PARTS:
        if parts[name].strip():
            yield f"## {HEADINGS[name]}\n\n{parts[name].strip()}\n\n"


@part("tasks")
def tasks(viewer: Any, project: Project) -> Iterator[File]:
    found = Task.objects.visible_to(viewer).filter(project=project).select_related("lane")
    rows = [
        {
            "id": task.target,
            "number": task.number,
            "title": task.title,
            "description": task.description,
            "lane": task.lane.name,
            "assignees": [f"person:{one.user_id}" for one in task.assignees.all()],
            "due": task.due_at or task.due,
            "created_at": task.created_at,
            "done_at": task.done_at,
        }
        for task in found.prefetch_related("assignees").order_by("number")
    ]
    if rows:
        yield as_json("tasks.json", rows)


@part("calls")
def calls(viewer: Any, project: Project) -> Iterator[File]:
    """Without who applied: that is between them and who led it then."""
    found = Call.objects.visible_to(viewer).filter(project=project).with_tags().order_by("pk")
    names = ("title", "time", "until", "places", "taken", "state", "created_at", "ended_at")
    for call in found:
        about = _about(call, names) | {"tags": call.tag_names, "by": f"person:{call.called_by_id}"}
        yield _text(f"calls/{call.pk}.md", about, call.text)


@part("updates")
def updates(viewer: Any, project: Project) -> Iterator[File]:
    found = Update.objects.visible_to(viewer).filter(project=project)
    for update in found.order_by("pk").iterator(chunk_size=100):
        about = _about(update, ("posted_at", "edited_at"))
        about |= {"by": f"person:{update.by_id}", "topic": _name("topic", update.topic_id)}
        yield _text(f"updates/{update.pk}.md", about, update.text)


@part("meetings")
def meetings(viewer: Any, project: Project) -> Iterator[File]:
    found = Meeting.objects.visible_to(viewer).filter(project=project)
    for meeting in found.order_by("pk").iterator(chunk_size=100):
        about = _about(meeting, ("title", "held_on", "attended", "noted_at", "edited_at"))
        about["by"] = f"person:{meeting.noted_by_id}"
        yield _text(f"meetings/{meeting.pk}.md", about, meeting.notes)


@part("decisions")
def decisions(viewer: Any, project: Project) -> Iterator[File]:
    found = Decision.objects.visible_to(viewer).filter(project=project).order_by("pk")
    names = ("title", "decided_on", "decided_by", "why", "alternatives", "noted_at", "edited_at")
    rows = [
        _about(decision, names)
        | {
            "by": f"person:{decision.noted_by_id}",
            "meeting": _name("meeting", decision.meeting_id),
            "superseded_by": _name("decision", decision.superseded_by_id),
        }
        for decision in found
    ]
    if rows:
        yield as_json("decisions.json", rows)


def _about(thing: Any, names: Iterable[str]) -> dict[str, Any]:
    return {"id": thing.target} | {name: getattr(thing, name) for name in names}


def _name(kind: str, pk: int | None) -> str | None:
    return f"{kind}:{pk}" if pk else None


def _text(path: str, about: dict[str, Any], text: str) -> File:
    """With what is known of it above, each on a line, as programs that read Markdown know it."""
    said = [
        f"{name}: {json.dumps(value, ensure_ascii=False, default=str)}\n"
        for name, value in about.items()
        if value not in (None, "", [])
    ]
    return File(path, ["---\n", *said, "---\n\n", f"{text.strip()}\n"])


@part("topics")
def topics(viewer: Any, project: Project) -> Iterator[File]:
    """What was said in it, a file for each topic."""
    seen = Topic.objects.visible_to(viewer).filter(space=project.space_id, deleted_at=None)
    for topic in seen.order_by("pk").iterator(chunk_size=100):
        yield File(f"topics/{topic.pk}.md", _posts(topic))


def _posts(topic: Topic) -> Iterator[str]:
    yield f"# {topic.title}\n\n"
    posts = Post.objects.present().filter(topic=topic).select_related("author").order_by("number")
    for post in posts.iterator(chunk_size=100):
        yield f"## {post.number}. {post.author.name}, {post.created_at:%Y-%m-%d}\n\n"
        yield f"{post.source.strip()}\n\n"
