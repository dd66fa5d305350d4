"""Every main page with the demo in it: wide and on a phone, light and dark, by axe and by CSP."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from cop.demo import loader
from discussions.models import Topic
from knowledge.models import Article
from learning.models import Idea
from members.models import Evidence
from projects.models import Project, Task
from tests.browsing import look, violations

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

# Each page in one of these, by turns: what a theme can spoil is the same on every page, and
# looked at in either theme and width on the page of components.
LOOKED_AT = [("light", 390), ("dark", 1440)]

VISITOR = [
    "/",
    "/c/",
    "/c/evaluation/",
    "/c/evaluation/about/",
    "/c/evaluation/members/",
    "/c/evaluation/tags/",
    "/c/evaluation/knowledge/",
    "/c/evaluation/resources/",
    "/c/facilitators/about/",
    "/signin/",
    "/signup/",
    "/forgotten-password/",
    "/search/?q=baseline",
    "/c/no-such-place/",
]
MEMBER = [
    "/",
    "/c/new/",
    "/c/evaluation/",
    "/c/evaluation/t/new/",
    "/c/evaluation/t/new/?kind=story",
    "/c/evaluation/?kind=story",
    "/c/evaluation/knowledge/?state=drafts",
    "/c/evaluation/knowledge/new/",
    "/c/evaluation/resources/new/",
    "/c/evaluation/tray/",
    "/c/evaluation/membership/",
    "/c/evaluation/membership/hearing/",
    "/notices/",
    "/people/connections/",
    "/people/who-knows/?q=baselines",
    "/p/marta/block/",
    "/settings/blocked/",
    "/settings/skills/",
    "/settings/about/photo/",
    "/settings/",
    "/settings/display/",
    "/settings/email/",
    "/settings/two-step/",
    "/settings/sessions/",
    "/settings/notifications/",
    "/settings/reminders/",
    "/settings/mail/",
    "/settings/emails/",
    "/settings/held/",
    "/settings/asking/",
    "/settings/tokens/",
    "/settings/calendar/",
    "/settings/calendars/",
    "/work/",
    "/credentials/",
    "/verify/",
    "/uploads/",
    "/digests/",
    "/settings/digests/",
    "/p/ines/",
    "/search/?q=survey",
]
OWNER = [
    f"/c/evaluation/manage/{part}"
    for part in (
        "",
        "requests/",
        "invitations/",
        "roles/",
        "digest/",
        "unanswered/",
        "spaces/",
        "spaces/new/",
    )
] + [
    "/c/evaluation/knowledge/queue/",
    "/c/facilitators/knowledge/",
    "/c/evaluation/resources/collections/",
]


def wrong_with(page: Page, paths: list[str]) -> list[str]:
    """What is wrong with these pages, by axe, and on a phone."""
    found, said = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for nth, path in enumerate(paths):
        page.goto(path)
        theme, width = LOOKED_AT[nth % 2]
        look(page, theme, width)
        found += [f"{path} {theme} {width}: {violation}" for violation in violations(page)]
        for width in (1440, 390):
            look(page, theme, width)
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [f"{path} {theme} {width}: {wide} px wide"] if wide > width else []
        found += [f"{path}: {text}" for text in said if "404" not in text]
        said.clear()
    return found


def test_every_main_page_is_accessible_and_quiet(page: Page, sign_in):
    loader.load()
    articles = [article.get_absolute_url() for article in Article.objects.out()]
    found = wrong_with(page, [*VISITOR, *articles])
    sign_in(User.objects.get(handle="hyejin"))
    found += wrong_with(page, [*_projects(), *_tasks()])
    sign_in(User.objects.get(email="amina@example.org"))
    found += wrong_with(page, [*OWNER, *_articles(), *_duplicate()])
    sign_in(User.objects.get(email="ines@example.org"))
    found += wrong_with(page, [*MEMBER, *_topics(), _skill()])

    assert found == []


SAID = (
    "calls/",
    "calls/new/",
    "updates/",
    "updates/new/",
    "talk/",
    "meetings/",
    "meetings/new/",
    "decisions/",
    "decisions/new/",
)


def _projects() -> list[str]:
    """One that is under way, as who leads it closes it, and one that is closed."""
    active = Project.objects.get(title__startswith="A consent sheet")
    closed = Project.objects.get(title__startswith="Indicator cards")
    said = [
        *active.calls.all(),
        *active.updates.all(),
        *active.meetings.all(),
        *active.decisions.all(),
    ]
    parts = ["people/", "edit/", "status/", "closing/", "closing/lessons/", "closing/thanks/"]
    parts += ["pages/", "pages/new/?template=plan", "files/"]
    page = active.pages.get(title="The sheet, in English")
    files = [file.address for file in active.files.all()]
    folder = active.folders.get().address
    lists = ["", "calls/", "?state=closed", "new/", "new/?template=guideline", "lessons/"]
    return [
        *(f"/c/evaluation/projects/{path}" for path in lists),
        active.get_absolute_url(),
        *(active.address + part for part in (*parts, "closing/finish/")),
        *(active.address + part for part in SAID),
        *(one.get_absolute_url() for one in said),
        "/calls/",
        "/settings/calls/",
        "/workshops/",
        "/c/evaluation/learning/courses/",
        "/c/evaluation/learning/courses/new/",
        "/c/evaluation/learning/workshops/",
        "/c/evaluation/learning/workshops/new/",
        "/c/evaluation/learning/ideas/",
        "/c/evaluation/learning/ideas/new/",
        Idea.objects.open().latest("votes").get_absolute_url(),
        page.get_absolute_url(),
        *(page.address + part for part in ("edit/", "history/", "place/", "deletion/")),
        *(at + part for at in (folder, files[0]) for part in ("", "edit/", "deletion/")),
        *files[1:],
        closed.get_absolute_url(),
        f"{closed.address}outcome/",
    ]


def _tasks() -> list[str]:
    """One project's in every way, and one that has steps, labels, comments and a history."""
    task = Task.objects.get(title__startswith="Read it aloud with the field team")
    at, board = task.get_absolute_url(), task.project.address
    ways = ["board/", "tasks/", "tasks/?state=all&label=languages", "tasks/calendar/"]
    more = ["milestones/", "lanes/", "tasks/new/"]
    return [*(board + part for part in (*ways, *more)), at, f"{at}edit/", f"{at}place/"]


