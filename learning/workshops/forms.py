from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.validators import validate_timezone
from accounts.zones import zone_choices
from communities.access import rooms_of
from communities.models import Community, Space
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions.forms import TopicForm
from discussions.models import Topic
from learning.inquiries.fields import PREFIX, fields_of, taken_from
from learning.workshops.hosts import hosts_named
from learning.workshops.models import Format, Names, Workshop
from learning.workshops.models.registration import LONGEST_QUESTION
from learning.workshops.models.states import modes_of
from learning.workshops.models.workshop import MOST_SEATS
from learning.workshops.parts import NAMES, PARTS, Part
from learning.workshops.when import When, moment

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
NOTE = Workshop._meta.get_field("note").max_length
PLACE = ("format", "venue", "join_link", "room_seats", "online_seats")
TERMS = ("needs_approval", "takes_guests", "names_for", "gives_certificates")  # on which one comes


def _text(part: Part) -> forms.CharField:
    return forms.CharField(
        label=part.label,
        help_text=part.hint,
        required=part.name == "text",
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
    )


class TimeForm(forms.Form):
    """A day and hours as the clocks of one zone show them; ``said["when"]`` is what they mean."""

    day = forms.DateField(label=_("Day"), widget=DATE)
    begins = forms.TimeField(label=_("Begins"), widget=HOUR)
    ends = forms.TimeField(label=_("Ends"), widget=HOUR)
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DATE,
        help_text=_("Only if it goes over more than one day."),
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("The clocks that these hours are read from. Others are shown theirs beside."),
        validators=[validate_timezone],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = cast(forms.ChoiceField, self.fields["zone"])
        zone.choices = zone_choices(self.initial.get("zone", "UTC"))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if {"day", "begins", "ends", "zone"} <= said.keys():
            begins = self._moment("begins", said["day"])
            ends = self._moment("ends", said.get("last_day") or said["day"])
            if begins and ends:
                self._place(said, begins, ends)
        return said

    def _moment(self, name: str, day: Any) -> datetime | None:
        try:
            return moment(day, self.cleaned_data[name], self.cleaned_data["zone"])
        except ValidationError as error:
            self.add_error(name, error)
            return None

    def _place(self, said: dict[str, Any], begins: datetime, ends: datetime) -> None:
        when = When.on(begins, ends, said["zone"])
        if when.ends_at <= when.starts_at:
            self.add_error("ends", ValidationError(_("It ends before it begins."), code="order"))
        elif when.starts_at <= timezone.now():
            self.add_error("day", ValidationError(_("This time has passed."), code="past"))
        else:
            said["when"] = when


TIMES = tuple(TimeForm.base_fields)


def begun_at(workshop: Workshop) -> dict[str, Any]:
    """What the form of its time begins with."""
    zone = ZoneInfo(workshop.zone)
    begins, ends = workshop.starts_at.astimezone(zone), workshop.ends_at.astimezone(zone)
    return {
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "last_day": ends.date() if ends.date() != begins.date() else None,
        "zone": workshop.zone,
    }


def said_in(data: dict[str, Any]) -> dict[str, Any]:
    """What a verb is given, of what such a form has taken."""
    said = {name: value for name, value in data.items() if name not in {*NAMES, *TIMES}}
    return said | {"parts": {name: data.get(name, "") for name in NAMES}}


