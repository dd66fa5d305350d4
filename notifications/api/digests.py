from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.paging import PageInput, page_of, page_response
from core.api.views import ApiRequest, PersonalView
from core.paging import paginate
from notifications import access
from notifications.api import serializers as s
from notifications.editions import recall
from notifications.models import Digest


class DigestsView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_digests", responses=page_of(s.DigestOutput))
    def get(self, request: ApiRequest) -> Response:
        """The digests that were sent to you, newest first."""
        mine = Digest.objects.of(request.user)
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(mine, ("-number",), after=after, size=size)
        return page_response(request, page, lambda digest: s.DigestOutput(digest).data)


class DigestView(PersonalView):
    @extend_schema(operation_id="read_digest", responses=s.DigestContentsOutput)
    def get(self, request: ApiRequest, number: int) -> Response:
        """What was in a digest, as far as you may see it today."""
        digest = access.digest_to_read(request.user, number)
        sections = [
            {"title": section.title, "items": items}
            for section, items in recall(digest, request.user)
        ]
        shown = s.DigestSectionOutput(sections, many=True).data
        return Response(s.DigestOutput(digest).data | {"sections": shown})
