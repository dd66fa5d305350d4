from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from accounts.models import User
from core.api.paging import page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from core.paging import paginate
from notifications import access
from notifications.api import serializers as s
from notifications.digest import Sort
from notifications.editions import recall, shown_together
from notifications.models import Digest, Rhythm
from notifications.models.rhythm import OVER_ALL


class RhythmsView(PersonalView):
    @extend_schema(operation_id="list_rhythms", responses=s.RhythmOutput(many=True))
    def get(self, request: ApiRequest) -> Response:
        """When your digests come: the one over all, and communities that have one of their own."""
        rhythms = Rhythm.objects.of(request.user)
        return Response(
            s.RhythmOutput([rhythms[scope] for scope in sorted(rhythms)], many=True).data
        )


class RhythmView(PersonalView):
    @extend_schema(operation_id="choose_rhythm", request=s.RhythmInput, responses=s.RhythmOutput)
    def put(self, request: ApiRequest, scope: str = OVER_ALL) -> Response:
        """Choose when the digest over all communities comes."""
        access.scope_to_choose(request.user, scope)
        wanted = read(request, s.RhythmInput)
        return Response(
            s.RhythmOutput(Rhythm.objects.choose(scope, by=request.user, **wanted)).data
        )


class CommunityRhythmView(RhythmView):
    @extend_schema(operation_id="read_community_rhythm", responses=s.RhythmOutput)
    def get(self, request: ApiRequest, scope: str) -> Response:
        """When the digest of one community comes; 404 where it comes with the others."""
        mine = Rhythm.objects.filter(user=request.user)
        return Response(s.RhythmOutput(get_object_or_404(mine, scope=scope)).data)

    @extend_schema(
        operation_id="choose_community_rhythm", request=s.RhythmInput, responses=s.RhythmOutput
    )
    def put(self, request: ApiRequest, scope: str = OVER_ALL) -> Response:
        """Get the digest of one of your communities by itself, or never."""
        return super().put(request, scope)

    @extend_schema(operation_id="forget_community_rhythm", responses={204: None})
    def delete(self, request: ApiRequest, scope: str) -> Response:
        """Get its news with those of all others again."""
        Rhythm.objects.forget(scope, of=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class DigestsView(PersonalView):
    query = s.DigestsInput

    @extend_schema(operation_id="list_digests", responses=page_of(s.DigestOutput))
    def get(self, request: ApiRequest) -> Response:
        """The digests that were sent to you, newest first."""
        mine = Digest.objects.of(request.user)
        if scope := self.asked.get("scope"):
            mine = mine.filter(scope=OVER_ALL if scope == s.ALL else scope)
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(mine, ("-due_at", "-id"), after=after, size=size)
        return page_response(request, page, lambda digest: s.DigestOutput(digest).data)


class DigestView(PersonalView):
    @extend_schema(operation_id="read_digest", responses=s.DigestContentsOutput)
    def get(self, request: ApiRequest, number: int) -> Response:
        """What was in a digest, as far as you may see it today."""
        return contents_of(access.digest_to_read(request.user, number), request.user)


class CommunityDigestView(PersonalView):
    @extend_schema(operation_id="read_community_digest", responses=s.DigestContentsOutput)
    def get(self, request: ApiRequest, scope: str, number: int) -> Response:
        """What was in a digest of one community, as far as you may see it today."""
        return contents_of(access.digest_to_read(request.user, number, scope), request.user)


def contents_of(digest: Digest, viewer: User) -> Response:
    together = shown_together(recall(digest, viewer), Sort(digest.sort))
    sections = [{"title": title, "items": items} for title, items in together]
    shown = s.DigestSectionOutput(sections, many=True).data
    return Response(s.DigestOutput(digest).data | {"sections": shown})
