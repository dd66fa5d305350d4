"""The kinds of question, and how whoever writes one says what is right."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_CHOICES = 12
RANGE = re.compile(r"^(?P<number>[^±]+?)(?:\s*(?:±|\+/-|\+-)\s*(?P<tolerance>.+))?$")


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("One of several is right")
    MULTIPLE = "multiple", _("Several can be right")
    TRUE_FALSE = "true_false", _("True or false")
    SHORT = "short", _("A word or a few")
    NUMERIC = "numeric", _("A number")


CHOSEN = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE)


def key_of(kind: str, typed: str) -> dict[str, Any]:
    """What is right, as it is kept with a question. Raises ValidationError.

    Of choices there is one on each line, with a star before those that are right, and after a bar
    what is said to whoever picks it: ``* The interval | Yes, and nothing else.``
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if not lines:
        raise ValidationError(_("Say what is right."), code="required")
    if kind in CHOSEN:
        return {"choices": _choices(kind, lines)}
    if kind == QuestionKind.SHORT:
        return {"accepted": [plain(line) for line in lines]}
    if len(lines) > 1:
        raise ValidationError(_("Give one number."), code="one_number")
    match = RANGE.match(lines[0])
    number = number_in(match["number"]) if match else None
    tolerance = number_in(match["tolerance"]) if match and match["tolerance"] else Decimal(0)
    if number is None or tolerance is None or tolerance < 0:
        raise ValidationError(_("Give a number, such as “3.5” or “3.5 ± 0.1”."), code="number")
    return {"number": str(number), "tolerance": str(tolerance)}


def _choices(kind: str, lines: list[str]) -> list[dict[str, Any]]:
    choices: list[dict[str, Any]] = []
    for number, line in enumerate(lines, start=1):
        said, _bar, feedback = line.partition("|")
        is_right = said.startswith("*")
        text = said.removeprefix("*").strip()
        choices.append(
            {"id": number, "text": text, "right": is_right, "feedback": feedback.strip()}
        )
    right = sum(choice["right"] for choice in choices)
    if not 2 <= len(choices) <= MOST_CHOICES:
        raise ValidationError(_("Give two to twelve choices, one on each line."), code="choices")
    if kind == QuestionKind.TRUE_FALSE and len(choices) > 2:
        raise ValidationError(_("Give two choices: what is true, and what is not."), code="two")
    if right == 0:
        raise ValidationError(_("Put a star before what is right."), code="no_star")
    if right > 1 and kind != QuestionKind.MULTIPLE:
        raise ValidationError(_("Put a star before one choice only."), code="one_star")
    return choices


def number_in(text: str) -> Decimal | None:
    """Of what somebody typed, also with a comma for a point; None where it is no number."""
    try:
        number = Decimal(text.strip().replace(",", ".").replace("−", "-"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def plain(text: str) -> str:
    """As answers in words are compared: without capitals, and with single spaces."""
    return " ".join(text.casefold().split())