def _skill() -> str:
    """What an accepted answer shows."""
    row = Evidence.objects.filter(kind="answer", community__slug="evaluation").first()
    return reverse("person_skill", args=[row.user.handle, row.known.key])


def _topics() -> list[str]:
    begins = [
        "How do you set a defensible",
        "Is attribution the wrong",
        "Our donor wants all 34",
        "We dedupl",
    ]
    topics = [Topic.objects.get(title__startswith=words) for words in begins]
    first = topics[0]
    parts = ["posts/2/branch/", "posts/2/history/", "posts/2/reply/"]
    return [*(topic.get_absolute_url() for topic in topics), *(first.address + p for p in parts)]


def _duplicate() -> list[str]:
    """One that is closed, the one that it repeats, and what is done with them."""
    repeating = Topic.objects.filter(closure__duplicate_of__isnull=False)
    again = repeating.get(community__slug="evaluation")
    original = again.closure.duplicate_of
    parts = [f"{original.address}{part}/" for part in ("duplicates", "closure", "space")]
    return [
        again.get_absolute_url(),
        f"{again.address}reopening/",
        original.get_absolute_url(),
        *parts,
    ]


def _articles() -> list[str]:
    """One in each state, and what is done with them."""
    forms = ("edit", "history", "verification", "retirement", "owner")
    parts = [f"{one.address}{form}/" for one in Article.objects.published()[:1] for form in forms]
    return [*(article.get_absolute_url() for article in Article.objects.all()), *parts]
