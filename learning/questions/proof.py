"""What stands below an answer that was given in a workshop: where one can see it said."""

from typing import Any

from django.utils.translation import gettext as _

from core.markdown import escaped
from learning.afterwards.chapters import address_at, clock
from learning.workshops.models import Workshop


def proof_of(workshop: Workshop, moment: int | None) -> str:
    """As Markdown."""
    said: dict[str, Any] = {"title": escaped(workshop.title), "at": workshop.get_absolute_url()}
    recording = getattr(workshop, "recording", None)
    if recording is None or moment is None:
        return _("*Answered in the workshop [%(title)s](%(at)s).*") % said
    said |= {"clock": clock(moment), "there": address_at(recording.link, moment)}
    return _("*Answered in the workshop [%(title)s](%(at)s): [at %(clock)s](%(there)s).*") % said
