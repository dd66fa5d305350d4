"""Mails below the size at which mail programs cut them off, whatever they have to tell.

A mail of many parts is written with as much of each as there is room for. All are named, as lines;
then, from the first on, they are quoted as they begin; then, from the first on, they are whole.
"""

from bisect import bisect_right
from dataclasses import replace
from enum import IntEnum
from typing import Any

from django.core.mail import EmailMultiAlternatives

from notifications.mailing import Mail
from notifications.models import Preference

MOST = 95_000  # bytes; the mail servers on its way add headers of their own
TRIPLE = 3  # what quoted-printable makes of a byte, at worst


class Length(IntEnum):
    NONE = 0
    LINE = 1
    BEGINNING = 2
    WHOLE = 3


def fit(mail: Mail, preference: Preference | None, stream: str) -> EmailMultiAlternatives:
    """The message, with as much of the mail's items as fits."""
    items = mail.context.get("items", [])

    def written(step: int) -> EmailMultiAlternatives:
        shown = [item | {"length": length} for item, length in _lengths(items, step) if length]
        context = mail.context | {"items": shown, "left_out": len(items) - len(shown)}
        return replace(mail, context=context).message(preference, stream)

    steps = len(items) * Length.WHOLE
    message = written(steps)
    if not items or _size_of(message) <= MOST:
        return message
    fitting = bisect_right(range(steps), MOST, key=lambda step: _size_of(written(step))) - 1
    return written(max(fitting, 0))


def _lengths(items: list[Any], step: int) -> list[tuple[Any, Length]]:
    """Each step shows one item at greater length: all one by one, and then the first again."""
    return [
        (item, Length((step + len(items) - 1 - at) // len(items))) for at, item in enumerate(items)
    ]


def _size_of(message: EmailMultiAlternatives) -> int:
    parts = [str(message.body), *(str(content) for content, _kind in message.alternatives)]
    plain = sum(len(part.encode()) for part in parts)
    if plain * TRIPLE < MOST:
        return plain  # not worth encoding
    return len(message.message().as_bytes())
