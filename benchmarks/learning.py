"""Workshops and courses: what their pages and feeds cost, and many who register at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from benchmarks.load import Ask
from benchmarks.scenarios import Scenario, cookie
from benchmarks.server import Work
from communities.models import Space
from learning.models import (
    CalendarFeed,
    Course,
    Edition,
    Lesson,
    Mode,
    Module,
    Registration,
    Run,
    Workshop,
)
from learning.workshops.parts import NAMES
from learning.workshops.when import When

WORKSHOPS, PEOPLE, MODULES, LESSONS = 40, 50, 5, 8
SEATS, WANTING, AT_ONCE = 100, 400, 8
TEXT = "What it is about, in *some* words.\n\n" + "One does it, and then looks again. " * 20


def people(count: int) -> list[User]:
    return list(User.objects.filter(memberships__community__slug="bench").order_by("pk")[:count])


def space() -> Space:
    spaces = Space.objects.select_related("community").filter(community__slug="bench")
    return spaces.rooms().in_order()[0]


def plan(title: str, days: int, seats: int | None = None) -> Workshop:
    host, begins = people(1)[0], timezone.now() + timedelta(days=days)
    parts = {name: TEXT if name == "text" else "" for name in NAMES}
    made = Workshop.objects.propose(
        space(),
        by=host,
        title=title,
        parts=parts,
        tags=["tag-7"],
        hosts=[host],
        when=When.on(begins, begins + timedelta(hours=2), "Europe/Berlin"),
        online_seats=seats,
    )
    made.release(by=host)
    return made


def seed() -> Course:
    """Workshops that members come to, and a course that they take, where there are none."""
    if found := Course.objects.filter(community__slug="bench").first():
        return found
    with transaction.atomic():
        host, *others = people(PEOPLE)
        for number in range(WORKSHOPS):
            workshop = plan(f"Measured workshop {number}", days=number + 2)
            for user in others[number % 5 :: 5]:
                Registration.objects.register(workshop, by=user, mode=Mode.ONLINE)
        said = {"title": "A measured course", "text": TEXT, "tags": [], "teachers": [host]}
        course = Course.objects.propose(space(), by=host, **said)
        for part in range(MODULES):
            module = Module.objects.add(course, f"Part {part}")
            for lesson in range(LESSONS):
                Lesson.objects.add(module, by=host, title=f"Lesson {lesson}", text=TEXT)
        course.release(by=host)
        for user in others:
            Run.objects.enrol(course, by=user)
    return course


def scenarios() -> list[Scenario]:
    course = seed()
    members = people(PEOPLE)[1:]
    cookies = [cookie(user) for user in members]
    secrets = [CalendarFeed.objects.issue(user) for user in members]
    feeds = [reverse("learning:calendar_feed", args=[secret]) for secret in secrets]
    workshops = Workshop.objects.filter(community=course.community, title__startswith="Measured")
    pages = [one.get_absolute_url() for one in workshops.select_related("community")]
    edition = Edition.objects.filter(course=course).latest("number")
    lessons = [
        f"{course.address}lessons/{one.lesson_id}-{one.slug}/" for one in edition.lessons.all()
    ]

    def member(*paths: str) -> Callable[[int], Ask]:
        return lambda n: Ask(paths[n % len(paths)], headers=(cookies[n % len(cookies)],))

    return [
        Scenario("calendar feed", lambda n: Ask(feeds[n % len(feeds)])),
        Scenario("workshop page, member", member(*pages)),
        Scenario("workshops, member", member("/c/bench/learning/workshops/")),
        Scenario("course page, member", member(course.get_absolute_url())),
        Scenario("lesson page, member", member(*lessons)),
    ]


def measure() -> dict[str, float]:
    """Many register for few seats at once; ``wrong``: how many too many or too few got one."""
    Workshop.objects.filter(title="A measured burst").delete()
    workshop = plan("A measured burst", days=9, seats=SEATS)

    def register(user: User) -> None:
        try:
            Registration.objects.register(workshop, by=user, mode=Mode.ONLINE)
        finally:
            connection.close()

    work = Work()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(register, people(WANTING)[1:]))
    figures = work.each(WANTING - 1)
    states = dict(workshop.registrations.values_list("state").annotate(count=Count("pk")))
    wrong = abs(states["confirmed"] - SEATS) + abs(states["waitlisted"] - (WANTING - 1 - SEATS))
    return figures | {"wrong": wrong}
