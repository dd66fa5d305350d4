from rest_framework import serializers

from core.api.serializers import IdField, Input, OptionalText, Output
from learning.courses.models.quiz_terms import MOST_ATTEMPTS, USUAL_MARK
from learning.courses.quizzes.kinds import QuestionKind


class ChoiceOutput(Output):
    id = serializers.IntegerField()
    text = serializers.CharField()


class AskedOutput(Output):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=QuestionKind.choices)
    html = serializers.CharField()
    choices = ChoiceOutput(many=True)
    answer = serializers.JSONField(help_text="Yours, or null.")
    is_right = serializers.BooleanField(allow_null=True, help_text="Null until it is sent.")
    feedback = serializers.ListField(
        child=serializers.CharField(), help_text="Of what you chose, once it is sent."
    )
    right = serializers.ListField(
        child=serializers.CharField(),
        help_text="What is right, once you have passed or have no attempt left.",
    )
    explanation = serializers.CharField(help_text="HTML; then as well.")


class AttemptOutput(Output):
    number = serializers.IntegerField()
    begun_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    passed = serializers.BooleanField()
    right_count = serializers.IntegerField(allow_null=True)
    questions = AskedOutput(many=True, source="shown")


class QuizOutput(Output):
    asked = serializers.IntegerField(help_text="How many questions each attempt has.")
    pass_mark = serializers.IntegerField(help_text="How many of a hundred have to be right.")
    attempts_left = serializers.IntegerField(
        allow_null=True, help_text="Null: as many as you like."
    )
    passed = serializers.BooleanField()
    attempts = AttemptOutput(many=True)


class AnswerInput(Input):
    question = IdField()
    answer = serializers.JSONField(
        help_text="The number of a choice, a list of them, or a text; null for none.",
        allow_null=True,
    )


class AnswersInput(Input):
    answers = AnswerInput(many=True)


class QuestionInput(Input):
    kind = serializers.ChoiceField(choices=QuestionKind.choices)
    text = serializers.CharField(max_length=2000, help_text="Markdown.")
    answers = serializers.CharField(
        max_length=4000,
        help_text="Choices: one on each line, `*` before what is right, `|` before what is said "
        "to whoever picks it. Words: one on each line. A number: `3.5` or `3.5 ± 0.1`.",
    )
    explanation = OptionalText(max_length=2000, help_text="Markdown.")


class QuestionEditInput(QuestionInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class QuestionOutput(Output):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=QuestionKind.choices)
    text = serializers.CharField()
    answers = serializers.CharField(source="typed")
    explanation = serializers.CharField()
    version = serializers.IntegerField()


class QuizTermsInput(Input):
    draws = serializers.IntegerField(
        min_value=1, max_value=200, required=False, allow_null=True, default=None
    )
    pass_mark = serializers.IntegerField(min_value=0, max_value=100, default=USUAL_MARK)
    attempts = serializers.IntegerField(
        min_value=1, max_value=MOST_ATTEMPTS, required=False, allow_null=True, default=None
    )


class QuizTermsOutput(Output):
    draws = serializers.IntegerField(allow_null=True)
    pass_mark = serializers.IntegerField()
    attempts = serializers.IntegerField(allow_null=True)


class StopOutput(Output):
    lesson = serializers.IntegerField()
    title = serializers.CharField()
    done = serializers.IntegerField(help_text="How many learners did it.")
    stopped = serializers.IntegerField(help_text="How many have it before them.")


class ItemOutput(Output):
    lesson = serializers.IntegerField()
    question = serializers.IntegerField()
    count = serializers.IntegerField(help_text="How many learners were asked.")
    difficulty = serializers.FloatField(allow_null=True, help_text="The share of right answers.")
    discrimination = serializers.FloatField(
        allow_null=True, help_text="Point-biserial correlation with the score of the rest."
    )


class CriterionUseOutput(Output):
    lesson = serializers.IntegerField()
    criterion = serializers.IntegerField()
    count = serializers.IntegerField(help_text="How many reviews count.")
    share = serializers.FloatField(allow_null=True, help_text="Of its points, on average.")
    spread = serializers.FloatField(
        allow_null=True, help_text="How far those who reviewed one work are apart, of its points."
    )


class FiguresOutput(Output):
    lessons = StopOutput(many=True)
    questions = ItemOutput(many=True)
    criteria = CriterionUseOutput(many=True)
