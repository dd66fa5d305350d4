"""The fields of a profile: what each is called, and who reads it until its owner says otherwise."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.profiles.levels import Level

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class OpenTo(models.TextChoices):
    MENTORING = "mentoring", _("Mentoring")
    COLLABORATING = "collaborating", _("Collaborating")
    SPEAKING = "speaking", _("Speaking")
    BEING_ASKED = "being_asked", _("Being asked")


@dataclass(frozen=True)
class Field:
    name: str
    label: "str | _StrPromise"
    level: Level = Level.SIGNED_IN
    lacking: "str | _StrPromise" = ""  # what it would bring; said to whoever has not filled it in


FIELDS = {
    field.name: field
    for field in (
        Field("photo", _("Photo"), lacking=_("People know again whom they met.")),
        Field("about", _("About you"), lacking=_("Others see what you do, and how.")),
        Field("role", _("Role")),
        Field("organisation", _("Organisation")),
        Field(
            "location",
            _("Location"),
            lacking=_("Who is near you, or travels there, finds you."),
        ),
        Field("languages", _("Languages"), lacking=_("Others know how they can write to you.")),
        Field("pronouns", _("Pronouns")),
        Field("links", _("Links")),
        Field("ask_about", _("Ask me about"), lacking=_("Questions come to you that you like.")),
        Field("wants_to_learn", _("I want to learn"), lacking=_("Who can teach it finds you.")),
        Field("open_to", _("Open to"), lacking=_("Nobody needs to guess what to ask of you.")),
        Field("local_time", _("Local time"), Level.COMMUNITIES),
    )
}
"""``local_time`` has no column here: its time zone is the user's own setting."""
