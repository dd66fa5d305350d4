from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from learning.questions import access
from learning.questions.api import serializers as s
from learning.questions.models import WorkshopQuestion
from learning.questions.proof import proof_of
from learning.workshops.access import workshop_to_read
from learning.workshops.models import Workshop


def listed(request: ApiRequest, workshop: Workshop, code: int = 200) -> Response:
    seen = access.questions_of(request.user, workshop).for_display(request.user)
    return Response(s.WorkshopQuestionOutput(seen.by_votes(), many=True).data, status=code)


def shown(request: ApiRequest, question: WorkshopQuestion) -> Response:
    seen = access.questions_of(request.user, question.workshop).for_display(request.user)
    return Response(s.WorkshopQuestionOutput(seen.get(pk=question.pk)).data)


class QuestionsView(ApiView):
    @extend_schema(
        operation_id="list_workshop_questions", responses=s.WorkshopQuestionOutput(many=True)
    )
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What it takes up, the most wanted first. What those who come wrote is for them."""
        return listed(request, workshop_to_read(request.user, pk))

    @extend_schema(
        operation_id="take_up_topic",
        request=s.TakenUpInput,
        responses={201: s.WorkshopQuestionOutput(many=True)},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Have it take up a topic, as one who gives it."""
        workshop = access.workshop_to_choose_for(request.user, pk)
        number = read(request, s.TakenUpInput)["topic"]
        topic = access.topic_to_take_up(request.user, workshop, number)
        WorkshopQuestion.objects.take_up(workshop, [topic], by=request.user)
        return listed(request, workshop, status.HTTP_201_CREATED)


class QuestionView(PersonalView):
    @extend_schema(operation_id="drop_workshop_question", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int) -> Response:
        """It is not taken up after all."""
        access.question_to_choose(request.user, pk, number).drop()
        return Response(status=status.HTTP_204_NO_CONTENT)


class AttachmentView(PersonalView):
    @extend_schema(
        operation_id="attach_workshop_question",
        request=s.TakenUpInput,
        responses=s.WorkshopQuestionOutput,
    )
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Say that a topic asks the same."""
        question = access.question_to_choose(request.user, pk, number)
        wanted = read(request, s.TakenUpInput)["topic"]
        question.attach(access.topic_to_take_up(request.user, question.workshop, wanted))
        return shown(request, question)


class VoteView(PersonalView):
    @extend_schema(
        operation_id="vote_for_workshop_question", request=None, responses=s.WorkshopQuestionOutput
    )
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Want it taken up, as one who comes."""
        question = access.question_to_vote_for(request.user, pk, number)
        question.vote(by=request.user)
        return shown(request, question)

    @extend_schema(operation_id="take_back_workshop_vote", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Take the vote back."""
        access.question_to_vote_for(request.user, pk, number).unvote(by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class AnswerView(PersonalView):
    @extend_schema(
        operation_id="answer_workshop_question",
        request=s.WorkshopAnswerInput,
        responses=s.WorkshopQuestionOutput,
    )
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """It was answered there: in a topic this becomes an answer of yours."""
        question = access.question_to_settle(request.user, pk, number)
        said = read(request, s.WorkshopAnswerInput)
        proof = proof_of(question.workshop, said["moment"])
        question.answer_with(by=request.user, proof=proof, **said)
        return shown(request, question)


class ReturnView(PersonalView):
    @extend_schema(
        operation_id="return_workshop_questions",
        request=None,
        responses=s.WorkshopQuestionOutput(many=True),
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """What was not answered there waits on: topics are again to be taken up together."""
        workshop = access.workshop_to_settle(request.user, pk)
        WorkshopQuestion.objects.leave_open_ones(workshop, by=request.user)
        return listed(request, workshop)
