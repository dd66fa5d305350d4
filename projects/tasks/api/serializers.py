from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from accounts.models.user import Dye
from accounts.zones import zones
from core.api.paging import PageInput
from core.api.serializers import IdField, Input, OptionalText, Output
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from projects.tasks.bulk import MOST
from projects.tasks.dues import Due
from projects.tasks.listing import DUES, PRIORITIES, SORTS, STATES
from projects.tasks.models import Field
from projects.tasks.models.label import MOST_LABELS
from projects.tasks.places import BOTTOM_, WHERE


class PriorityField(serializers.ChoiceField):
    """By its word."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=PRIORITIES, **kwargs)

    def to_representation(self, value: Any) -> str:
        return PRIORITIES[value]


class TasksInput(PageInput):
    state = serializers.ChoiceField(choices=STATES, default="open")
    assignee = serializers.CharField(
        required=False, max_length=50, help_text="A handle, or `me`, or `nobody`."
    )
    label = serializers.CharField(required=False, max_length=30)  # type: ignore[assignment]
    lane = IdField(required=False)
    priority = serializers.ChoiceField(choices=PRIORITIES, required=False)
    due = serializers.ChoiceField(choices=DUES, required=False, help_text="In your time zone.")
    milestone = IdField(required=False)
    q = serializers.CharField(
        required=False, max_length=80, help_text="Words of its title or text."
    )
    sort = serializers.ChoiceField(choices=list(SORTS), default="board")


class TaskOutput(Output):
    id = serializers.IntegerField()
    number = serializers.IntegerField(help_text="Within its project.")
    project = serializers.IntegerField(source="project_id")
    lane = serializers.IntegerField(source="lane_id")
    title = serializers.CharField()
    priority = PriorityField()
    due = serializers.DateField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True, help_text="Where it is due at an hour.")
    due_zone = serializers.CharField(help_text="The time zone in which that hour was given.")
    labels = serializers.SerializerMethodField()
    milestone = serializers.IntegerField(source="milestone_id", allow_null=True)
    assignees = serializers.SerializerMethodField()
    step_count = serializers.IntegerField(source="item_count")
    checked_count = serializers.IntegerField(help_text="Of its steps, those that are done.")
    comment_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()
    done_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(help_text="Of what is written of it: see `edit_task`.")
    moves = serializers.IntegerField(help_text="How often it was put elsewhere: see `move_task`.")
    url = serializers.CharField(source="get_absolute_url")

    def get_labels(self, task: Any) -> list[str]:
        return [label.name for label in task.marks]

    @extend_schema_field(PersonOutput(many=True))
    def get_assignees(self, task: Any) -> Any:
        return PersonOutput([one.user for one in task.people], many=True).data


class StepOutput(Output):
    id = serializers.IntegerField()
    text = serializers.CharField()
    is_done = serializers.BooleanField()
    done_at = serializers.DateTimeField(allow_null=True)


class TaskPageOutput(TaskOutput):
    markdown = serializers.CharField(source="description")
    html = serializers.CharField()
    steps = StepOutput(source="items.all", many=True)
    created_by = PersonOutput()


class TaskInput(Input):
    title = serializers.CharField(max_length=200)
    description = OptionalText(
        max_length=MAX_LENGTH, validators=[validate_markdown], help_text="Markdown."
    )
    priority = PriorityField(default="none")
    due = serializers.DateField(required=False, allow_null=True, default=None)
    hour = serializers.TimeField(
        required=False, allow_null=True, default=None, help_text="On that day, in `zone`."
    )
    zone = serializers.CharField(
        required=False, max_length=64, help_text="Of the hour; left out: yours."
    )
    labels = serializers.ListField(
        child=serializers.CharField(max_length=30), max_length=MOST_LABELS, default=list
    )
    milestone = IdField(required=False, allow_null=True, default=None)

    def validate_zone(self, zone: str) -> str:
        if zone not in zones():
            raise serializers.ValidationError(_("There is no such time zone."))
        return zone

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if data["hour"] and not data["due"]:
            raise serializers.ValidationError({"due": [_("Say on which day.")]})
        data["priority"] = PRIORITIES.index(data["priority"])
        return data


def with_due(said: dict[str, Any], zone: str) -> dict[str, Any]:
    """As a verb is given it: the day and the hour are one."""
    day, hour = said.pop("due"), said.pop("hour")
    return said | {"due": Due.on(day, hour, said.pop("zone", zone))}


class TaskAddInput(TaskInput):
    lane = IdField(required=False, help_text="Left out: the first.")


class TaskEditInput(TaskInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class TaskPlaceInput(Input):
    lane = IdField(required=False, help_text="Left out: the one that it is in.")
    where = serializers.ChoiceField(choices=WHERE, default=BOTTOM_)
    beside = IdField(required=False, help_text="The task to put it `before` or `after`.")
    moves = serializers.IntegerField(
        required=False, min_value=0, help_text="As you read it; another is answered with 409."
    )


class ManyInput(Input):
    tasks = serializers.ListField(child=IdField(), min_length=1, max_length=MOST)
    lane = IdField(required=False)
    give = serializers.CharField(required=False, max_length=50, help_text="A handle.")
    release = serializers.CharField(required=False, max_length=50, help_text="A handle.")
    label = OptionalText(max_length=30)  # type: ignore[assignment]
    unlabel = OptionalText(max_length=30)
    priority = PriorityField(required=False)
    due = serializers.DateField(
        required=False, allow_null=True, help_text="Null takes the day away."
    )
    milestone = IdField(required=False, allow_null=True)
    delete = serializers.BooleanField(default=False)


class ManyOutput(Output):
    count = serializers.IntegerField(help_text="How many of them were there.")


class StepInput(Input):
    text = serializers.CharField(max_length=300)


class TickInput(Input):
    is_done = serializers.BooleanField()


class TaskChangeOutput(Output):
    field = serializers.ChoiceField(choices=Field.choices)
    by = PersonOutput()
    person = PersonOutput(source="who", allow_null=True, help_text="Whom it was given to.")
    at = serializers.DateTimeField()
    was = serializers.CharField()
    now = serializers.CharField()


class TaskCommentOutput(Output):
    id = serializers.IntegerField()
    author = PersonOutput()
    markdown = serializers.CharField(source="source")
    html = serializers.CharField()
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class TaskCommentInput(Input):
    markdown = serializers.CharField(max_length=MAX_LENGTH, validators=[validate_markdown])


class TaskCommentEditInput(TaskCommentInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class LaneOutput(Output):
    id = serializers.IntegerField()
    name = serializers.CharField()
    is_done = serializers.BooleanField(help_text="What is in it is done.")
    task_count = serializers.IntegerField()


class LaneInput(Input):
    name = serializers.CharField(max_length=40)
    is_done = serializers.BooleanField(default=False)


class LaneOrderInput(Input):
    lanes = serializers.ListField(child=IdField(), max_length=100)


class LaneRemovalInput(Input):
    into = IdField(required=False, help_text="Where its tasks go.")


class LabelOutput(Output):
    id = serializers.IntegerField()
    name = serializers.CharField()
    dye = serializers.ChoiceField(choices=Dye.choices)


class LabelInput(Input):
    name = serializers.CharField(max_length=30)
    dye = serializers.ChoiceField(choices=Dye.choices)


class MilestoneOutput(Output):
    id = serializers.IntegerField()
    name = serializers.CharField()
    due = serializers.DateField(allow_null=True)
    task_count = serializers.IntegerField()
    done_count = serializers.IntegerField()


class MilestoneInput(Input):
    name = serializers.CharField(max_length=80)
    due = serializers.DateField(required=False, allow_null=True, default=None)


class CalendarKeyOutput(Output):
    created_at = serializers.DateTimeField(allow_null=True, help_text="Null: there is none.")


class CalendarAddressOutput(Output):
    address = serializers.CharField(help_text="Shown this once: whoever knows it reads it.")
