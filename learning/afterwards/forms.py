from django import forms
from django.utils.translation import gettext_lazy as _

from learning.afterwards.chapters import validate_chapters
from learning.afterwards.models import Recording, Worth
from learning.afterwards.models.feedback import LONGEST


class RecordingForm(forms.Form):
    link = forms.URLField(
        label=_("Where it is"),
        assume_scheme="https",
        max_length=Recording._meta.get_field("link").max_length,
        help_text=_(
            "Whoever may read the workshop sees the link. Have those who speak in it agreed?"
        ),
    )
    chapters = forms.CharField(
        label=_("Chapters"),
        required=False,
        max_length=10_000,
        validators=[validate_chapters],
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": "0:00 …\n12:30 …"}),
        help_text=_("A line each: the moment, and what begins there, such as “12:30 The diamond”."),
    )


class FeedbackForm(forms.Form):
    worth = forms.ChoiceField(
        label=_("Was it worth your time?"),
        choices=Worth.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    takes = forms.CharField(
        label=_("What will you do differently now?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wishes = forms.CharField(
        label=_("What should be different next time?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
