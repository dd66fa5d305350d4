from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from accounts.validators import validate_timezone
from core.api.paging import PageInput
from core.api.serializers import IdField, Input, OptionalText, Output
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions.api.serializers import TAG
from discussions.tagging import MOST_TAGS
from learning.inquiries.api.serializers import InquiryAnswerInput, InquiryAnswerOutput
from learning.inquiries.models.inquiry import MOST as MOST_INQUIRIES
from learning.questions.offers import MOST as MOST_TOPICS
from learning.workshops.hosts import MOST_HOSTS
from learning.workshops.listing import STATES
from learning.workshops.models import Format, Mode, Names, RegistrationState, State
from learning.workshops.models.registration import LONGEST_QUESTION
from learning.workshops.models.workshop import MOST_SEATS
from learning.workshops.parts import NAMES
from learning.workshops.when import When


class WorkshopsInput(PageInput):
    tag = serializers.CharField(required=False, max_length=50)
    state = serializers.ChoiceField(
        choices=STATES,
        required=False,
        help_text="`mine`: you come or wait; `hosting`: you give it. Without it what is to come; "
        "of a series its next.",
    )
    since = serializers.DateTimeField(
        required=False,
        help_text="With its offset. Of a time that is named, also what is over is listed, and all "
        "of a series.",
    )
    until = serializers.DateTimeField(required=False, help_text="What begins then is left out.")


class SeatsOutput(Output):
    mode = serializers.ChoiceField(choices=Mode.choices)
    seats = serializers.IntegerField(allow_null=True, help_text="Null: as many as like.")
    coming = serializers.IntegerField()
    waiting = serializers.IntegerField()
    is_full = serializers.BooleanField(help_text="Whoever registers now waits.")


class WorkshopOutput(Output):
    id = serializers.IntegerField()
    community = serializers.CharField(source="community.slug")
    space = serializers.CharField(source="space.slug")
    title = serializers.CharField()
    gist = serializers.CharField(help_text="How it begins, as plain text.")
    tags = serializers.ListField(child=serializers.CharField(), source="tag_names")
    hosts = PersonOutput(many=True)
    state = serializers.ChoiceField(choices=State.choices)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    zone = serializers.CharField(help_text="Whose clocks it was planned by, as an IANA name.")
    format = serializers.ChoiceField(choices=Format.choices)
    venue = serializers.CharField()
    room_seats = serializers.IntegerField(allow_null=True, help_text="Null: as many as like.")
    online_seats = serializers.IntegerField(allow_null=True, help_text="Null: as many as like.")
    seats = SeatsOutput(many=True, help_text="By the way one comes; empty until it is published.")
    is_recorded = serializers.BooleanField()
    needs_approval = serializers.BooleanField(help_text="Hosts look at who wants to come.")
    takes_guests = serializers.BooleanField(
        help_text="Who has no account can come, where anybody may read of it."
    )
    names_for = serializers.ChoiceField(
        choices=Names.choices, help_text="Who sees that somebody comes who lets it be seen."
    )
    gives_certificates = serializers.BooleanField(
        help_text="Those who were noted as there can have one of attendance."
    )
    series = serializers.IntegerField(
        source="series_id", allow_null=True, help_text="Of which it is one; null: it is held once."
    )
    series_number = serializers.IntegerField(allow_null=True, help_text="Which of them it is.")
    series_count = serializers.IntegerField(allow_null=True)
    series_after = serializers.IntegerField(
        allow_null=True, help_text="How many of them come after it; null: none."
    )
    open_to_all_at = serializers.DateTimeField(
        source="opens_at",
        allow_null=True,
        help_text="Until then those alone can register who asked what it takes up, voted for it or "
        "wrote to it. Null: all can.",
    )
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


class WholeWorkshopOutput(WorkshopOutput):
    markdown = serializers.DictField(
        child=serializers.CharField(allow_blank=True), source="parts", help_text="By part."
    )
    html = serializers.DictField(child=serializers.CharField(), help_text="By part.")
    note = serializers.CharField(help_text="With which it was moved or cancelled.")
    join_link = serializers.CharField(
        source="shown_link", help_text="Empty for whoever is not to join."
    )
    uid = serializers.CharField(help_text="Its name in calendars.")
    sequence = serializers.IntegerField(help_text="Counts what calendars have to be told.")
    proposed_by = PersonOutput()
    created_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    cancelled_at = serializers.DateTimeField(allow_null=True)


class PartsInput(Input):
    text = serializers.CharField(
        max_length=MAX_LENGTH, validators=[validate_markdown], help_text="Markdown."
    )
    programme = OptionalText(max_length=MAX_LENGTH, validators=[validate_markdown])
    prerequisites = OptionalText(max_length=MAX_LENGTH, validators=[validate_markdown])
    accessibility = OptionalText(max_length=MAX_LENGTH, validators=[validate_markdown])
    materials = OptionalText(max_length=MAX_LENGTH, validators=[validate_markdown])


