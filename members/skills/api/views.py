from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.paging import paginate
from members.skills import access
from members.skills.api import serializers as s
from members.skills.forms import CHOICES
from members.skills.models import Meaning, Skill


class SkillsView(ApiView):
    query = s.SkillsInput

    @extend_schema(operation_id="find_skills", responses=s.SkillOutput(many=True))
    def get(self, request: ApiRequest) -> Response:
        """Skills that are called like this, or nearly so, the nearest first.

        This service uses the ESCO classification of the European Commission.
        """
        return Response(
            s.SkillOutput(Skill.objects.like(self.asked["q"])[:CHOICES], many=True).data
        )


class MeaningsView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_meanings", responses=page_of(s.MeaningOutput))
    def get(self, request: ApiRequest, slug: str) -> Response:
        """The community's tags, busiest first, and which skill each of them means."""
        _community, tags = access.tags_to_read(request.user, slug)
        order = ("-topic_count", "name")
        page = paginate(tags, order, after=self.asked.get("after"), size=self.asked["limit"])
        return page_response(request, page, lambda tag: s.MeaningOutput(tag).data)


class MeaningView(PersonalView):
    @extend_schema(operation_id="explain_tag", request=s.MeaningInput, responses=s.MeaningOutput)
    def put(self, request: ApiRequest, slug: str, name: str) -> Response:
        """Say which skill the tag means."""
        tag = access.tag_to_explain(request.user, slug, name)
        skill = Skill.objects.filter(uri=read(request, s.MeaningInput)["skill"]).first()
        if skill is None:
            raise ValidationError({"skill": [_("There is no such skill.")]}, "unknown")
        Meaning.objects.set(tag, skill, by=request.user)
        return Response(s.MeaningOutput(access.tag_to_explain(request.user, slug, name)).data)

    @extend_schema(operation_id="forget_meaning", responses={204: None})
    def delete(self, request: ApiRequest, slug: str, name: str) -> Response:
        """Have the tag mean no skill: it is the community's own word again."""
        Meaning.objects.set(access.tag_to_explain(request.user, slug, name), None, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
