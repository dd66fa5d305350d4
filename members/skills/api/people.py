from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from members.access import person_to_see
from members.skills import access
from members.skills.api import serializers as s
from members.skills.mine import seen_by, skills_of_oneself
from members.skills.models import SkillChoice
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
