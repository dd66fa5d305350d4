from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.access import rooms_of
from communities.models import Community, Space
from learning.ideas.models import Idea, Side
from learning.ideas.models.idea import LONGEST_TEXT
from learning.ideas.models.support import LONGEST_WORDS


class WordsForm(forms.Form):
    side = forms.ChoiceField(
        label=_("Your side of it"),
        choices=Side.choices,
        initial=Side.LEARN,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("What it is about"),
        min_length=4,
        max_length=Idea._meta.get_field("title").max_length,
        help_text=_("What one can do afterwards: “Read a forest plot”."),
    )
    text = forms.CharField(
        label=_("More about it"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you have tried, or have done; and what would be enough for a start."),
    )


class IdeaForm(WordsForm):
    """``nonce`` makes sending it twice the same as once."""

    space = forms.ModelChoiceField(
        label=_("Space"), queryset=Space.objects.none(), to_field_name="slug", empty_label=None
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        space = cast(forms.ModelChoiceField, self.fields["space"])
        space.queryset = rooms_of(viewer, community)


class IdeaEditForm(WordsForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class OfferForm(forms.Form):
    words = forms.CharField(
        label=_("What you would bring"),
        required=False,
        max_length=LONGEST_WORDS,
        help_text=_("If you like: what you have done of it, and when you would have time."),
    )


class ClosingForm(forms.Form):
    note = forms.CharField(
        label=_("Why"),
        max_length=Idea._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands on the page of the idea."),
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = not is_own  # as the verb has it
