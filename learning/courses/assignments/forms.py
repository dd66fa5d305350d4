from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from learning.courses.assignments.rubric import LONGEST_COMMENT, Criteria, levels_of
from learning.courses.models import Assignment, Course, Criterion, Judged
from learning.courses.models.assignment import MOST_REVIEWS, USUAL_PASS_MARK, USUAL_REVIEWS
from learning.courses.models.gated import LONGEST
from learning.courses.models.work_review import LONGEST as LONGEST_REVIEW


class AssignmentForm(forms.Form):
    text = forms.CharField(
        label=_("What is to be done"),
        max_length=Assignment._meta.get_field("text").max_length,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=_("What one hands in at the end, and how long it should be."),
    )
    judged = forms.ChoiceField(
        label=_("Who says whether it passes"),
        choices=Judged.choices,
        initial=Judged.PEERS,
        widget=forms.RadioSelect,
    )
    reviews = forms.IntegerField(
        label=_("By how many learners each work is reviewed"),
        min_value=1,
        max_value=MOST_REVIEWS,
        initial=USUAL_REVIEWS,
        help_text=_("Where learners review. It counts what the middle one of them gives."),
    )
    gives = forms.IntegerField(
        label=_("How many works each learner reviews"),
        min_value=0,
        max_value=MOST_REVIEWS,
        initial=USUAL_REVIEWS,
        help_text=_("Where learners review. The lesson is done once they have."),
    )
    pass_mark = forms.IntegerField(
        label=_("How much of all points passes, in %"),
        min_value=0,
        max_value=100,
        initial=USUAL_PASS_MARK,
    )
    days = forms.IntegerField(
        label=_("Due so many days after the lesson opens"),
        required=False,
        min_value=1,
        max_value=LONGEST,
        help_text=_("Leave it empty if there is no hurry. What comes later is taken as well."),
    )
    due_on = forms.DateField(
        label=_("Due on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Until this day ends by the clocks of the course. Later is taken as well."),
    )
    solution = forms.CharField(
        label=_("A good solution"),
        required=False,
        max_length=Assignment._meta.get_field("solution").max_length,
        validators=[validate_markdown],
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Shown to whoever has passed."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["days" if course.is_for_a_cohort else "due_on"]


class CriterionForm(forms.Form):
    title = forms.CharField(
        label=_("What it is looked at for"),
        max_length=Criterion._meta.get_field("title").max_length,
        help_text=_("One thing: “Says how sure it is”."),
    )
    text = forms.CharField(
        label=_("More about it"),
        required=False,
        max_length=Criterion._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    typed = forms.CharField(
        label=_("Its levels"),
        max_length=Criterion._meta.get_field("typed").max_length,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "One on each line: points, a bar, a name, and after another bar what it takes. "
            "“0 | Missing | No number stands with its interval.”"
        ),
    )

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"]
        levels_of(typed)
        return typed


class CriterionEditForm(CriterionForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class WorkForm(forms.Form):
    text = forms.CharField(
        label=_("Your work"),
        required=False,
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)


class RubricForm(forms.Form):
    """Points and a comment for each criterion, and something over all."""

    def __init__(self, *args: Any, criteria: Criteria, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            self.fields[f"points_{one['id']}"] = forms.TypedChoiceField(
                label=one["title"],
                required=False,
                coerce=int,
                empty_value=None,
                choices=[(level["points"], level["title"]) for level in one["levels"]],
                widget=forms.RadioSelect,
            )
            self.fields[f"comment_{one['id']}"] = forms.CharField(
                label=_("Why, and what would make it better"),
                required=False,
                max_length=LONGEST_COMMENT,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["words"] = forms.CharField(
            label=_("Over all"),
            required=False,
            max_length=LONGEST_REVIEW,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text=_("What is good about it, and the one thing that you would do next."),
        )

    @property
    def rows(self) -> list[tuple[dict[str, Any], forms.BoundField, forms.BoundField]]:
        return [
            (one, self[f"points_{one['id']}"], self[f"comment_{one['id']}"])
            for one in self.criteria
        ]

    @property
    def said(self) -> dict[str, Any]:
        """As the verbs are given it."""
        data = self.cleaned_data
        return {
            "points": {one["id"]: data[f"points_{one['id']}"] for one in self.criteria},
            "comments": {one["id"]: data[f"comment_{one['id']}"] for one in self.criteria},
            "words": data["words"],
        }

    def require_all(self) -> None:
        """Of one that is to be sent: say of each criterion without points that it needs them."""
        for one in self.criteria:
            if self.cleaned_data.get(f"points_{one['id']}") is None:
                self.add_error(f"points_{one['id']}", ValidationError(_("Give points for this.")))
        if not self.cleaned_data.get("words", "").strip():
            self.add_error("words", ValidationError(_("Say something in your own words.")))


class ReportForm(forms.Form):
    words = forms.CharField(
        label=_("What is wrong with it"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeadlineForm(forms.Form):
    until = forms.DateField(
        label=_("Due on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
