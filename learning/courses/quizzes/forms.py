from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from learning.courses.models import Question
from learning.courses.models.quiz_terms import MOST_ATTEMPTS, USUAL_MARK
from learning.courses.quizzes.kinds import QuestionKind, key_of


class QuestionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=QuestionKind.choices,
        initial=QuestionKind.SINGLE,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Question"),
        max_length=Question._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Markdown, as in a lesson."),
    )
    typed = forms.CharField(
        label=_("Answers"),
        max_length=Question._meta.get_field("typed").max_length,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Choices: one on each line, a star before what is right, and after a bar what whoever "
            "picks it is told: “* The interval | Yes.” Words: each answer that counts on a line. "
            "A number: “3.5”, or “3.5 ± 0.1”."
        ),
    )
    explanation = forms.CharField(
        label=_("Why that is so"),
        required=False,
        max_length=Question._meta.get_field("explanation").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown with the right answer, once somebody has passed or cannot try again."),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if {"kind", "typed"} <= said.keys():
            try:
                key_of(said["kind"], said["typed"])
            except ValidationError as error:
                self.add_error("typed", error)
        return said


class QuestionEditForm(QuestionForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class QuizTermsForm(forms.Form):
    draws = forms.IntegerField(
        label=_("How many are asked"),
        required=False,
        min_value=1,
        max_value=200,
        help_text=_("Drawn at random for each attempt. Leave it empty to ask all."),
    )
    pass_mark = forms.IntegerField(
        label=_("How much has to be right, in %"),
        min_value=0,
        max_value=100,
        initial=USUAL_MARK,
    )
    attempts = forms.IntegerField(
        label=_("How often one may try"),
        required=False,
        min_value=1,
        max_value=MOST_ATTEMPTS,
        help_text=_("Leave it empty if as often as one likes."),
    )
