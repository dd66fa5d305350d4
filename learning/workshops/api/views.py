from typing import Any

from django.core.exceptions import ValidationError as Refused
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.models import User
from communities.access import community_to_read, room_named
from communities.models import Community, Space
from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from discussions.api.links import LINKED, LINKED_PAGE, backlinks_of, links_of
from learning.ideas.access import idea_for_workshop
from learning.questions.offers import chosen
from learning.workshops import access, rules
from learning.workshops.api import serializers as s
from learning.workshops.hosts import hosts_named
from learning.workshops.listing import Listing
from learning.workshops.models import Workshop
from learning.workshops.showing import furnish

WORKSHOPS = page_of(s.WorkshopOutput)


def answer(request: ApiRequest, pk: int, status: int = 200) -> Response:
    shown: Any = Workshop.objects.for_page().get(pk=pk)
    furnish(request.user, [shown])
    may_see = rules.can_see_link(request.user, shown, shown.mine)
    shown.shown_link = shown.join_link if may_see else ""
    return Response(s.WholeWorkshopOutput(shown).data, status=status)


def listed(request: ApiRequest, view: ApiView, community: Community | None) -> Response:
    after, size = view.asked.pop("after", None), view.asked.pop("limit")
    page = Listing(**view.asked).page(request.user, community, after=after, size=size)
    furnish(request.user, page.items)
    return page_response(request, page, lambda one: s.WorkshopOutput(one).data)


def hosts_of(data: dict[str, Any], space: Space) -> list[User]:
    try:
        return hosts_named(" ".join(data.pop("hosts")), space)
    except Refused as refused:
        raise ValidationError({"hosts": refused.messages}) from refused


class AllWorkshopsView(ApiView):
    query = s.WorkshopsInput

    @extend_schema(operation_id="list_workshops", responses=WORKSHOPS)
    def get(self, request: ApiRequest) -> Response:
        """What is to come in all communities that you may read, the next one first."""
        return listed(request, self, None)


class WorkshopsView(ApiView):
    query = s.WorkshopsInput

    @extend_schema(operation_id="list_community_workshops", responses=WORKSHOPS)
    def get(self, request: ApiRequest, slug: str) -> Response:
        """The same of one community."""
        return listed(request, self, community_to_read(request.user, slug))

    @extend_schema(
        operation_id="propose_workshop",
        parameters=[IDEMPOTENCY],
        request=s.ProposalInput,
        responses={201: s.WholeWorkshopOutput},
    )
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Put a workshop before the community. A facilitator publishes it."""
        community = access.community_to_propose_in(request.user, slug)
        data = read(request, s.ProposalInput)
        space = room_named(request.user, community, data.pop("space", None))
        said: dict[str, Any] = {
            "topics": chosen(request.user, community, data.pop("topics")),
            "idea": idea_for_workshop(request.user, community, data.pop("idea", None)),
            "hosts": hosts_of(data, space),
            "parts": s.parts_of(data),
            "when": s.when_of(data),
        }
        made = Workshop.objects.propose(
            space, by=request.user, nonce=nonce_of(request), **said, **data
        )
        return answer(request, made.pk, status.HTTP_201_CREATED)


class WorkshopView(ApiView):
    @extend_schema(operation_id="read_workshop", responses=s.WholeWorkshopOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What it is about, when and where, and who gives it."""
        return answer(request, access.workshop_to_read(request.user, pk).pk)

    @extend_schema(
        operation_id="edit_workshop", request=s.WorkshopEditInput, responses=s.WholeWorkshopOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say it otherwise. An old `version` is answered with 409."""
        found = access.workshop_to_edit(request.user, pk)
        data = read(request, s.WorkshopEditInput)
        said: dict[str, Any] = {"hosts": hosts_of(data, found.space), "parts": s.parts_of(data)}
        found.edit(by=request.user, **said, **data)
        return answer(request, pk)


class PublicationView(PersonalView):
    @extend_schema(operation_id="publish_workshop", request=None, responses=s.WholeWorkshopOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Let people come, as a facilitator."""
        access.workshop_to_publish(request.user, pk).release(by=request.user)
        return answer(request, pk)


class OpeningView(PersonalView):
    @extend_schema(operation_id="open_workshop", request=None, responses=s.WholeWorkshopOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Let all register now, not those alone who asked what it takes up, as who hosts it."""
        access.workshop_to_open_up(request.user, pk).open_up(early=True)
        return answer(request, pk)


class TimeView(PersonalView):
    @extend_schema(
        operation_id="move_workshop", request=s.WorkshopMoveInput, responses=s.WholeWorkshopOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Move it to another time. Those who are registered are told."""
        found = access.workshop_to_move(request.user, pk)
        data = read(request, s.WorkshopMoveInput)
        found.move(s.when_of(data), by=request.user, note=data["note"])
        return answer(request, pk)


class CancellationView(PersonalView):
    @extend_schema(
        operation_id="cancel_workshop", request=s.CancellationInput, responses=s.WholeWorkshopOutput
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """It does not take place; or, while it is proposed, it is not taken up."""
        found = access.workshop_to_cancel(request.user, pk)
        found.cancel(by=request.user, **read(request, s.CancellationInput))
        return answer(request, pk)


class WorkshopLinksView(ApiView):
    @extend_schema(operation_id="list_workshop_links", responses=LINKED)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The pages of this site that it leads to."""
        return links_of(request, access.workshop_to_read(request.user, pk))


class WorkshopBacklinksView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_workshop_backlinks", responses=LINKED_PAGE)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The pages that lead to it, of those that you may read."""
        return backlinks_of(request, access.workshop_to_read(request.user, pk), self.asked)
