from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.paging import PageInput
from core.api.serializers import IdField, Input, OptionalText, Output
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from learning.courses.assignments.listing import FILTERS
from learning.courses.assignments.rubric import LONGEST_COMMENT, LONGEST_TITLE, MOST_POINTS
from learning.courses.models import Judged
from learning.courses.models.assignment import MOST_REVIEWS, USUAL_PASS_MARK, USUAL_REVIEWS
from learning.courses.models.gated import LONGEST
from learning.courses.models.nudge import LONGEST as LONGEST_NUDGE
from learning.courses.models.work_review import LONGEST as LONGEST_REVIEW

NAMELESS = "Says nothing of whose it is."


class LevelOutput(Output):
    points = serializers.IntegerField()
    title = serializers.CharField()
    text = serializers.CharField()


class RubricOutput(Output):
    id = serializers.IntegerField()
    title = serializers.CharField()
    html = serializers.CharField()
    levels = LevelOutput(many=True, help_text="The one with the fewest points first.")


class MarkOutput(Output):
    criterion = serializers.IntegerField()
    title = serializers.CharField()
    points = serializers.IntegerField(allow_null=True)
    most = serializers.IntegerField()
    level = serializers.CharField()
    comment = serializers.CharField()


class ReceivedReviewOutput(Output):
    key = serializers.CharField(help_text=NAMELESS)
    marks = MarkOutput(many=True)
    words = serializers.CharField()
    helped = serializers.BooleanField(allow_null=True)
    is_reported = serializers.BooleanField()


class JudgementOutput(Output):
    by = PersonOutput(help_text="Somebody who teaches.")
    marks = MarkOutput(many=True)
    words = serializers.CharField()


class WorkOutput(Output):
    number = serializers.IntegerField(help_text="Counts the tries.")
    text = serializers.CharField()
    html = serializers.CharField()
    version = serializers.IntegerField()
    handed_at = serializers.DateTimeField(allow_null=True)
    share = serializers.FloatField(allow_null=True, help_text="Of a hundred, once it is settled.")
    passed = serializers.BooleanField()
    is_done = serializers.BooleanField(help_text="It has passed, and your reviews are given.")


class GivenReviewOutput(Output):
    key = serializers.CharField(help_text=NAMELESS)
    is_sent = serializers.BooleanField()
    kept_until = serializers.DateTimeField(help_text="So long the work is kept for you.")
    helped = serializers.BooleanField(allow_null=True, help_text="What its author says.")


class WholeReviewOutput(GivenReviewOutput):
    html = serializers.CharField(help_text="The work. " + NAMELESS)
    criteria = RubricOutput(many=True)
    marks = MarkOutput(many=True)
    words = serializers.CharField()


class AssignmentOutput(Output):
    html = serializers.CharField(help_text="What is to be done.")
    criteria = RubricOutput(many=True)
    judged = serializers.ChoiceField(choices=Judged.choices)
    reviews = serializers.IntegerField(help_text="By how many learners a work is reviewed.")
    gives = serializers.IntegerField(help_text="How many works each reviews.")
    due = serializers.DateTimeField(allow_null=True)
    owed = serializers.IntegerField(help_text="How many you still review.")
    pass_mark = serializers.IntegerField()
    work = WorkOutput(allow_null=True, help_text="Your last.")
    received = ReceivedReviewOutput(many=True, help_text="In no order.")
    judgement = JudgementOutput(allow_null=True)
    given = GivenReviewOutput(many=True, help_text="Works that you review, or have reviewed.")
    solution = serializers.CharField(help_text="HTML of a good solution, once you have passed.")


class WorkInput(Input):
    text = serializers.CharField(
        max_length=MAX_LENGTH, allow_blank=True, validators=[validate_markdown]
    )
    version = IdField(help_text="The one you read; 1 for the first. Another: 409.")


class PointsInput(Input):
    criterion = IdField()
    points = serializers.IntegerField(min_value=0, max_value=MOST_POINTS, allow_null=True)
    comment = OptionalText(max_length=LONGEST_COMMENT)


class WorkReviewInput(Input):
    marks = PointsInput(many=True)
    words = OptionalText(max_length=LONGEST_REVIEW)


class ReceivedReviewInput(Input):
    helped = serializers.BooleanField(allow_null=True)


class ReviewReportInput(Input):
    words = serializers.CharField(max_length=1000)


