"""The parts of an article: each a text of its own, in this order."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Part:
    name: str
    title: "_StrPromise"
    hint: "_StrPromise"


PARTS = (
    Part("question", _("The question"), _("What somebody is stuck on, in a few sentences.")),
    Part("applies", _("When it applies"), _("Where this holds: the kind of work, the conditions.")),
    Part("practice", _("Recommended practice"), _("What to do, step by step, and why.")),
    Part("exceptions", _("Exceptions"), _("When not to do it, and what to do then.")),
)
NAMES = tuple(part.name for part in PARTS)
