"""Writes the demo's courses, and how far some have come with them, by the verbs: an edition is made
of what is written."""

from typing import Any

from communities.models import Community, Space
from cop.demo.content import HERE, CommunityContent
from cop.demo.quiet import told_to_nobody
from cop.demo.talk import People, Talk
from core.uploads.keeping import keep
from core.uploads.kinds import video_of
from learning.courses import captions
from learning.models import (
    Assignment,
    Attempt,
    Course,
    Criterion,
    EditionLesson,
    Lesson,
    Module,
    Question,
    Run,
    Work,
    WorkReview,
)

SAID = ("title", "text", "minutes")


def teach(content: CommunityContent, talk: Talk) -> None:
    for told in content.courses:
        with told_to_nobody():
            course = _write(told, content.slug, talk)
            course.release(by=talk.people[told["published_by"]])
            for one in told.get("runs", []):
                _take(course, one, talk.people)
            for one in told.get("reviews", []):
                _review(course, one, talk.people)


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
    _show_film(lesson, told, slug)
    for one in told.get("questions", []):
        Question.objects.add(lesson, **one)
    if "pass_mark" in told:
        lesson.set_quiz_terms(draws=None, pass_mark=told["pass_mark"], attempts=None)
    if asked := dict(told.get("assignment", {})):
        criteria = asked.pop("criteria")
        Assignment.objects.put(lesson, version=0, **asked)
        for one in criteria:
            Criterion.objects.add(lesson, **one)


def _show_film(lesson: Lesson, told: dict[str, Any], slug: str) -> None:
    films = HERE / slug / "films"
    if "film" in told:
        with (films / told["film"]).open("rb") as stored:
            by = lesson.course.proposed_by
            lesson.show_film(keep(stored, told["film"], video_of(stored), by=by))
    for one in told.get("captions", []):
        cues = captions.read((films / one["from"]).read_bytes())
        language = one["language"]
        lesson.caption(captions.Track(language, captions.name_of(language), cues))


def _take(course: Course, told: dict[str, Any], people: People) -> None:
    run = Run.objects.enrol(course, by=people[told["handle"]])
    lessons = {one.title: one for one in EditionLesson.objects.filter(edition=run.edition)}
    for title in told["done"]:
        if lessons[title].quiz:
            _pass(run, lessons[title])
        else:
            run.mark(lessons[title].number)
    if "work" in told:
        lesson = next(one for one in lessons.values() if one.assignment)
        work = Work.objects.begin(run, lesson)
        work.keep(told["work"].strip(), version=work.version)
        work.hand_in()


def _pass(run: Run, lesson: EditionLesson) -> None:
    """With all answers right."""
    attempt = Attempt.objects.begin(run, lesson)
    answers = {}
    for question in attempt.questions:
        if "choices" in question:
            right = [choice["id"] for choice in question["choices"] if choice["right"]]
            answers[question["id"]] = right if question["kind"] == "multiple" else right[0]
        else:
            answers[question["id"]] = question.get("number") or question["accepted"][0]
    attempt.answer(answers)
    attempt.send()


def _review(course: Course, told: dict[str, Any], people: People) -> None:
    """Sent with its points; without them it still lies before whoever was asked."""
    work = Work.objects.with_course().get(run__course=course, run__user=people[told["of"]])
    review = WorkReview.objects.ask(work, people[told["by"]].pk)
    if "points" in told:
        points = dict(zip((one["id"] for one in work.criteria), told["points"], strict=True))
        found = WorkReview.objects.with_work().get(pk=review.pk)
        found.keep(points=points, comments={}, words=told["words"])
        found.send()
