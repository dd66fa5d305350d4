from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from communities.models import Community, Role, Space
from learning.courses.assignments import pool
from learning.models import (
    Assignment,
    Course,
    Criterion,
    EditionLesson,
    Lesson,
    Mode,
    Module,
    Registration,
    Run,
    Series,
    SeriesPlace,
    Work,
    WorkReview,
    Workshop,
)
from learning.series.recurring import Rule, Timetable
from learning.workshops.parts import NAMES
from learning.workshops.when import When
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space


def later(*, days: float = 10, hours: float = 1.5, zone: str = "Europe/Berlin") -> When:
    """So many days from now, for so many hours."""
    begins: datetime = timezone.now().replace(microsecond=0) + timedelta(days=days)
    return When.on(begins, begins + timedelta(hours=hours), zone)


def said(**changes: Any) -> dict[str, Any]:
    """What a workshop says of itself, as a verb is given it."""
    parts = dict.fromkeys(NAMES, "") | {"text": "We read *six* plots together."}
    parts |= {name: changes.pop(name) for name in NAMES if name in changes}
    usual = {"title": "Reading a forest plot", "parts": parts, "tags": []}
    return usual | changes


def propose_workshop(
    *,
    community: Community | None = None,
    space: Space | None = None,
    by: User | None = None,
    **changes: Any,
) -> Workshop:
    """By a member who hosts it, through the real verb."""
    space = space or first_space(community or CommunityFactory())
    by = by or join(space.community)
    more = {"hosts": [by], "when": later()} | said(**changes)
    made = Workshop.objects.propose(space, by=by, **more)
    return Workshop.objects.for_page().get(pk=made.pk)


def publish_workshop(**how: Any) -> Workshop:
    """Proposed as above, and published by a facilitator."""
    workshop = propose_workshop(**how)
    workshop.release(by=join(workshop.community, role=Role.FACILITATOR))
    return Workshop.objects.for_page().get(pk=workshop.pk)


def register(workshop: Workshop, by: User | None = None, **said: Any) -> Registration:
    """By a member of the community, unless somebody is given."""
    by = by or join(workshop.community)
    said = {"mode": Mode.ONLINE} | said
    return Registration.objects.register(workshop, by=by, **said)


def propose_course(
    *, community: Community | None = None, by: User | None = None, **changes: Any
) -> Course:
    """By a member who teaches it, through the real verb; nothing is in it yet."""
    space = changes.pop("space", None) or first_space(community or CommunityFactory())
    by = by or join(space.community)
    usual = {"title": "Reading plots", "text": "For *all* of us.", "tags": [], "teachers": [by]}
    made = Course.objects.propose(space, by=by, **(usual | changes))
    return Course.objects.for_page().get(pk=made.pk)


def write_lesson(course: Course, module: Module | None = None, **said: Any) -> Lesson:
    """In the last module of the course, which gets one if it has none."""
    module = module or course.modules.present().in_order().last()
    module = module or Module.objects.add(course, "The square")
    said = {"title": "What it is", "text": "A *square*."} | said
    return Lesson.objects.add(module, by=course.proposed_by, **said)


def publish_course(*, lessons: int = 2, **how: Any) -> Course:
    """With so many lessons in one module, published by a facilitator."""
    course = propose_course(**how)
    for number in range(lessons):
        write_lesson(course, title=f"Step {number + 1}", text=f"Text of *{number + 1}*.")
    return bring_out(course)


def bring_out(course: Course) -> Course:
    """Publish it, anew as well."""
    course.release(by=join(course.community, role=Role.FACILITATOR))
    return Course.objects.for_page().get(pk=course.pk)


def take(course: Course, by: User | None = None) -> Run:
    """Begun by a member of the community, unless somebody is given."""
    run = Run.objects.enrol(course, by=by or join(course.community))
    return Run.objects.with_done().get(pk=run.pk)


LEVELS = "0 | Missing\n2 | There | It is said.\n4 | Good | It is said why."


def assign(lesson: Lesson, *, criteria: int = 2, **terms: Any) -> Assignment:
    """Let a lesson ask for work, judged by so many criteria of four points each."""
    usual = {"text": "Write a *summary*.", "solution": "As *this* one.", "version": 0}
    asked = Assignment.objects.put(lesson, **(usual | terms))
    for number in range(criteria):
        Criterion.objects.add(lesson, title=f"Criterion {number + 1}", typed=LEVELS)
    return asked


def assigned_course(*, community: Community | None = None, **terms: Any) -> Course:
    """With one lesson, which asks for work; reviewed by two others unless it is said otherwise."""
    course = propose_course(community=community)
    assign(write_lesson(course), **({"reviews": 2, "gives": 2} | terms))
    return bring_out(course)


def hand_in(course: Course, by: User | None = None, text: str = "My summary.") -> Work:
    """For the first lesson, by a learner of the community, unless somebody is given."""
    run = take(course, by)
    lesson = EditionLesson.objects.of(course, run.edition.number)[0]
    work = Work.objects.begin(run, lesson)
    work.keep(text, version=work.version)
    work.hand_in()
    return Work.objects.with_course().get(pk=work.pk)


def review(work: Work, by: User, points: int = 4, words: str = "Well done.") -> WorkReview:
    """Sent by somebody who was asked for it, with the same points for each criterion."""
    found = WorkReview.objects.open().with_work().get(work=work, by=by)
    said = {one["id"]: points for one in work.criteria}
    found.keep(points=said, comments={}, words=words)
    found.send()
    return found


def next_review(user: User, number: int) -> WorkReview:
    """The one that is before somebody, or the next."""
    run = Run.objects.get(user=user, course__lessons=number)
    return WorkReview.objects.with_work().get(pk=pool.ask(run, number).pk)


def weekly(*, times: int = 3, days: float = 10, zone: str = "Europe/Berlin") -> Timetable:
    """Once a week, the first so many days from now."""
    return Timetable.of(Rule("WEEKLY", times=times), later(days=days, zone=zone))


def propose_series(
    *,
    community: Community | None = None,
    by: User | None = None,
    timetable: Timetable | None = None,
    **changes: Any,
) -> Series:
    space = changes.pop("space", None) or first_space(community or CommunityFactory())
    by = by or join(space.community)
    more = {"hosts": [by], "timetable": timetable or weekly()} | said(**changes)
    made = Series.objects.propose(space, by=by, **more)
    return Series.objects.for_page().get(pk=made.pk)


def publish_series(**how: Any) -> Series:
    """Proposed as above, and published by a facilitator."""
    series = propose_series(**how)
    series.release(by=join(series.community, role=Role.FACILITATOR))
    return Series.objects.for_page().get(pk=series.pk)


def come_to_all(series: Series, by: User | None = None, **said: Any) -> list[Registration]:
    """A member of the community, unless somebody is given."""
    by = by or join(series.community)
    return SeriesPlace.objects.take(series, by=by, **({"mode": Mode.ONLINE} | said))