class WordsForm(forms.Form):
    """What a workshop is, where it is, and who gives it."""

    title = forms.CharField(
        label=_("Title"),
        min_length=4,
        max_length=Workshop._meta.get_field("title").max_length,
        help_text=_("What one learns: “Reading a forest plot without fear”."),
    )
    text, programme, prerequisites, accessibility = (_text(part) for part in PARTS[:-1])
    hosts = forms.CharField(
        label=_("Who hosts it"),
        max_length=700,
        help_text=_("Handles with commas between them, such as “@ines, @tane”."),
    )
    format = forms.ChoiceField(
        label=_("How people come together"),
        choices=Format.choices,
        initial=Format.ONLINE,
        widget=forms.RadioSelect,
    )
    venue = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=Workshop._meta.get_field("venue").max_length,
        help_text=_("For those who come in person: room, street, town."),
    )
    room_seats = forms.IntegerField(
        label=_("Seats in the room"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        help_text=_("Empty: no limit."),
    )
    join_link = forms.URLField(
        label=_("Link to join by"),
        required=False,
        assume_scheme="https",
        max_length=Workshop._meta.get_field("join_link").max_length,
        help_text=_("Shown to those who are registered, and to nobody else."),
    )
    online_seats = forms.IntegerField(
        label=_("Seats online"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        help_text=_("Empty: no limit."),
    )
    needs_approval = forms.BooleanField(
        label=_("Hosts look at who wants to come"),
        required=False,
        help_text=_("Who registers asks, and takes no seat until a host lets them in."),
    )
    takes_guests = forms.BooleanField(
        label=_("Guests can come without an account"),
        required=False,
        help_text=_("They confirm by email. Only where anybody can read of the workshop."),
    )
    names_for = forms.ChoiceField(
        label=_("Who sees who comes"),
        choices=Names.choices,
        initial=Names.COMING,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Of those who let it be seen. How many come is always shown."),
    )
    gives_certificates = forms.BooleanField(
        label=_("Those who were there can print a certificate of attendance"),
        required=False,
        initial=True,
        help_text=_("Who was there is who checked in, or whom you noted."),
    )
    tags = TopicForm.base_fields["tags"]

    space_of_it: Space | None = None

    def clean_names_for(self) -> str:
        return self.cleaned_data["names_for"] or Names.COMING

    @property
    def terms(self) -> list[forms.BoundField]:
        return [self[name] for name in TERMS]

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[name] for name in NAMES if name in self.fields]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        space = said.get("space", self.space_of_it)
        if space and "hosts" in said:
            try:
                said["hosts"] = hosts_named(said["hosts"], space)
            except ValidationError as error:
                self.add_error("hosts", error)
        return said


class InSpaceForm(forms.Form):
    """Of what is proposed; ``nonce`` makes sending it twice the same as once."""

    space = forms.ModelChoiceField(
        label=_("Space"), queryset=Space.objects.none(), to_field_name="slug", empty_label=None
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        space = cast(forms.ModelChoiceField, self.fields["space"])
        space.queryset = rooms_of(viewer, community)


class WorkshopForm(WordsForm, TimeForm, InSpaceForm):
    """All of one that is proposed."""

    topics = forms.TypedMultipleChoiceField(
        label=_("Questions that it takes up"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who asked them, or found them useful, is invited when it is published."),
    )

    def __init__(self, *args: Any, offered: list[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {topic.pk: topic for topic in offered}
        topics = cast(forms.TypedMultipleChoiceField, self.fields["topics"])
        topics.choices = [(topic.pk, topic.title) for topic in offered]

    def clean_topics(self) -> list[Topic]:
        return [self.offered[number] for number in self.cleaned_data["topics"]]


class WorkshopEditForm(WordsForm):
    """With what is handed out, which nobody has yet when they propose it."""

    materials = _text(PARTS[-1])
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.space_of_it = space


class MoveForm(TimeForm):
    note = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=NOTE,
        help_text=_("Those who are registered read it with the new time."),
    )


class CancelForm(forms.Form):
    note = forms.CharField(
        label=_("Why it does not take place"),
        max_length=NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who wanted to come read it, and it stands on the page."),
        error_messages={"required": _("Say in a sentence why.")},
    )


SEEN_BY = {
    Names.COMING: _("Others who have a seat see your name and picture; otherwise only hosts do."),
    Names.READERS: _("Everybody who reads of it sees your name and picture; else only hosts do."),
}


class RegistrationForm(forms.Form):
    """How one comes, and what one wants answered there."""

    mode = forms.ChoiceField(label=_("How you come"), widget=forms.RadioSelect)
    question = forms.CharField(
        label=_("What do you want answered?"),
        required=False,
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hosts see that you ask this; others who come read it without your name."),
    )
    takes_at_once = forms.BooleanField(
        label=_("If I wait and a seat gets free, it is mine at once"),
        required=False,
        help_text=_("Otherwise you are asked, and have a day at most to say yes."),
    )
    shows_name = forms.BooleanField(label=_("Show that I come"), required=False)

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= fields_of(workshop.inquiries.in_order())
        mode = cast(forms.ChoiceField, self.fields["mode"])
        mode.choices = [(one.value, one.label) for one in modes_of(workshop)]
        mode.initial = mode.choices[0][0]
        if workshop.names_for == Names.NOBODY:
            del self.fields["shows_name"]
        else:
            seen = SEEN_BY[Names(workshop.names_for)]
            self.fields["shows_name"].help_text = seen

    @property
    def asked(self) -> list[forms.BoundField]:
        """What hosts ask."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def said(self) -> dict[str, Any]:
        """What the verb is given."""
        kept = {
            name: value for name, value in self.cleaned_data.items() if not name.startswith(PREFIX)
        }
        return kept | {"answers": taken_from(self.cleaned_data)}
