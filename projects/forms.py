from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions.forms import TopicForm
from projects.models import Project, Role, Visibility

PURPOSE = _("Whose problem it solves, and how. The first lines are shown in lists.")
DONE = _("How everybody will see that it is finished. A list of two to four things is enough.")


def visibilities(community: Community) -> list[tuple[str, Any]]:
    """Where the community is not public, nothing in it is for everybody."""
    offered = (
        list(Visibility) if community.is_public else [Visibility.COMMUNITY, Visibility.MEMBERS]
    )
    return [(one.value, one.label) for one in offered]


class ProjectForm(forms.Form):
    """What a project says of itself; ``nonce`` makes sending it twice the same as once."""

    title = forms.CharField(
        label=_("Title"),
        min_length=4,
        max_length=Project._meta.get_field("title").max_length,
        help_text=_("What will be there when it is done: “A discharge sheet people can read”."),
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=PURPOSE,
    )
    done = forms.CharField(
        label=_("What done looks like"),
        required=False,
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=DONE,
    )
    due = forms.DateField(
        label=_("Meant to be done by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    tags = TopicForm.base_fields["tags"]
    visibility = forms.ChoiceField(label=_("Who can read it"), widget=forms.RadioSelect)
    is_open = forms.BooleanField(
        label=_("Members of the community may join by themselves"),
        required=False,
        initial=True,
        help_text=_("Otherwise those who lead it invite people, or call for them."),
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["visibility"])
        field.choices = visibilities(community)
        field.initial = Visibility.COMMUNITY.value


class ProjectEditForm(ProjectForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["nonce"]


class InvitationForm(forms.Form):
    handle = forms.CharField(
        label=_("Handle"),
        max_length=50,
        help_text=_("Of anybody here, also from other communities: @amina."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.CONTRIBUTOR)
    note = forms.CharField(
        label=_("A word to them"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"].strip().removeprefix("@")
        if not handle:
            raise ValidationError(_("Say whom you mean."), code="required")
        return handle


class PlaceForm(forms.Form):
    does = forms.CharField(
        label=_("What they do here"),
        required=False,
        max_length=100,
        help_text=_("In a few words: “Writing and layout”."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)

    def __init__(self, *args: Any, may_give_role: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_give_role:
            del self.fields["role"]


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("A word about it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those in the project read it."),
    )
