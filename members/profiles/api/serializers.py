from typing import Any

from rest_framework import serializers

from core.api.serializers import Input, Output
from core.validators import validate_markdown
from members.profiles.fields import FIELDS, OpenTo
from members.profiles.levels import SEEN_AS_CHOICES, Level
from members.profiles.models.profile import LONGEST_ABOUT, LONGEST_LINE, LONGEST_WORD, MOST
from members.profiles.validators import LONGEST_ADDRESS, validate_language, validate_link

LANGUAGE = "As BCP 47 has them: `sw`, `pt-BR`."


class LinkOutput(Output):
    label = serializers.CharField()  # type: ignore[assignment]
    url = serializers.CharField()


class ProfileOutput(Output):
    """A field that is not for the reader is as if it were empty."""

    photo = serializers.CharField(source="photo_url", help_text="Where it is, for pages.")
    about = serializers.CharField(help_text="Markdown.")
    about_html = serializers.CharField()
    role = serializers.CharField()
    organisation = serializers.CharField()
    location = serializers.CharField()
    pronouns = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField(), help_text=LANGUAGE)
    ask_about = serializers.ListField(child=serializers.CharField())
    wants_to_learn = serializers.ListField(child=serializers.CharField())
    open_to = serializers.ListField(child=serializers.ChoiceField(OpenTo.choices))
    links = LinkOutput(many=True)
    local_time = serializers.CharField(help_text="The time zone that their clock goes by.")


Levels: Any = type(
    "ProfileLevelsInput",
    (Input,),
    {name: serializers.ChoiceField(Level.choices, required=False) for name in FIELDS},
)
LevelsRead: Any = type(
    "ProfileLevelsOutput",
    (Output,),
    {name: serializers.ChoiceField(Level.choices) for name in FIELDS},
)


class MyProfileOutput(ProfileOutput):
    levels = LevelsRead(help_text="Who reads which field.")


class ProfileLinkInput(Input):
    label = serializers.CharField(max_length=LONGEST_WORD)  # type: ignore[assignment]
    url = serializers.CharField(max_length=LONGEST_ADDRESS, validators=[validate_link])


def _some(child: Any, **options: Any) -> serializers.ListField:
    return serializers.ListField(child=child, max_length=MOST, required=False, **options)


class ProfileInput(Input):
    about = serializers.CharField(
        max_length=LONGEST_ABOUT, required=False, allow_blank=True, validators=[validate_markdown]
    )
    role = serializers.CharField(max_length=LONGEST_LINE, required=False, allow_blank=True)
    organisation = serializers.CharField(max_length=LONGEST_LINE, required=False, allow_blank=True)
    location = serializers.CharField(max_length=LONGEST_LINE, required=False, allow_blank=True)
    pronouns = serializers.CharField(max_length=LONGEST_WORD, required=False, allow_blank=True)
    languages = _some(
        serializers.CharField(max_length=20, validators=[validate_language]), help_text=LANGUAGE
    )
    ask_about = _some(serializers.CharField(max_length=LONGEST_WORD))
    wants_to_learn = _some(serializers.CharField(max_length=LONGEST_WORD))
    open_to = _some(serializers.ChoiceField(OpenTo.choices))
    links = ProfileLinkInput(many=True, required=False, max_length=MOST)  # type: ignore[call-arg]
    levels = Levels(required=False, help_text="Who reads which field; the others stay as they are.")


class SeenAsInput(Input):
    seen_as = serializers.ChoiceField(
        SEEN_AS_CHOICES,
        default="visitor",
        help_text="By a visitor, by who is signed in, by who shares a community, or by you.",
    )
