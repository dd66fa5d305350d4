"""Writes the demo's courses, and how far some have come with them, by the verbs: an edition is made
of what is written."""

from typing import Any

from communities.models import Community, Space
from cop.demo.content import CommunityContent
from cop.demo.quiet import told_to_nobody
from cop.demo.talk import People, Talk
from learning.models import Course, Lesson, Module, Question, Run

SAID = ("title", "text", "minutes")


def teach(content: CommunityContent, talk: Talk) -> None:
    for told in content.courses:
        with told_to_nobody():
            course = _write(told, content.slug, talk)
            course.release(by=talk.people[told["published_by"]])
            for one in told.get("runs", []):
                _take(course, one, talk.people)


def _write(told: dict[str, Any], slug: str, talk: Talk) -> Course:
    by, community = talk.people[told["by"]], Community.objects.get(slug=slug)
    course: Course = Course.objects.propose(
        Space.objects.get(community=community, slug=told["space"]),
        by=by,
        title=told["title"],
        text=told["text"].strip(),
        tags=told["tags"],
        teachers=[talk.people[handle] for handle in told["teachers"]],
    )
    for one in told["modules"]:
        module = Module.objects.add(course, one["title"], in_turn=one.get("in_turn", False))
        for lesson in one["lessons"]:
            _add(module, lesson, slug, talk)
    return course


def _add(module: Module, told: dict[str, Any], slug: str, talk: Talk) -> None:
    said = {name: told[name] for name in SAID if name in told}
    said["text"] = talk.linked(said["text"].strip(), in_community=slug)
    lesson = Lesson.objects.add(module, by=module.course.proposed_by, **said)
    for one in told.get("questions", []):
        Question.objects.add(lesson, **one)
    if "pass_mark" in told:
        lesson.set_quiz_terms(draws=None, pass_mark=told["pass_mark"], attempts=None)


def _take(course: Course, told: dict[str, Any], people: People) -> None:
    run = Run.objects.enrol(course, by=people[told["handle"]])
    numbers = dict(Lesson.objects.filter(course=course).values_list("title", "pk"))
    for title in told["done"]:
        run.mark(numbers[title])
