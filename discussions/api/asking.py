from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from communities.access import community_to_facilitate
from communities.rules import can_own
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import Input, Output, read
from core.api.views import ApiRequest, PersonalView
from core.paging import paginate
from core.permissions import require
from discussions import access
from discussions.asking.climbing import decline
from discussions.asking.reasons import in_words
from discussions.models import AgendaItem, Ask, Ladder, Readiness, Rung
from discussions.models.agenda import MOST_LISTED
from discussions.models.ladder import LONGEST_HOURS
from discussions.models.readiness import LARGEST_CAP

STATES = ("waiting", "all")


class AskOutput(Output):
    topic = serializers.IntegerField(source="topic_id")
    title = serializers.CharField(source="topic.title")
    community = serializers.CharField(source="topic.community.slug")
    url = serializers.CharField(source="topic.get_absolute_url")
    rung = serializers.ChoiceField(choices=Rung.choices)
    reason = serializers.SerializerMethodField(help_text="Why you, in words.")
    asked_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=("waiting", "answered", "declined", "settled"))

    def get_reason(self, ask: Ask) -> str:
        return in_words(ask.reason)


class AsksInput(PageInput):
    state = serializers.ChoiceField(choices=STATES, default="waiting")


class AsksView(PersonalView):
    query = AsksInput

    @extend_schema(operation_id="list_asks", responses=page_of(AskOutput))
    def get(self, request: ApiRequest) -> Response:
        """Questions that were put to you, the latest first."""
        asks = Ask.objects.of(request.user)
        asks = asks.waiting() if self.asked["state"] == "waiting" else asks
        order = ("-asked_at", "-id")
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(asks.for_display(), order, after=after, size=size)
        return page_response(request, page, lambda ask: AskOutput(ask).data)


class AskView(PersonalView):
    @extend_schema(operation_id="read_ask", responses=AskOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """How a question is put to you; 404 where it is not, or not any more."""
        return Response(AskOutput(access.ask_to_settle(request.user, pk)).data)

    @extend_schema(operation_id="decline_ask", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Say that you are not the one. Nobody learns of it, and the next likeliest is asked."""
        decline(access.ask_to_settle(request.user, pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReadinessInput(Input):
    is_willing = serializers.BooleanField(required=False)
    weekly_cap = serializers.IntegerField(required=False, min_value=0, max_value=LARGEST_CAP)
    paused_until = serializers.DateField(required=False, allow_null=True)


class ReadinessOutput(Output):
    is_willing = serializers.BooleanField()
    weekly_cap = serializers.IntegerField()
    paused_until = serializers.DateField(allow_null=True)


class ReadinessView(PersonalView):
    @extend_schema(operation_id="read_readiness", responses=ReadinessOutput)
    def get(self, request: ApiRequest) -> Response:
        """Whether, and how often, you want questions put to you."""
        return Response(ReadinessOutput(Readiness.objects.of(request.user)).data)

    @extend_schema(operation_id="edit_readiness", request=ReadinessInput, responses=ReadinessOutput)
    def patch(self, request: ApiRequest) -> Response:
        """Choose that."""
        wanted, now = read(request, ReadinessInput), Readiness.objects.of(request.user)
        chosen = {name: getattr(now, name) for name in ("is_willing", "weekly_cap", "paused_until")}
        chosen |= wanted
        return Response(ReadinessOutput(Readiness.objects.choose(by=request.user, **chosen)).data)


def _hours() -> Any:
    return serializers.IntegerField(min_value=1, max_value=LONGEST_HOURS, allow_null=True)


class LadderInput(Input):
    members_after = _hours()
    followers_after = _hours()
    facilitators_after = _hours()


class LadderOutput(Output):
    members_after = serializers.IntegerField(allow_null=True, help_text="Hours; null is never.")
    followers_after = serializers.IntegerField(allow_null=True)
    facilitators_after = serializers.IntegerField(allow_null=True)


class LadderView(PersonalView):
    @extend_schema(operation_id="read_ladder", responses=LadderOutput)
    def get(self, request: ApiRequest, slug: str) -> Response:
        """After how many hours without an answer a question is put to whom."""
        community = community_to_facilitate(request.user, slug)
        return Response(LadderOutput(Ladder.objects.of(community)).data)

    @extend_schema(operation_id="edit_ladder", request=LadderInput, responses=LadderOutput)
    def put(self, request: ApiRequest, slug: str) -> Response:
        """Choose that, as an owner."""
        community = community_to_facilitate(request.user, slug)
        require(can_own(request.user, community))
        ladder = Ladder.objects.of(community)
        ladder.choose(**read(request, LadderInput))
        return Response(LadderOutput(ladder).data)


class AgendaOutput(Output):
    topic = serializers.IntegerField(source="topic_id")
    title = serializers.CharField(source="topic.title")
    url = serializers.CharField(source="topic.get_absolute_url")
    answer_count = serializers.IntegerField(source="topic.answer_count")
    put_at = serializers.DateTimeField()


class AgendaListView(PersonalView):
    @extend_schema(operation_id="list_agenda", responses=AgendaOutput(many=True))
    def get(self, request: ApiRequest, slug: str) -> Response:
        """What the community means to take up together, for its facilitators."""
        community = community_to_facilitate(request.user, slug)
        listed = AgendaItem.objects.seen_by(request.user, community).for_display()
        return Response(AgendaOutput(listed[:MOST_LISTED], many=True).data)


class AgendaView(PersonalView):
    @extend_schema(operation_id="put_on_agenda", request=None, responses={204: None})
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Mean to take the topic up together."""
        AgendaItem.objects.put(access.topic_to_take_up(request.user, pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="take_off_agenda", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Not any more."""
        AgendaItem.objects.take_off(access.topic_to_take_up(request.user, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)
