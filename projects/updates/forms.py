from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.markdown import MAX_LENGTH
from core.validators import validate_markdown


class UpdateForm(forms.Form):
    text = forms.CharField(
        label=_("How far it is"),
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=_("What was done, what was learned, what comes next. Three lines are enough."),
        error_messages={"required": _("Write something first.")},
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class UpdateEditForm(UpdateForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["nonce"]


class CommentForm(UpdateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Your comment")
        self.fields["text"].help_text = ""