class WordsInput(PartsInput):
    title = serializers.CharField(min_length=4, max_length=150)
    hosts = serializers.ListField(
        child=serializers.CharField(max_length=30),
        max_length=MOST_HOSTS,
        min_length=1,
        help_text="Handles, of members who can read the space.",
    )
    tags = serializers.ListField(
        child=serializers.RegexField(TAG, max_length=50), max_length=MOST_TAGS, default=list
    )
    format = serializers.ChoiceField(choices=Format.choices, default=Format.ONLINE)
    venue = OptionalText(max_length=300)
    join_link = serializers.URLField(
        max_length=500,
        required=False,
        default="",
        allow_blank=True,
        help_text="Shown to those who are registered, and to nobody else.",
    )
    room_seats = serializers.IntegerField(
        min_value=1, max_value=MOST_SEATS, required=False, allow_null=True, default=None
    )
    online_seats = serializers.IntegerField(
        min_value=1, max_value=MOST_SEATS, required=False, allow_null=True, default=None
    )
    needs_approval = serializers.BooleanField(
        default=False, help_text="Who registers asks, until a host lets them in."
    )
    takes_guests = serializers.BooleanField(
        default=False, help_text="Who has no account can come, where anybody may read of it."
    )
    names_for = serializers.ChoiceField(
        choices=Names.choices,
        default=Names.COMING,
        help_text="Who sees that somebody comes who lets it be seen.",
    )
    gives_certificates = serializers.BooleanField(
        default=True, help_text="Of attendance, to those who were noted as there."
    )


class TimeInput(Input):
    starts_at = serializers.DateTimeField(help_text="With its offset: the moment counts.")
    ends_at = serializers.DateTimeField()
    zone = serializers.CharField(
        max_length=64,
        validators=[validate_timezone],
        help_text="Whose clocks it is planned by, as an IANA name; every page names it.",
    )

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if data["ends_at"] <= data["starts_at"]:
            raise serializers.ValidationError({"ends_at": [_("It ends before it begins.")]})
        return data


class ProposalInput(WordsInput, TimeInput):
    space = serializers.CharField(max_length=50, required=False, help_text="Default: the first.")
    topics = serializers.ListField(
        child=IdField(),
        max_length=MOST_TOPICS,
        default=list,
        help_text="Questions that it takes up: who asked them is invited when it is published.",
    )
    idea = IdField(
        required=False, help_text="What it is made of: who would come is told when it is published."
    )


class WorkshopEditInput(WordsInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class WorkshopMoveInput(TimeInput):
    note = OptionalText(max_length=500, help_text="Why; those who are registered read it.")


class CancellationInput(Input):
    note = serializers.CharField(max_length=500, help_text="Why; those who would come read it.")


class RegistrationInput(Input):
    mode = serializers.ChoiceField(choices=Mode.choices)
    question = OptionalText(
        max_length=LONGEST_QUESTION,
        help_text="That you want answered; who comes reads it, without your name.",
    )
    takes_at_once = serializers.BooleanField(
        default=False, help_text="A seat that gets free is yours at once, without being asked."
    )
    shows_name = serializers.BooleanField(
        required=False, help_text="Lets others see that you come; without it as you said before."
    )
    answers = serializers.ListField(
        child=InquiryAnswerInput(),
        required=False,
        max_length=MOST_INQUIRIES,
        help_text="To what hosts ask; without it as you said before.",
    )


class RegistrationOutput(Output):
    id = serializers.IntegerField()
    workshop = serializers.IntegerField(source="workshop_id")
    person = PersonOutput(source="user", allow_null=True, help_text="Null: a guest.")
    name = serializers.CharField()
    handle = serializers.CharField(help_text="By which it is noted whether they came.")
    mode = serializers.ChoiceField(choices=Mode.choices)
    state = serializers.ChoiceField(choices=RegistrationState.choices)
    question = serializers.CharField()
    takes_at_once = serializers.BooleanField()
    shows_name = serializers.BooleanField(help_text="To those whom hosts let see who comes.")
    note = serializers.CharField(help_text="With which they were not let in.")
    answers = InquiryAnswerOutput(many=True, help_text="To what hosts ask, who alone read them.")
    queued_at = serializers.DateTimeField()
    offer_ends_at = serializers.DateTimeField(
        allow_null=True, help_text="Until when the offered seat can be taken."
    )
    comes_perhaps = serializers.BooleanField(
        help_text="They have a seat, and answered their invitation with maybe."
    )


def when_of(data: dict[str, Any]) -> When:
    """Taken out of what was sent."""
    return When.on(data.pop("starts_at"), data.pop("ends_at"), data.pop("zone"))


def parts_of(data: dict[str, Any]) -> Mapping[str, str]:
    return {name: data.pop(name, "") for name in NAMES}


def registration_said(data: dict[str, Any]) -> dict[str, Any]:
    """What the verb is given of it."""
    if "answers" not in data:
        return data
    return data | {"answers": {one["inquiry"]: one["text"] for one in data["answers"]}}
