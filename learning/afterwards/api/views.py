from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from learning.afterwards import access
from learning.afterwards.api import serializers as s
from learning.afterwards.models import Feedback, Recording
from learning.workshops.access import workshop_to_read


class RecordingView(ApiView):
    @extend_schema(operation_id="read_recording", responses=s.RecordingOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Where one can see what was said; 404 where there is none."""
        found = get_object_or_404(Recording, workshop=workshop_to_read(request.user, pk))
        return Response(s.RecordingOutput(found).data)

    @extend_schema(
        operation_id="share_recording", request=s.RecordingInput, responses=s.RecordingOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say where it is. Those who wanted to come are told when it is new."""
        workshop = access.workshop_to_share(request.user, pk)
        said = read(request, s.RecordingInput)
        recording = Recording.objects.share(workshop, by=request.user, **said)
        return Response(s.RecordingOutput(recording).data)

    @extend_schema(operation_id="withdraw_recording", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Take it off the page."""
        access.recording_to_withdraw(request.user, pk).withdraw()
        return Response(status=status.HTTP_204_NO_CONTENT)


class FeedbackView(PersonalView):
    @extend_schema(operation_id="read_feedback", responses=s.FeedbackOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What you said of it; 404 as long as you have said nothing."""
        return Response(s.FeedbackOutput(access.own_feedback(request.user, pk)).data)

    @extend_schema(
        operation_id="give_feedback", request=s.FeedbackInput, responses=s.FeedbackOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say how it was. Those who gave it read it without your name."""
        workshop = access.workshop_to_say_how_it_was(request.user, pk)
        said = read(request, s.FeedbackInput)
        return Response(
            s.FeedbackOutput(Feedback.objects.give(workshop, by=request.user, **said)).data
        )


class AllFeedbackView(PersonalView):
    @extend_schema(operation_id="list_feedback", responses=s.AllFeedbackOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What those who came say of it, for those who gave it."""
        workshop = access.workshop_whose_feedback_to_read(request.user, pk)
        said = Feedback.objects.filter(workshop=workshop)
        shown = {"counts": {k.value: n for k, n in said.counts().items()}, "said": said.in_words()}
        return Response(s.AllFeedbackOutput(shown).data)
