from rest_framework import serializers

from core.api.serializers import IdField, Input, Output
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from learning.questions.models import Outcome


class WorkshopQuestionOutput(Output):
    id = serializers.IntegerField()
    title = serializers.CharField(help_text="Of its topic, or what somebody wrote who comes.")
    topic = serializers.IntegerField(source="topic_id", allow_null=True)
    votes = serializers.IntegerField()
    has_vote = serializers.BooleanField(help_text="Yours.")
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    note = serializers.CharField(help_text="The answer, as Markdown.")
    moment = serializers.IntegerField(allow_null=True, help_text="Seconds into the recording.")
    answer_url = serializers.SerializerMethodField(help_text="The post that it became, or empty.")

    def get_answer_url(self, question: object) -> str:
        answer = getattr(question, "answer", None)
        return answer.get_absolute_url() if answer else ""


class TakenUpInput(Input):
    topic = IdField(help_text="One of the same community.")


class WorkshopAnswerInput(Input):
    text = serializers.CharField(
        max_length=MAX_LENGTH, validators=[validate_markdown], help_text="Markdown."
    )
    moment = serializers.IntegerField(
        min_value=0,
        max_value=359_999,
        allow_null=True,
        default=None,
        help_text="Seconds into the recording.",
    )