class AssignmentInput(Input):
    text = serializers.CharField(
        max_length=20_000, validators=[validate_markdown], help_text="Markdown."
    )
    solution = OptionalText(
        max_length=20_000, validators=[validate_markdown], help_text="Markdown."
    )
    judged = serializers.ChoiceField(choices=Judged.choices)
    reviews = serializers.IntegerField(min_value=1, max_value=MOST_REVIEWS, default=USUAL_REVIEWS)
    gives = serializers.IntegerField(min_value=0, max_value=MOST_REVIEWS, default=USUAL_REVIEWS)
    pass_mark = serializers.IntegerField(min_value=0, max_value=100, default=USUAL_PASS_MARK)
    days = serializers.IntegerField(
        min_value=1,
        max_value=LONGEST,
        required=False,
        allow_null=True,
        default=None,
        help_text="Due so many days after the lesson opens, of a course for one's own pace.",
    )
    due_on = serializers.DateField(
        required=False,
        allow_null=True,
        default=None,
        help_text="Due until this day of the course's zone ends, of one for a cohort.",
    )
    version = serializers.IntegerField(
        min_value=0, max_value=2**31 - 1, help_text="The one you read; 0 for the first."
    )


class CriterionInput(Input):
    title = serializers.CharField(max_length=LONGEST_TITLE)
    text = OptionalText(max_length=2000, help_text="Markdown.")
    levels = serializers.CharField(
        max_length=4000,
        help_text="One on each line: points, `|`, a name, and perhaps `|` and what it takes.",
    )


class CriterionEditInput(CriterionInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class CriterionOutput(Output):
    id = serializers.IntegerField()
    title = serializers.CharField()
    text = serializers.CharField()
    levels = serializers.CharField(source="typed")
    version = serializers.IntegerField()


class AssignmentSourceOutput(Output):
    text = serializers.CharField()
    solution = serializers.CharField()
    judged = serializers.ChoiceField(choices=Judged.choices)
    reviews = serializers.IntegerField()
    gives = serializers.IntegerField()
    pass_mark = serializers.IntegerField()
    days = serializers.IntegerField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()
    criteria = CriterionOutput(many=True, source="lesson.criteria.in_order")


class WorksInput(PageInput):
    show = serializers.ChoiceField(
        choices=[name for name in FILTERS if name], required=False, help_text="Without it all."
    )


class ListedWorkOutput(Output):
    key = serializers.CharField()
    author = PersonOutput(source="run.user")
    number = serializers.IntegerField(help_text="Counts the tries.")
    handed_at = serializers.DateTimeField()
    review_count = serializers.IntegerField()
    reported_count = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)
    passed = serializers.BooleanField()
    is_settled = serializers.BooleanField()


class NamedReviewOutput(Output):
    """As those who teach see it."""

    key = serializers.CharField(source="shown_as")
    by = PersonOutput()
    sent_at = serializers.DateTimeField(allow_null=True)
    marks = MarkOutput(many=True)
    words = serializers.CharField()
    helped = serializers.BooleanField(allow_null=True)
    reported_for = serializers.CharField()
    set_aside_at = serializers.DateTimeField(allow_null=True)


class JudgedWorkOutput(Output):
    key = serializers.CharField()
    author = PersonOutput(source="run.user")
    number = serializers.IntegerField()
    text = serializers.CharField()
    html = serializers.CharField()
    handed_at = serializers.DateTimeField()
    share = serializers.FloatField(allow_null=True)
    passed = serializers.BooleanField()
    criteria = RubricOutput(many=True)
    reviews = NamedReviewOutput(many=True, source="named_reviews")
    judgement = JudgementOutput(allow_null=True)


class WaitedForOutput(Output):
    learner = PersonOutput(source="user")
    due = serializers.DateTimeField(allow_null=True)


class WorkDeadlineInput(Input):
    until = serializers.DateField(help_text="Due until this day of the course's zone ends.")


class WorkDeadlineOutput(Output):
    due = serializers.DateTimeField(source="at")


class NudgeInput(Input):
    to = OptionalText(
        max_length=31,
        help_text="The handle of one learner alone, who gets it if they have the lesson before "
        "them: whether they do is not said. Empty: all who stopped there.",
    )
    text = serializers.CharField(max_length=LONGEST_NUDGE)


class NudgeOutput(Output):
    to = PersonOutput(allow_null=True, help_text="Null: all who stopped there.")
    text = serializers.CharField()
    by = PersonOutput()
    sent_at = serializers.DateTimeField()


class NudgesOutput(Output):
    stopped = serializers.IntegerField(help_text="How many have the lesson before them.")
    sent = NudgeOutput(many=True)
