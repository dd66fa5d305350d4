"""What a work is looked at for, and how whoever writes a rubric says what each level takes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from learning.courses.errors import BadPoints

MOST_LEVELS, MOST_POINTS, LONGEST_TITLE = 8, 100, 80
LONGEST_COMMENT = 2000

Criteria = list[dict[str, Any]]  # as an edition keeps them: see `Criterion.frozen`


def levels_of(typed: str) -> list[dict[str, Any]]:
    """One on each line: ``2 | Good | Each number stands with its interval.``

    The one with the fewest points first, in whatever order they were typed. Raises
    ValidationError.
    """
    levels = [_level(line.strip()) for line in typed.splitlines() if line.strip()]
    if not 2 <= len(levels) <= MOST_LEVELS:
        raise ValidationError(_("Give two to eight levels, one on each line."), code="levels")
    points = [level["points"] for level in levels]
    if len(set(points)) < len(points):
        raise ValidationError(_("Two levels have the same points."), code="same_points")
    return sorted(levels, key=lambda level: level["points"])


def _level(line: str) -> dict[str, Any]:
    points, _bar, said = line.partition("|")
    title, _bar, text = said.partition("|")
    number = points.strip()
    if not (number.isdecimal() and int(number) <= MOST_POINTS and title.strip()):
        message = _("Begin each line with its points, a bar and a name: “2 | Good | Why.”")
        raise ValidationError(message, code="level")
    if len(title.strip()) > LONGEST_TITLE:
        raise ValidationError(_("The name of a level is too long."), code="long_title")
    return {"points": int(number), "title": title.strip(), "text": text.strip()}


def cleaned_points(criteria: Criteria, said: dict[int, Any]) -> dict[str, int]:
    """Points by the number of their criterion, as they are kept; left out where none are given.

    Raises BadPoints.
    """
    known = {one["id"]: {level["points"] for level in one["levels"]} for one in criteria}
    if any(pk not in known for pk in said):
        raise BadPoints
    given = {pk: points for pk, points in said.items() if points is not None}
    if any(points not in known[pk] for pk, points in given.items()):
        raise BadPoints
    return {str(pk): points for pk, points in given.items()}


def cleaned_comments(criteria: Criteria, said: dict[int, str]) -> dict[str, str]:
    known = {one["id"] for one in criteria}
    if any(pk not in known for pk in said):
        raise BadPoints
    return {str(pk): text.strip() for pk, text in said.items() if text.strip()}
