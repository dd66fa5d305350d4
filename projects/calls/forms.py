from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions.forms import TagsField, TopicForm
from projects.calls.models import Application, Call, CallState
from projects.calls.models.application import LONGEST_NOTE
from projects.calls.models.call import MOST_PLACES


class CallForm(forms.Form):
    """Whom a project looks for; ``nonce`` makes sending it twice the same as once."""

    title = forms.CharField(
        label=_("Who you look for"),
        min_length=4,
        max_length=Call._meta.get_field("title").max_length,
        help_text=_("In one line: “Somebody to test the sheet with six patients”."),
    )
    text = forms.CharField(
        label=_("What is needed"),
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=_("What they would do, with whom, and what they would get out of it."),
    )
    tags = TopicForm.base_fields["tags"]
    time = forms.CharField(
        label=_("Time it takes"),
        required=False,
        max_length=Call._meta.get_field("time").max_length,
        help_text=_("Such as “two hours a week for two months”."),
    )
    places = forms.IntegerField(
        label=_("How many people"), min_value=1, max_value=MOST_PLACES, initial=1
    )
    until = forms.DateField(
        label=_("Until when one can apply"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The last day. You are reminded three days before."),
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day has passed."), code="past")
        return day


class CallEditForm(CallForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["nonce"]


class ApplicationForm(forms.Form):
    note = forms.CharField(
        label=_("Your note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Why you, and how much time you have. Those who lead the project read it, nobody else."
        ),
        error_messages={"required": _("Say in a sentence why you.")},
    )


class AnswerForm(forms.Form):
    """What an applicant is told with the decision."""

    answer = forms.CharField(
        label=_("What you tell them"),
        max_length=Application._meta.get_field("answer").max_length,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("They read it as it stands here. Change it until it sounds like you."),
    )


class EndForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Why it ends"),
        choices=[
            (CallState.FILLED.value, _("We have found who we looked for")),
            (CallState.CLOSED.value, _("We look for nobody any more")),
        ],
        initial=CallState.FILLED.value,
        widget=forms.RadioSelect,
    )


class WishForm(forms.Form):
    tags = TagsField(
        label=_("Tags you know about"),
        required=False,
        help_text=_("Up to five, with commas between them."),
    )
    by_what_they_know = forms.BooleanField(
        label=_("Also what I have shown here that I know"),
        required=False,
        help_text=_(
            "Tags under which an answer of yours was accepted, you wrote an article, or what you "
            "wrote worked for somebody."
        ),
    )
