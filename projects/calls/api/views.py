from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from communities.access import community_to_read
from communities.models import Community
from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.permissions import require
from projects.access import project_inside
from projects.calls import access, rules
from projects.calls.api import serializers as s
from projects.calls.listing import Listing
from projects.calls.models import Application, ApplicationState, Call, CallState, Wish
from projects.calls.wishes import communities_with_wishes

CALLS = page_of(s.CallOutput)


def answer(pk: int, status: int = 200) -> Response:
    return Response(s.WholeCallOutput(Call.objects.for_page().get(pk=pk)).data, status=status)


def listed(request: ApiRequest, view: ApiView, community: Community | None) -> Response:
    after, size = view.asked.pop("after", None), view.asked.pop("limit")
    page = Listing(**view.asked).page(request.user, community, after=after, size=size)
    return page_response(request, page, lambda one: s.CallOutput(one).data)


class CallsView(ApiView):
    query = s.CallsInput

    @extend_schema(operation_id="list_calls", responses=CALLS)
    def get(self, request: ApiRequest) -> Response:
        """What projects look for in all communities that you may read, the newest first."""
        return listed(request, self, None)


class CommunityCallsView(ApiView):
    query = s.CallsInput

    @extend_schema(operation_id="list_community_calls", responses=CALLS)
    def get(self, request: ApiRequest, slug: str) -> Response:
        """The same of one community."""
        return listed(request, self, community_to_read(request.user, slug))


class ProjectCallsView(ApiView):
    @extend_schema(operation_id="list_project_calls", responses=s.CallOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """All of one project, also those that are over, the newest first."""
        project = project_inside(request.user, pk)
        calls = Call.objects.visible_to(request.user).filter(project=project).for_list()
        return Response(s.CallOutput(calls.order_by("-created_at", "-pk"), many=True).data)

    @extend_schema(
        operation_id="open_call",
        parameters=[IDEMPOTENCY],
        request=s.CallInput,
        responses={201: s.WholeCallOutput},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Look for somebody, as a lead. Those who want to hear of such calls are told."""
        project = access.project_to_call_for(request.user, pk)
        said = read(request, s.CallInput)
        if said["until"] and said["until"] < timezone.localdate():
            raise ValidationError({"until": [_("This day has passed.")]}, "past")
        nonce = nonce_of(request)
        opened = Call.objects.open_in(project, by=request.user, nonce=nonce, **said)
        return answer(opened.pk, status.HTTP_201_CREATED)


class CallView(ApiView):
    @extend_schema(operation_id="read_call", responses=s.WholeCallOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What is needed, how long it takes, and until when one can apply."""
        return answer(access.call_to_read(request.user, pk).pk)

    @extend_schema(operation_id="edit_call", request=s.CallEditInput, responses=s.WholeCallOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Change what it says. An old `version` is answered with 409."""
        call = access.call_to_edit(request.user, pk)
        call.edit(by=request.user, **read(request, s.CallEditInput))
        return answer(pk)


class EndView(PersonalView):
    @extend_schema(operation_id="end_call", request=s.EndInput, responses=s.WholeCallOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Look for nobody any more."""
        call = access.call_to_edit(request.user, pk)
        if read(request, s.EndInput)["state"] == CallState.FILLED:
            call.fill(by=request.user)
        else:
            call.close(by=request.user)
        return answer(pk)

    @extend_schema(operation_id="reopen_call", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Look for people again."""
        access.call_to_edit(request.user, pk).reopen(by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ApplicationView(PersonalView):
    @extend_schema(operation_id="read_application", responses=s.ApplicationOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Your own; 404 where you have sent none."""
        return Response(s.ApplicationOutput(access.own_application(request.user, pk)).data)

    @extend_schema(operation_id="apply", request=s.ApplicationInput, responses=s.ApplicationOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Answer a call; while it waits, in other words."""
        call = access.call_to_apply_to(request.user, pk)
        Application.objects.apply(call, by=request.user, **read(request, s.ApplicationInput))
        return Response(s.ApplicationOutput(access.own_application(request.user, pk)).data)

    @extend_schema(operation_id="withdraw_application", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Think better of it."""
        access.application_to_withdraw(request.user, pk).withdraw()
        return Response(status=status.HTTP_204_NO_CONTENT)


class ApplicationsView(PersonalView):
    @extend_schema(operation_id="list_applications", responses=s.ApplicationOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Who applied, for those who lead the project; those that wait come first."""
        call = access.call_to_read(request.user, pk)
        require(rules.can_read_applications(request.user, call))
        sent = call.applications.sent().for_display()
        return Response(s.ApplicationOutput(sent, many=True).data)


class DecisionView(PersonalView):
    @extend_schema(
        operation_id="decide_application",
        request=s.DecisionInput,
        responses=s.ApplicationOutput,
    )
    def put(self, request: ApiRequest, pk: int, handle: str) -> Response:
        """Let somebody in as a contributor, or decline with kind words."""
        sent = access.application_to_decide(request.user, pk, handle)
        said = read(request, s.DecisionInput)
        if said["state"] == ApplicationState.ACCEPTED:
            sent.accept(by=request.user, answer=said["answer"])
        else:
            sent.decline(by=request.user, answer=said["answer"])
        found = Application.objects.for_display()
        return Response(s.ApplicationOutput(get_object_or_404(found, pk=sent.pk)).data)


class WishesView(PersonalView):
    @extend_schema(operation_id="list_wishes", responses=s.WishOutput(many=True))
    def get(self, request: ApiRequest) -> Response:
        """Of which calls you want to be told, in each of your communities."""
        return Response(s.WishOutput(communities_with_wishes(request.user), many=True).data)


class WishView(PersonalView):
    @extend_schema(operation_id="choose_wish", request=s.WishInput, responses=s.WishOutput)
    def put(self, request: ApiRequest, slug: str) -> Response:
        """Choose that in one community; with nothing chosen you are told of none."""
        community = access.community_to_wish_in(request.user, slug)
        Wish.objects.choose(community, by=request.user, **read(request, s.WishInput))
        return Response(s.WishOutput(communities_with_wishes(request.user).get(slug=slug)).data)
