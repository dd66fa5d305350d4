from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions.forms import number_in
from discussions.models import Topic
from learning.afterwards.chapters import seconds_of
from learning.questions import access
from learning.workshops.models import Workshop


class TopicForm(forms.Form):
    topic = forms.CharField(
        label=_("Topic"), max_length=300, help_text=_("Its number or its address.")
    )

    def __init__(self, *args: Any, viewer: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.workshop = viewer, workshop

    def clean_topic(self) -> Topic:
        number = number_in(self.cleaned_data["topic"].strip())
        if not number:
            raise ValidationError(_("Give the number or the address of a topic."), code="number")
        try:
            return access.topic_to_take_up(self.viewer, self.workshop, number)
        except Http404 as unseen:
            message = _("There is no such topic in this community.")
            raise ValidationError(message, code="unknown") from unseen


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("The answer, in a few words"),
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    moment = forms.CharField(
        label=_("Where in the recording"),
        required=False,
        max_length=8,
        help_text=_("Such as 12:30; leave it empty where there is none."),
    )

    def clean_moment(self) -> int | None:
        typed = self.cleaned_data["moment"].strip()
        seconds = seconds_of(typed) if typed else None
        if typed and seconds is None:
            raise ValidationError(_("Write it as 12:30, or as 1:02:05."), code="moment")
        return seconds
