from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.validators import validate_markdown
from members.profiles.fields import FIELDS, OpenTo
from members.profiles.languages import code_of, like, name_of
from members.profiles.levels import Level
from members.profiles.models import Profile
from members.profiles.models.profile import (
    LONGEST_ABOUT,
    LONGEST_LINE,
    LONGEST_WORD,
    MOST,
)
from members.profiles.validators import validate_link


class Listed(forms.CharField):
    """Several things in one line, with commas between them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=(LONGEST_WORD + 2) * MOST, **kwargs)

    def clean(self, value: Any) -> Any:
        words = [" ".join(word.split()) for word in super().clean(value).split(",")]
        return [self.read(word) for word in dict.fromkeys(filter(None, words))]

    def read(self, word: str) -> str:
        if len(word) > LONGEST_WORD:
            message = _("“%(word)s” is too long. Put commas between the things you name.")
            raise ValidationError(message, "max_length", {"word": word})
        return word


class Spoken(Listed):
    """Languages by their names."""

    def read(self, word: str) -> str:
        if code := code_of(word):
            return code
        if meant := like(word):
            message = _("We know no language “%(word)s”. Did you mean %(meant)s?")
            raise ValidationError(message, "unknown", {"word": word, "meant": meant})
        message = _("We know no language “%(word)s”. Use its English name, or its code as in “sw”.")
        raise ValidationError(message, "unknown", {"word": word})


class Linked(forms.CharField):
    """A link a line: what it is, then its address."""

    widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})

    def clean(self, value: Any) -> Any:
        lines = [line.split() for line in super().clean(value).splitlines()]
        return [self.read(words) for words in lines if words]

    def read(self, words: list[str]) -> dict[str, str]:
        *label, address = words
        validate_link(address)
        said = " ".join(label) or address.split("://", 1)[1].rstrip("/")
        return {"label": said[:LONGEST_WORD], "url": address}


class AboutForm(forms.Form):
    """All of a profile, each field beside who reads it."""

    about = forms.CharField(
        label=FIELDS["about"].label,
        required=False,
        max_length=LONGEST_ABOUT,
        validators=[validate_markdown],
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you work on, and how you came to it. You can use Markdown."),
    )
    role = forms.CharField(label=FIELDS["role"].label, required=False, max_length=LONGEST_LINE)
    organisation = forms.CharField(
        label=FIELDS["organisation"].label,
        required=False,
        max_length=LONGEST_LINE,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    location = forms.CharField(
        label=FIELDS["location"].label,
        required=False,
        max_length=LONGEST_LINE,
        help_text=_("As near as you like: “Mombasa”, or “East Africa”."),
    )
    languages = Spoken(
        label=FIELDS["languages"].label,
        help_text=_("Those that you can work in: “English, Swahili”."),
    )
    pronouns = forms.CharField(
        label=FIELDS["pronouns"].label, required=False, max_length=LONGEST_WORD
    )
    ask_about = Listed(
        label=FIELDS["ask_about"].label,
        help_text=_("With commas between: “register audits, funders, baselines”."),
    )
    wants_to_learn = Listed(
        label=FIELDS["wants_to_learn"].label,
        help_text=_("With commas between: “facilitating online, R”."),
    )
    open_to = forms.MultipleChoiceField(
        label=FIELDS["open_to"].label,
        required=False,
        choices=OpenTo.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    links = Linked(
        label=FIELDS["links"].label,
        required=False,
        help_text=_("One a line: what it is, then its address."),
    )

    def __init__(self, data: Any = None, *, profile: Profile) -> None:
        super().__init__(data, initial=_written(profile))
        for name, field in FIELDS.items():
            self.fields[f"level_{name}"] = forms.ChoiceField(
                label=_("Who sees: %(field)s") % {"field": field.label},
                choices=Level.choices,
                initial=profile.level_of(name),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("languages", "ask_about", "wants_to_learn", "links"):
            if len(cleaned.get(name, ())) > MOST:
                self.add_error(name, _("Name %(most)s at most.") % {"most": MOST})
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What `Profile.objects.write` takes."""
        cleaned = dict(self.cleaned_data)
        levels = {name: cleaned.pop(f"level_{name}") for name in FIELDS}
        return cleaned | {"levels": levels}


def _written(profile: Profile) -> dict[str, Any]:
    """As it is typed."""
    lines = (f"{link['label']} {link['url']}" for link in profile.links)
    plain = ("about", "role", "organisation", "location", "pronouns", "open_to")
    return {name: getattr(profile, name) for name in plain} | {
        "languages": ", ".join(map(name_of, profile.languages)),
        "ask_about": ", ".join(profile.ask_about),
        "wants_to_learn": ", ".join(profile.wants_to_learn),
        "links": "\n".join(lines),
    }
