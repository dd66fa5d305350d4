from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, ApiView
from learning.inquiries.api import serializers as s
from learning.inquiries.models import Asked, Inquiry
from learning.workshops.access import workshop_to_edit, workshop_to_read


class InquiriesView(ApiView):
    @extend_schema(operation_id="list_inquiries", responses=s.InquiryOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What hosts ask of whoever registers."""
        found = workshop_to_read(request.user, pk).inquiries.in_order()
        return Response(s.InquiryOutput(found, many=True).data)

    @extend_schema(
        operation_id="ask_inquiries",
        request=s.InquiriesInput,
        responses=s.InquiryOutput(many=True),
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Ask these of whoever registers, and nothing else, as who hosts it."""
        workshop = workshop_to_edit(request.user, pk)
        said = read(request, s.InquiriesInput)["inquiries"]
        asked = [Asked(number=one.pop("id", None), **one) for one in said]
        Inquiry.objects.replace(workshop, asked)
        return Response(s.InquiryOutput(workshop.inquiries.in_order(), many=True).data)
