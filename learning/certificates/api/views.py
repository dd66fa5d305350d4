from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.views import ApiRequest, ApiView, PersonalView
from learning.certificates import access
from learning.certificates.api.serializers import AttendanceCertificateOutput


class CertificateView(PersonalView):
    @extend_schema(
        operation_id="read_attendance_certificate", responses=AttendanceCertificateOutput
    )
    def get(self, request: ApiRequest, pk: int) -> Response:
        """That you attended a workshop, once it is over and you were noted as there."""
        found = access.own_certificate(request.user, pk)
        return Response(AttendanceCertificateOutput(found).data)


class AttendedView(ApiView):
    @extend_schema(operation_id="check_attendance", responses=AttendanceCertificateOutput)
    def get(self, request: ApiRequest, attended: str) -> Response:
        """What a certificate says whose address you were given; 404 where it does not hold."""
        return Response(AttendanceCertificateOutput(access.certificate_to_check(attended)).data)
