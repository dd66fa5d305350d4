"""A project of 2,000 tasks: what its pages cost, and what is written on its board."""

import random
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from benchmarks.data import COMMON
from benchmarks.load import Ask
from benchmarks.scenarios import Scenario, cookie
from communities.models import Community
from projects.models import Label, Lane, Milestone, Project, Task
from projects.tasks import order
from projects.tasks.models import Assignee

TASKS, PEOPLE = 2_000, 12
# How many of them are in each lane, so that the longest has more than a reader ever asks for.
LANES = (1_000, 300, 100, 600)
LABELS = ["field work", "forms", "ethics", "translation", "data", "training"]
MILESTONES = ["Pilot", "First draft", "Reviewed", "Published"]
SECRET = "measuring" * 3 + "board"  # what a browser was given against forged requests


def seed() -> Project:
    """The project, made where there is none; what an earlier run has added to it goes."""
    if project := Project.objects.filter(community__slug="bench").first():
        Task.objects.filter(project=project, number__gt=TASKS).delete()
        return Project.objects.for_page().get(pk=project.pk)
    with transaction.atomic():
        return _make()


def _make() -> Project:
    people = list(User.objects.order_by("pk")[:PEOPLE])
    lead, *others = people
    project = Project.objects.begin(
        Community.objects.get(slug="bench"),
        by=lead,
        title="A handbook of two thousand steps",
        purpose="To be measured.",
        done="- Its board stays quick",
        tags=[],
    )
    for user in others:
        project.take_in(user)
    project.move_to("active", by=lead)
    labels = Label.objects.named(project, LABELS)
    milestones = [Milestone.objects.plan(project, name) for name in MILESTONES]
    chance = random.Random(42)
    tasks = _tasks(project, people, milestones, chance)
    Task.labels.through.objects.bulk_create(
        Task.labels.through(task=task, label=label)
        for task in tasks
        for label in chance.sample(labels, chance.randrange(3))
    )
    Assignee.objects.bulk_create(
        Assignee(task=task, user=user, by=lead)
        for task in tasks
        for user in chance.sample(people, chance.choice((0, 1, 1, 2)))
    )
    return Project.objects.for_page().get(pk=project.pk)


def _tasks(
    project: Project, people: list[User], milestones: list[Milestone], chance: random.Random
) -> list[Task]:
    now, number = timezone.now(), 0
    tasks: list[Task] = []
    for lane, size in zip(Lane.objects.filter(project=project).in_order(), LANES, strict=True):
        for key in order.spread(None, None, size):
            number += 1
            due = now.date() + timedelta(days=chance.randrange(-20, 60))
            tasks.append(
                Task(
                    project=project,
                    community_id=project.community_id,
                    number=number,
                    lane=lane,
                    order=key,
                    title=" ".join(chance.choices(COMMON, k=chance.randrange(3, 12))).capitalize(),
                    priority=chance.choice((0, 0, 0, 1, 2, 3)),
                    due=due if chance.random() < 0.5 else None,
                    milestone=chance.choice((None, *milestones)),
                    item_count=(steps := chance.choice((0, 0, 3, 8))),
                    checked_count=steps // 2,
                    comment_count=chance.choice((0, 0, 1, 5)),
                    created_by=chance.choice(people),
                    done_at=now - timedelta(minutes=number) if lane.is_done else None,
                )
            )
    return Task.objects.bulk_create(tasks)


def scenarios() -> list[Scenario]:
    project = seed()
    lanes = list(Lane.objects.filter(project=project).in_order())
    at = project.address
    members = [cookie(user) for user in User.objects.order_by("pk")[:PEOPLE]]

    def member(path: str) -> Callable[[int], Ask]:
        return lambda n: Ask(path, headers=(members[n % PEOPLE],))

    def said(path: str, n: int, **values: object) -> Ask:
        """As the page's script sends a form."""
        name, session = members[n % PEOPLE]
        headers = (
            (name, f"{session}; {settings.CSRF_COOKIE_NAME}={SECRET}"),
            ("X-CSRFToken", SECRET),
            ("Origin", settings.SITE_ORIGIN),
            ("HX-Request", "true"),
            ("Content-Type", "application/x-www-form-urlencoded"),
        )
        return Ask(path, "POST", urlencode(values), headers)

    def move(shown: int) -> Callable[[int], Ask]:
        """To the head of one of two lanes: nothing gets longer by it."""
        return lambda n: said(
            f"{at}tasks/{n * 7 % TASKS + 1}/place/",
            n,
            lane=lanes[n % 2].pk,
            where="top",
            shown=shown,
        )

    def add(n: int) -> Ask:
        return said(f"{at}tasks/quick/", n, lane=lanes[0].pk, title=f"Measured task {n}")

    more = f"{at}board/{lanes[0].pk}/?{urlencode({'after': _middle_of(lanes[0])})}"
    due = f"{at}tasks/?{urlencode({'sort': 'due', 'assignee': 'me'})}"
    return [
        Scenario("board: lanes", member(f"{at}board/")),
        Scenario("board: a lane's next fifty", member(more)),
        Scenario("board: list", member(f"{at}tasks/")),
        Scenario("board: list, one's own by day", member(due)),
        Scenario("board: calendar", member(f"{at}tasks/calendar/")),
        Scenario("board: /work/", member("/work/")),
        Scenario("board: a move", move(0)),
        Scenario("board: a move, 500 shown", move(500)),
        Scenario("board: quick add", add),
    ]


def _middle_of(lane: Lane) -> str:
    from core.paging import cursor

    tasks = Task.objects.present().filter(lane=lane).order_by("order")
    return cursor(tasks[tasks.count() // 2], ("order", "id"))
