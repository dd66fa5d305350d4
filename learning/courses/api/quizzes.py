from typing import Any

from django.core.exceptions import ValidationError as Refused
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from learning.courses import access
from learning.courses.api import quiz_serializers as s
from learning.courses.api.serializers import CourseStepInput
from learning.courses.assignments.figures import uses_of
from learning.courses.models import Attempt, EditionLesson, Question
from learning.courses.quizzes.figures import items_of, stopped_at
from learning.courses.quizzes.shown import attempts_left, may_know_all, shown


def attempt_shown(attempt: Attempt, lesson: EditionLesson, attempts: list[Attempt]) -> Any:
    said: Any = attempt
    said.shown = shown(attempt, knows_all=may_know_all(lesson, attempts))
    said.right_count = len(attempt.right_ids) if attempt.is_sent else None
    return said


def answer(request: ApiRequest, pk: int, number: int, status: int = 200) -> Response:
    """The quiz as its learner knows it."""
    reading, lesson = access.quiz_to_take(request.user, pk, number)
    attempts = list(Attempt.objects.at(access.run_in(reading), number).select_related("lesson"))
    count = len(lesson.quiz["questions"])
    body = {
        "asked": min(lesson.quiz["draws"] or count, count),
        "pass_mark": lesson.quiz["pass_mark"],
        "attempts_left": attempts_left(lesson, attempts),
        "passed": any(attempt.passed for attempt in attempts),
        "attempts": [attempt_shown(one, lesson, attempts) for one in attempts],
    }
    return Response(s.QuizOutput(body).data, status=status)


class QuizView(PersonalView):
    @extend_schema(operation_id="read_quiz", responses=s.QuizOutput)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """What is asked, and your attempts; what is right only once you may know it."""
        return answer(request, pk, number)

    @extend_schema(operation_id="begin_quiz", request=None, responses=s.QuizOutput)
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Begin an attempt, or go on with the one that is under way."""
        reading, lesson = access.quiz_to_take(request.user, pk, number)
        Attempt.objects.begin(access.run_in(reading), lesson)
        return answer(request, pk, number)


class QuizAnswersView(PersonalView):
    @extend_schema(operation_id="answer_quiz", request=s.AnswersInput, responses=s.QuizOutput)
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Keep some answers of the attempt that is under way; sent again, nothing changes."""
        attempt = access.attempt_under_way(request.user, pk, number)
        said = read(request, s.AnswersInput)["answers"]
        attempt.answer({one["question"]: one["answer"] for one in said})
        return answer(request, pk, number)


class QuizSendingView(PersonalView):
    @extend_schema(operation_id="send_quiz", request=None, responses=s.QuizOutput)
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Have the answers judged; with enough that is right the lesson is done."""
        access.attempt_under_way(request.user, pk, number).send()
        return answer(request, pk, number)


def said_of(data: dict[str, Any]) -> dict[str, Any]:
    data["typed"] = data.pop("answers")
    return data


class QuestionsView(PersonalView):
    @extend_schema(operation_id="list_quiz_questions", responses=s.QuestionOutput(many=True))
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """As those who teach write them, with what is right."""
        lesson = access.lesson_to_teach(request.user, pk, number)
        return Response(s.QuestionOutput(lesson.questions.in_order(), many=True).data)

    @extend_schema(
        operation_id="add_quiz_question",
        request=s.QuestionInput,
        responses={201: s.QuestionOutput},
    )
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        lesson = access.lesson_to_teach(request.user, pk, number)
        said = said_of(read(request, s.QuestionInput))
        try:
            question = Question.objects.add(lesson, **said)
        except Refused as refused:
            raise ValidationError({"answers": refused.messages}) from refused
        return Response(s.QuestionOutput(question).data, status=status.HTTP_201_CREATED)


class QuestionView(PersonalView):
    @extend_schema(
        operation_id="edit_quiz_question",
        request=s.QuestionEditInput,
        responses=s.QuestionOutput,
    )
    def put(self, request: ApiRequest, pk: int, number: int, question: int) -> Response:
        """It is asked so once the course is published anew."""
        found = access.question_to_teach(request.user, pk, number, question)
        said = said_of(read(request, s.QuestionEditInput))
        try:
            found.edit(**said)
        except Refused as refused:
            raise ValidationError({"answers": refused.messages}) from refused
        return Response(s.QuestionOutput(found).data)

    @extend_schema(operation_id="remove_quiz_question", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int, question: int) -> Response:
        access.question_to_teach(request.user, pk, number, question).remove()
        return Response(status=status.HTTP_204_NO_CONTENT)


class QuestionStepView(PersonalView):
    @extend_schema(
        operation_id="move_quiz_question",
        request=CourseStepInput,
        responses=s.QuestionOutput(many=True),
    )
    def post(self, request: ApiRequest, pk: int, number: int, question: int) -> Response:
        """One place down, or up."""
        found = access.question_to_teach(request.user, pk, number, question)
        found.step(-1 if read(request, CourseStepInput)["up"] else 1)
        return Response(s.QuestionOutput(found.lesson.questions.in_order(), many=True).data)


class QuizTermsView(PersonalView):
    @extend_schema(
        operation_id="set_quiz_terms", request=s.QuizTermsInput, responses=s.QuizTermsOutput
    )
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """How many are asked, how many have to be right, and how often one may try."""
        lesson = access.lesson_to_teach(request.user, pk, number)
        lesson.set_quiz_terms(**read(request, s.QuizTermsInput))
        return Response(s.QuizTermsOutput(lesson).data)


class CourseFiguresView(PersonalView):
    @extend_schema(operation_id="read_course_figures", responses=s.FiguresOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Where learners stop, and how the questions did their work: for those who teach."""
        course = access.course_to_teach(request.user, pk)
        lessons = EditionLesson.objects.of(course, course.edition)
        body = {
            "lessons": [
                {"lesson": one.number, "title": one.title, "done": done, "stopped": stopped}
                for one, done, stopped in stopped_at(course, course.edition)
            ],
            "questions": [
                {
                    "lesson": lesson.number,
                    "question": item.question["id"],
                    "count": item.count,
                    "difficulty": item.difficulty,
                    "discrimination": item.discrimination,
                }
                for lesson in lessons.exclude(quiz=None)
                for item in items_of(lesson)
            ],
            "criteria": [
                {
                    "lesson": lesson.number,
                    "criterion": use.criterion["id"],
                    "count": use.count,
                    "share": use.share,
                    "spread": use.spread,
                }
                for lesson in lessons.exclude(assignment=None)
                for use in uses_of(lesson)
            ],
        }
        return Response(s.FiguresOutput(body).data)
