from typing import Any

from django.core.exceptions import ValidationError as Refused
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.client import requester
from learning.badges import access
from learning.badges.api import serializers as s
from learning.badges.checking import CHECKING, check, check_what_was_brought
from learning.badges.forms import member_named
from learning.badges.listing import awards_of, holders_of, own_awards
from learning.badges.models import Award
from learning.badges.rules import can_read_reason

AWARDS = page_of(s.AwardOutput)


def answer(request: ApiRequest, award: Award, status: int = 200) -> Response:
    shown: Any = award
    shown.shown_reason = award.reason if can_read_reason(request.user, award) else ""
    return Response(s.WholeAwardOutput(shown).data, status=status)


class HoldersView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_badge_holders", responses=AWARDS)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Who has it and shows it, the newest first."""
        badge = access.badge_to_read(request.user, pk)
        page = holders_of(
            request.user, badge, after=self.asked.get("after"), size=self.asked["limit"]
        )
        return page_response(request, page, lambda one: s.AwardOutput(one).data)


class AwardsView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_awards", responses=AWARDS)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Whom it was proposed to and what came of it, for facilitators."""
        badge = access.badge_to_manage(request.user, pk)
        page = awards_of(badge, after=self.asked.get("after"), size=self.asked["limit"])
        return page_response(request, page, lambda one: s.AwardOutput(one).data)

    @extend_schema(
        operation_id="propose_award", request=s.AwardInput, responses={201: s.WholeAwardOutput}
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Ask a member whether they want it, as a facilitator."""
        badge = access.badge_to_award(request.user, pk)
        data = read(request, s.AwardInput)
        try:
            member = member_named(data.pop("member"), badge.community)
        except Refused as refused:
            raise ValidationError({"member": refused.messages}) from refused
        award = Award.objects.propose(badge, to=member, by=request.user, **data)
        found = access.award_to_read(request.user, award.key)
        return answer(request, found, status.HTTP_201_CREATED)


class OwnAwardsView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_own_awards", responses=AWARDS)
    def get(self, request: ApiRequest) -> Response:
        """Your own: those that wait for your answer too."""
        page = own_awards(request.user, after=self.asked.get("after"), size=self.asked["limit"])
        return page_response(request, page, lambda one: s.AwardOutput(one).data)


class AwardView(ApiView):
    @extend_schema(operation_id="read_award", responses=s.WholeAwardOutput)
    def get(self, request: ApiRequest, key: str) -> Response:
        """One badge of one member, with what was signed."""
        return answer(request, access.award_to_read(request.user, key))

    @extend_schema(operation_id="withdraw_award", responses={204: None})
    def delete(self, request: ApiRequest, key: str) -> Response:
        """Propose it no longer, before it is answered."""
        access.award_to_withdraw(request.user, key).withdraw()
        return Response(status=status.HTTP_204_NO_CONTENT)


class AcceptanceView(PersonalView):
    @extend_schema(operation_id="accept_award", request=None, responses=s.WholeAwardOutput)
    def post(self, request: ApiRequest, key: str) -> Response:
        """Take the badge that is proposed to you. It is signed then."""
        access.award_to_answer(request.user, key).accept()
        return answer(request, access.award_to_read(request.user, key))


class RefusalView(PersonalView):
    @extend_schema(operation_id="refuse_award", request=None, responses=s.WholeAwardOutput)
    def post(self, request: ApiRequest, key: str) -> Response:
        """Not take it."""
        access.award_to_answer(request.user, key).decline()
        return answer(request, access.award_to_read(request.user, key))


class ShowingView(PersonalView):
    @extend_schema(operation_id="show_award", request=s.ShowingInput, responses=s.WholeAwardOutput)
    def put(self, request: ApiRequest, key: str) -> Response:
        """Show a badge of yours on this site, or hide it."""
        award = access.award_to_show(request.user, key)
        award.show(**read(request, s.ShowingInput))
        return answer(request, access.award_to_read(request.user, key))


class RevocationView(PersonalView):
    @extend_schema(
        operation_id="revoke_award", request=s.RevocationInput, responses=s.WholeAwardOutput
    )
    def post(self, request: ApiRequest, key: str) -> Response:
        """Take it back, as a facilitator. Whoever checks it is told; its member is told why."""
        award = access.award_to_revoke(request.user, key)
        award.revoke(by=request.user, **read(request, s.RevocationInput))
        return answer(request, access.award_to_read(request.user, key))


class VerificationView(ApiView):
    @extend_schema(operation_id="verify_award", responses=s.VerdictOutput)
    def get(self, request: ApiRequest, key: str) -> Response:
        """Whether it holds, check by check, in words."""
        award = access.award_to_carry(request.user, key)
        CHECKING.spend(requester(request))
        return Response(s.VerdictOutput(check(award).embedded).data)


class VerificationsView(PersonalView):
    @extend_schema(
        operation_id="verify_credential", request=s.BroughtInput, responses=s.VerdictOutput
    )
    def post(self, request: ApiRequest) -> Response:
        """Check anybody’s badge. It is not kept; its issuer is asked whether it signed it."""
        what = read(request, s.BroughtInput)["credential"]
        verdict = check_what_was_brought(what, who=requester(request))
        return Response(s.VerdictOutput(verdict).data)
