"""What came of a project: its reviews, what it learned, who made it, what was made of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge.models import Article, State
from projects.closing.doings import Doer, doers_of
from projects.models import Contribution, Project, Review
from projects.models.review import PARTS

HEADINGS: dict[str, Promise] = {
    "intended": _("What was intended"),
    "happened": _("What happened"),
    "why": _("Why"),
    "change": _("What to keep and what to change"),
}


@dataclass(frozen=True)
class Thanks:
    contribution: Contribution
    doer: Doer | None  # None of who is not among its people any more

    @property
    def words(self) -> str:
        return self.doer.words if self.doer else ""


@dataclass(frozen=True)
class Outcome:
    reviews: list[Review]  # the newest first
    thanks: list[Thanks]
    own: Contribution | None  # the viewer's, who may want not to be named
    seen: set[int]  # ids of the articles that the viewer may read
    articles: int  # that were made of its lessons
    published: int


def outcome_of(viewer: Any, project: Project) -> Outcome:
    reviews = list(project.reviews.closed().with_lessons().order_by("-closed_at", "-pk"))
    made = [one.article for review in reviews for one in review.kept_lessons if one.article]
    doers = {doer.user.pk: doer for doer in doers_of(project)}
    rows = list(project.contributions.shown_to(viewer).for_display())
    return Outcome(
        reviews=reviews,
        thanks=[Thanks(row, doers.get(row.user_id)) for row in rows if not row.is_declined],
        own=next((row for row in rows if row.user_id == viewer.pk), None),
        seen=_seen(viewer, made),
        articles=len(made),
        published=Counter(article.state for article in made)[State.PUBLISHED],
    )


def _seen(viewer: Any, articles: Iterable[Article]) -> set[int]:
    ids = [article.pk for article in articles]
    return set(Article.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))


def parts_of(review: Review) -> list[tuple[Promise, str]]:
    """Heading and HTML of each that says something."""
    return [(HEADINGS[name], review.html[name]) for name in PARTS if name in review.html]
