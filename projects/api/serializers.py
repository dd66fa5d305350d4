from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.paging import PageInput
from core.api.serializers import IdField, Input, OptionalText, Output
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions.api.serializers import TAG
from discussions.tagging import MOST_TAGS
from projects.listing import STATES
from projects.models import Role, Standing, Status, Visibility
from projects.templates import TEMPLATES


class ProjectsInput(PageInput):
    tag = serializers.CharField(required=False, max_length=50)
    state = serializers.ChoiceField(
        choices=STATES, required=False, help_text="Without it those that are proposed or active."
    )


class ProjectOutput(Output):
    id = serializers.IntegerField()
    community = serializers.CharField(source="community.slug")
    space = serializers.CharField(source="space.slug", help_text="Where its topics are.")
    status = serializers.ChoiceField(choices=Status.choices)
    visibility = serializers.ChoiceField(choices=Visibility.choices)
    title = serializers.CharField()
    gist = serializers.CharField(help_text="How its purpose begins, as plain text.")
    template = serializers.CharField(source="kind", help_text="Empty: begun without one.")
    tags = serializers.ListField(child=serializers.CharField(), source="tag_names")
    is_open = serializers.BooleanField(help_text="Members of the community may join by themselves.")
    due = serializers.DateField(allow_null=True)
    begun_by = PersonOutput()
    member_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


class TextsOutput(Output):
    purpose = serializers.CharField()
    done = serializers.CharField(help_text="What done looks like.")


class ProjectPageOutput(ProjectOutput):
    markdown = serializers.SerializerMethodField(help_text="Each text as it was typed.")
    html = serializers.DictField(
        child=serializers.CharField(), help_text="By text; one that is empty is left out."
    )
    note = serializers.CharField(help_text="With which it was paused or started.")
    role = serializers.SerializerMethodField(help_text="Yours; null: you are not in it.")

    def get_markdown(self, project: Any) -> dict[str, str]:
        return {"purpose": project.purpose, "done": project.done}

    def get_role(self, project: Any) -> str | None:
        return project.role_of(self.context["viewer"])


class ProjectInput(Input):
    title = serializers.CharField(min_length=4, max_length=120)
    purpose = serializers.CharField(
        max_length=MAX_LENGTH, validators=[validate_markdown], help_text="Markdown."
    )
    done = OptionalText(
        max_length=MAX_LENGTH, validators=[validate_markdown], help_text="What done looks like."
    )
    due = serializers.DateField(required=False, allow_null=True, default=None)
    tags = serializers.ListField(
        child=serializers.RegexField(TAG, max_length=50), max_length=MOST_TAGS, default=list
    )
    visibility = serializers.ChoiceField(
        choices=Visibility.choices, default=Visibility.COMMUNITY.value
    )
    is_open = serializers.BooleanField(default=True)


class BeginProjectInput(ProjectInput):
    template = serializers.ChoiceField(
        choices=[template.key for template in TEMPLATES],
        required=False,
        default="",
        help_text="What it begins with besides your words.",
    )


class ProjectEditInput(ProjectInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class StatusInput(Input):
    status = serializers.ChoiceField(choices=[Status.ACTIVE.value, Status.PAUSED.value])
    note = OptionalText(max_length=500)


class CollaboratorOutput(Output):
    person = PersonOutput(source="user")
    role = serializers.ChoiceField(choices=Role.choices)
    standing = serializers.ChoiceField(choices=Standing.choices)
    does = serializers.CharField(help_text="What they do here, in a few words.")
    joined_at = serializers.DateTimeField(allow_null=True)


class CollaboratorInvitationInput(Input):
    handle = serializers.CharField(max_length=50)
    role = serializers.ChoiceField(choices=Role.choices, default=Role.CONTRIBUTOR.value)
    note = OptionalText(max_length=500)


class PlaceInput(Input):
    role = serializers.ChoiceField(choices=Role.choices, required=False)
    does = serializers.CharField(required=False, allow_blank=True, max_length=100)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if not data:
            raise serializers.ValidationError(_("Say what to change."), "required")
        return data
