from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from members.access import person_to_see
from members.skills import access
from members.skills.api import serializers as s
from members.skills.knowing import who_knows
from members.skills.mine import seen_by, skills_of_oneself
from members.skills.models import Endorsement, SkillChoice
from members.skills.shown import proofs_of, skills_of


class PersonSkillsView(ApiView):
    @extend_schema(operation_id="list_skills_of_person", responses=s.SkillOfOutput(many=True))
    def get(self, request: ApiRequest, handle: str) -> Response:
        """What somebody has shown that they can do, by what you may see of it."""
        person = person_to_see(request.user, handle)
        return Response(s.SkillOfOutput(skills_of(request.user, person), many=True).data)


class PersonSkillView(ApiView):
    @extend_schema(operation_id="read_skill_of_person", responses=s.SkillShownOutput)
    def get(self, request: ApiRequest, handle: str, skill: str) -> Response:
        """What shows it, the latest first."""
        _person, shown = access.skill_to_see(request.user, handle, skill)
        return Response(s.shown_output(shown, proofs_of(request.user, shown)))


class MySkillsView(PersonalView):
    @extend_schema(operation_id="list_own_skills", responses=s.OwnSkillOutput(many=True))
    def get(self, request: ApiRequest) -> Response:
        """Your skills, and who sees which."""
        mine = skills_of_oneself(request.user)
        return Response([s.own_output(one.shown, one.seen_by) for one in mine])


class MySkillView(PersonalView):
    @extend_schema(
        operation_id="choose_who_sees_skill",
        request=s.SeenByInput,
        responses=s.OwnSkillOutput,
    )
    def put(self, request: ApiRequest, skill: str) -> Response:
        """Say who sees it, of those who may see what shows it."""
        shown = access.own_skill(request.user, skill)
        level = read(request, s.SeenByInput)["seen_by"] or None
        SkillChoice.objects.choose(shown.known, level, by=request.user)
        return Response(s.own_output(shown, seen_by(request.user, shown)))


class MyEvidenceView(PersonalView):
    @extend_schema(operation_id="show_evidence", request=s.EvidenceInput, responses={204: None})
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Let others see it, as far as they may see what it is of; or nobody."""
        found = access.own_evidence(request.user, pk)
        found.show(shown=read(request, s.EvidenceInput)["is_shown"])
        return Response(status=204)


class EndorsementView(PersonalView):
    @extend_schema(
        operation_id="endorse", request=s.EndorsementInput, responses=s.EndorsementOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say that it is so, of something in which you had a part; said again, in other words."""
        found = access.evidence_to_endorse(request.user, pk)
        said = read(request, s.EndorsementInput)
        endorsement = Endorsement.objects.endorse(found, by=request.user, **said)
        return Response(s.EndorsementOutput(endorsement).data)

    @extend_schema(operation_id="withdraw_endorsement", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        access.own_endorsement(request.user, pk).withdraw()
        return Response(status=204)


class MyEndorsementView(PersonalView):
    @extend_schema(operation_id="show_endorsement", request=s.EvidenceInput, responses={204: None})
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Let others see what somebody says of you, or nobody; then it counts for nothing."""
        found = access.endorsement_of_own(request.user, pk)
        found.show(shown=read(request, s.EvidenceInput)["is_shown"])
        return Response(status=204)


class WhoKnowsView(ApiView):
    query = s.WhoKnowsInput

    @extend_schema(operation_id="find_who_knows", responses=s.KnowerOutput(many=True))
    def get(self, request: ApiRequest) -> Response:
        """Who knows about something, the likeliest first, and what shows it.

        Spelling is forgiven. Nobody is named by what you may not see.
        """
        found = who_knows(request.user, self.asked["q"])
        return Response(s.KnowerOutput(found, many=True).data)
