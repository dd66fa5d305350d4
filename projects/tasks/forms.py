from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models.user import Dye
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from projects.models import Collaborator, Label, Lane, Milestone, Project, Task
from projects.tasks.bulk import Wish
from projects.tasks.dues import Due
from projects.tasks.models import Priority
from projects.tasks.models.label import MOST_LABELS
from projects.tasks.places import WHERE

TITLE = Task._meta.get_field("title").max_length
DATE = forms.DateInput(attrs={"type": "date"})
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def labels_in(text: str) -> list[str]:
    """Of words with commas between them. Raises ValidationError."""
    names = [" ".join(name.split()).lower() for name in text.split(",")]
    names = [name for name in dict.fromkeys(names) if name]
    if len(names) > MOST_LABELS:
        raise ValidationError(_("Eight labels at most."), code="too_many")
    if any(len(name) > (Label._meta.get_field("name").max_length or 0) for name in names):
        raise ValidationError(_("A label has thirty characters at most."), code="too_long")
    return names


class LabelsField(forms.CharField):
    def clean(self, value: Any) -> Any:
        return labels_in(super().clean(value))


class QuickForm(forms.Form):
    """A title, and the lane at whose head it was typed."""

    title = forms.CharField(label=_("What is to be done"), max_length=TITLE)
    lane = forms.IntegerField()
    nonce = forms.CharField(required=False, max_length=40)


class TaskForm(forms.Form):
    title = forms.CharField(label=_("What is to be done"), max_length=TITLE)
    description = forms.CharField(
        label=_("More about it"),
        required=False,
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=_("Why, how, and how one sees that it is done."),
    )
    due = forms.DateField(label=_("Due on"), required=False, widget=DATE)
    hour = forms.TimeField(
        label=_("At"),
        required=False,
        widget=HOUR,
        help_text=_("In your time zone. Leave it empty for the whole day."),
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Priority.choices, coerce=int, initial=Priority.NONE
    )
    milestone = forms.ModelChoiceField(
        Milestone.objects.none(), label=_("Milestone"), required=False, empty_label=_("None")
    )
    labels = LabelsField(
        label=_("Labels"),
        required=False,
        max_length=300,
        help_text=_("With commas between them. A new word makes a new label."),
    )

    def __init__(self, *args: Any, project: Project, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        milestones: Any = self.fields["milestone"]
        milestones.queryset = Milestone.objects.filter(project=project.pk).in_order()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("hour") and not said.get("due"):
            self.add_error("due", _("Say on which day."))
        return said

    def said(self) -> dict[str, Any]:
        """As a verb is given it."""
        said = dict(self.cleaned_data)
        return said | {"due": Due.on(said["due"], said.pop("hour"), self.zone)}


class NewTaskForm(TaskForm):
    lane = forms.ModelChoiceField(Lane.objects.none(), label=_("Lane"), empty_label=None)
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, project=project, **kwargs)
        lanes: Any = self.fields["lane"]
        lanes.queryset = Lane.objects.filter(project=project.pk).in_order()


class TaskEditForm(TaskForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class PlaceForm(forms.Form):
    """Where a card goes: a lane, a place in it, and how often its mover has seen it moved."""

    lane = forms.IntegerField(required=False)
    where = forms.ChoiceField(choices=[(one, one) for one in WHERE], required=False)
    beside = forms.IntegerField(required=False)
    moves = forms.IntegerField(required=False)


class ItemForm(forms.Form):
    text = forms.CharField(label=_("A step"), max_length=300)


class CommentForm(forms.Form):
    source = forms.CharField(
        label=_("Your comment"),
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class CommentEditForm(CommentForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["nonce"]


class LaneForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=Lane._meta.get_field("name").max_length)
    is_done = forms.BooleanField(label=_("What is in it is done"), required=False)


class LabelForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=Label._meta.get_field("name").max_length)
    dye = forms.ChoiceField(label=_("Colour"), choices=Dye.choices)


class MilestoneForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=Milestone._meta.get_field("name").max_length,
        help_text=_("What is reached: “First draft”."),
    )
    due = forms.DateField(label=_("By"), required=False, widget=DATE)


class BulkForm(forms.Form):
    """What is to become of the tasks that are ticked; what is left empty stays as it is."""

    lane = forms.ModelChoiceField(
        Lane.objects.none(), label=_("Move to"), required=False, empty_label=_("Lane…")
    )
    give = forms.ModelChoiceField(
        Collaborator.objects.none(), label=_("Give to"), required=False, empty_label=_("Person…")
    )
    label = forms.CharField(label=_("Add label"), required=False, max_length=30)
    due = forms.DateField(label=_("Due on"), required=False, widget=DATE)
    milestone = forms.ModelChoiceField(
        Milestone.objects.none(), label=_("Milestone"), required=False, empty_label=_("Milestone…")
    )
    priority = forms.ChoiceField(label=_("Priority"), required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["lane"].queryset = Lane.objects.filter(project=project.pk).in_order()
        working = Collaborator.objects.working().filter(project=project.pk)
        choices["give"].queryset = working.for_display()
        choices["give"].label_from_instance = lambda place: place.user.name
        milestones = Milestone.objects.filter(project=project.pk).in_order()
        choices["milestone"].queryset = milestones
        choices["priority"].choices = [("", _("Priority…")), *Priority.choices]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not any(said.values()):
            raise ValidationError(_("Say what is to become of them."), code="nothing")
        return said

    def wish(self) -> Wish:
        said = self.cleaned_data
        return Wish(
            lane=said["lane"],
            give=said["give"].user if said["give"] else None,
            label=" ".join(said["label"].split()).lower(),
            due=Due(said["due"]) if said["due"] else None,
            milestone=said["milestone"],
            priority=int(said["priority"]) if said["priority"] else None,
        )
