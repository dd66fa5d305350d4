from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.serializers import IdField, Input, OptionalText, Output
from core.uploads.kinds import NAMES
from projects.files.naming import MOST_LETTERS, folder_name


class FolderOutput(Output):
    id = serializers.IntegerField()
    inside = serializers.IntegerField(
        source="parent_id", allow_null=True, help_text="The folder that it is in."
    )
    name = serializers.CharField()
    url = serializers.CharField(source="get_absolute_url")


class FileOutput(Output):
    id = serializers.IntegerField()
    project = serializers.IntegerField(source="project_id")
    folder = serializers.IntegerField(source="folder_id", allow_null=True)
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=NAMES, help_text="By what is in it.")
    size = serializers.SerializerMethodField(
        help_text="In bytes; null: whoever sent it has deleted it."
    )
    version = serializers.IntegerField()
    changed_by = PersonOutput()
    changed_at = serializers.DateTimeField()
    url = serializers.CharField(source="get_absolute_url")

    def get_size(self, file: Any) -> int | None:
        return file.file.size if file.file else None


class FileVersionOutput(Output):
    number = serializers.IntegerField()
    size = serializers.IntegerField(help_text="In bytes.")
    by = PersonOutput()
    at = serializers.DateTimeField()
    note = serializers.CharField()
    is_there = serializers.SerializerMethodField(
        help_text="False: whoever sent it has deleted it from the site."
    )

    def get_is_there(self, version: Any) -> bool:
        return version.stored is not None


class DeletedFileOutput(Output):
    id = serializers.IntegerField()
    name = serializers.CharField()
    deleted_by = PersonOutput(allow_null=True)
    deleted_at = serializers.DateTimeField()


class FolderNameField(serializers.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MOST_LETTERS, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        said = super().to_internal_value(data)
        if len(said) > MOST_LETTERS:  # asked of what was sent: the name would be cut to fit
            self.fail("max_length", max_length=MOST_LETTERS)
        name = folder_name(said)
        if not name:
            raise serializers.ValidationError(_("A name needs a letter or a number."), "blank")
        return name


class FolderInput(Input):
    name = FolderNameField()
    inside = IdField(
        source="parent", required=False, allow_null=True, default=None, help_text="Null: the top."
    )


class FileInput(Input):
    upload = serializers.CharField(
        max_length=32, help_text="The `id` of a file that you sent to `/uploads/`."
    )
    folder = IdField(required=False, allow_null=True, default=None, help_text="Null: the top.")
    name = OptionalText(max_length=120, help_text="Without one, as it was sent.")
    note = OptionalText(max_length=200)


class FileEditInput(Input):
    name = serializers.CharField(max_length=120)
    folder = IdField(allow_null=True, help_text="Null: the top.")


class FileVersionInput(Input):
    upload = serializers.CharField(
        max_length=32, help_text="The `id` of a file of the same kind that you sent to `/uploads/`."
    )
    note = OptionalText(max_length=200)
