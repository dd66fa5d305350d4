from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions.forms import TagsField, TopicForm
from projects.closing.doings import Doer
from projects.models import Contribution, Lesson, Verdict


def _text(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
    )


class ReviewForm(forms.Form):
    """Nothing in it is required while it is written; `Review.finish` says what is missing."""

    intended = _text(_("What was intended?"), _("Begun from what the project said of itself."))
    happened = _text(_("What happened?"), _("What is there now, and what is not."))
    why = _text(
        _("Why was it different, or as planned?"),
        _("What helped, what got in the way. Of things and ways, not of people."),
    )
    change = _text(
        _("What would you keep, and what change?"),
        _("In a few words: what others can use goes into lessons, on the next page."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class LessonForm(forms.Form):
    title = forms.CharField(
        label=_("What you learned"),
        min_length=8,
        max_length=Lesson._meta.get_field("title").max_length,
        help_text=_(
            "As a sentence that somebody would search for: “Test a form with five people”."
        ),
    )
    verdict = forms.ChoiceField(
        label=_("Next time"),
        choices=Verdict.choices,
        initial=Verdict.KEEP.value,
        widget=forms.RadioSelect,
    )
    text = _text(_("How, and why"), _("Enough for somebody who was not there to do it."))
    tags = TopicForm.base_fields["tags"]
    is_kept = forms.BooleanField(
        label=_("Others can use this"),
        required=False,
        initial=True,
        help_text=_("Then it becomes the draft of an article when the project closes."),
    )


class ThanksForm(forms.Form):
    """A word and skills for each who made the project; who has neither is not thanked."""

    def __init__(
        self,
        *args: Any,
        doers: list[Doer],
        thanked: dict[int, Contribution],
        tags: list[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.doers, self.thanked = doers, thanked
        for doer in doers:
            known = thanked.get(doer.user.pk)
            self.fields[f"thank-{doer.user.pk}"] = forms.BooleanField(
                label=_("Thank them"), required=False, initial=known is not None or not thanked
            )
            self.fields[f"note-{doer.user.pk}"] = forms.CharField(
                label=_("A word to them"),
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=known.note if known else "",
            )
            self.fields[f"tags-{doer.user.pk}"] = TagsField(
                label=_("Skills this showed"),
                required=False,
                initial=known.tag_names if known else tags,
            )

    def of(self, doer: Doer) -> dict[str, forms.BoundField]:
        return {name: self[f"{name}-{doer.user.pk}"] for name in ("thank", "note", "tags")}

    def said_of(self, doer: Doer) -> dict[str, Any] | None:
        """None of whom is not thanked."""
        pk = doer.user.pk
        if not self.cleaned_data[f"thank-{pk}"]:
            return None
        return {name: self.cleaned_data[f"{name}-{pk}"] for name in ("note", "tags")}


class CloseForm(forms.Form):
    space = forms.ChoiceField(
        label=_("Where the drafts go"),
        help_text=_("Only spaces that everybody can read who can read this project."),
        required=False,
    )

    def __init__(self, *args: Any, places: list[Space], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.slug: place for place in places}
        field = cast(forms.ChoiceField, self.fields["space"])
        names = [(place.slug, place.name) for place in places[1:]]
        field.choices = [(places[0].slug, _("With the project")), *names]
        field.initial = places[0].slug

    def clean_space(self) -> Space | None:
        return self.places.get(self.cleaned_data["space"])


class DropForm(forms.Form):
    note = forms.CharField(
        label=_("Why it was not pursued"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence, for whoever thinks of the same: “No ward could spare a nurse.”"),
    )

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"].strip()
        if not note:
            raise ValidationError(_("Say why, in a sentence."), code="required")
        return note
