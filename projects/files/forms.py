from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.models import Upload
from projects.files.naming import MOST_LETTERS, folder_name
from projects.models import ProjectFile

TOP = _("Not in a folder")


class FolderNameField(forms.CharField):
    """As it can be on a disk: without slashes and the like."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Name"), max_length=MOST_LETTERS, **kwargs)

    def clean(self, value: Any) -> str:
        name = folder_name(super().clean(value))
        if not name:
            raise ValidationError(_("A name needs a letter or a number."), code="invalid")
        return name


class NewFolderForm(forms.Form):
    name = FolderNameField()


class FolderForm(forms.Form):
    name = FolderNameField()
    parent = forms.TypedChoiceField(
        label=_("In folder"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, places: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["parent"]).choices = [("", TOP), *places]


class FileForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=ProjectFile._meta.get_field("name").max_length,
        help_text=_("It goes on ending as its kind does."),
    )
    folder = FolderForm.base_fields["parent"]

    def __init__(self, *args: Any, places: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["folder"]).choices = [("", TOP), *places]


class VersionForm(forms.Form):
    note = forms.CharField(
        label=_("What is new in it?"),
        required=False,
        max_length=200,
        help_text=_("In a few words, for whoever looks at the versions."),
    )


class ChoiceForm(forms.Form):
    """What to do with a file of a name that is taken."""

    VERSION, BESIDE, LEAVE = "version", "beside", "leave"

    def __init__(self, *args: Any, upload: Upload, takes_version: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": upload.key})
        self.upload = upload
        choices = [(self.BESIDE, _("Keep both: put a number behind the new one"))]
        if takes_version:
            choices.insert(0, (self.VERSION, _("Make it a new version of that one")))
        self.fields["choice"] = forms.ChoiceField(
            label=upload.name,
            choices=[*choices, (self.LEAVE, _("Leave it out"))],
            initial=choices[0][0],
            widget=forms.RadioSelect,
        )
