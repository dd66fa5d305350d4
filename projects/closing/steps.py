"""Closing in steps, each a page of its own that can be left and come back to."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from projects.frame import project_frame
from projects.models import Lesson, Project, Review

KEYS = ("review", "lessons", "thanks", "finish")


@dataclass(frozen=True)
class Step:
    key: str
    name: str
    url: str
    is_done: bool


def steps_of(review: Review) -> list[Step]:
    project = review.project
    at = f"{project.address}closing/"
    return [
        Step("review", _("What happened"), at, review.is_answered),
        Step("lessons", _("What you learned"), f"{at}lessons/", Lesson.objects.of(review).exists()),
        Step("thanks", _("Whom you thank"), f"{at}thanks/", project.contributions.exists()),
        Step("finish", _("Close it"), f"{at}finish/", is_done=False),
    ]


def step_frame(viewer: Any, review: Review, key: str) -> dict[str, Any]:
    steps = steps_of(review)
    here = KEYS.index(key)
    return project_frame(viewer, review.project, "closing") | {
        "review": review,
        "steps": steps,
        "step": key,
        "number": here + 1,
        "following": steps[here + 1] if here + 1 < len(steps) else None,
    }


def key_of(project: Project) -> str:
    """Of what somebody has typed into the review and not saved."""
    return f"closing/{project.pk}"
