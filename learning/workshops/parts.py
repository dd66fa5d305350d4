"""What a workshop says of itself, in the order in which it is read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Part:
    name: str
    title: "_StrPromise"  # over the text, once it is written
    label: "_StrPromise"  # over the field that asks for it
    hint: "_StrPromise"


PARTS = (
    Part(
        "text",
        _("What it is about"),
        _("What it is about"),
        _("Who it is for, and what they can do afterwards that they could not do before."),
    ),
    Part(
        "programme",
        _("How it goes"),
        _("How it goes"),
        _("The parts of it, and how long each takes."),
    ),
    Part(
        "prerequisites",
        _("Before you come"),
        _("What to know, read or bring"),
        _("Leave it empty if anybody can come as they are."),
    ),
    Part(
        "accessibility",
        _("Taking part"),
        _("How everybody can take part"),
        _("Steps and lifts, captions, languages, breaks, whom to ask for something else."),
    ),
    Part(
        "materials",
        _("Materials"),
        _("Materials"),
        _("Slides, sheets and links: for those who were there, and those who could not be."),
    ),
)
NAMES = tuple(part.name for part in PARTS)
