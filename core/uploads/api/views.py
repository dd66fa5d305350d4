from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.models import Upload
from core.paging import paginate
from core.uploads import access
from core.uploads.accepting import accept
from core.uploads.api.serializers import UploadInput, UploadOutput
from core.uploads.keeping import remove
from core.uploads.kinds import KINDS
from core.uploads.serving import serve


class UploadsView(PersonalView):
    parser_classes = [MultiPartParser]
    query = PageInput
    fails_also = {"POST": {"413", "503"}}

    @extend_schema(operation_id="list_uploads", responses=page_of(UploadOutput))
    def get(self, request: ApiRequest) -> Response:
        """The files you have sent, newest first."""
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(Upload.objects.of(request.user), ("-pk",), size=size, after=after)
        return page_response(request, page, lambda upload: UploadOutput(upload).data)

    @extend_schema(
        operation_id="upload_file",
        request={"multipart/form-data": UploadInput},
        responses={201: UploadOutput},
    )
    def post(self, request: ApiRequest) -> Response:
        """Send a file. Until a text uses its Markdown, you alone can fetch it."""
        upload = accept(read(request, UploadInput)["file"], by=request.user)
        return Response(UploadOutput(upload).data, status.HTTP_201_CREATED)


class UploadView(ApiView):
    @extend_schema(operation_id="read_upload", responses=UploadOutput)
    def get(self, request: ApiRequest, upload: str) -> Response:
        """What a file is that you may fetch."""
        return Response(UploadOutput(access.upload_to_read(request.user, upload)).data)

    @extend_schema(operation_id="delete_upload", responses={204: None})
    def delete(self, request: ApiRequest, upload: str) -> Response:
        """Delete a file of yours, from every text that shows it too."""
        remove(access.upload_to_delete(request.user, upload))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ContentView(ApiView):
    fails_also = {"GET": {"503"}}

    @extend_schema(
        operation_id="fetch_upload",
        responses={(200, kind.content_type): OpenApiTypes.BINARY for kind in KINDS.values()},
    )
    def get(self, request: ApiRequest, upload: str) -> HttpResponseBase:
        """The file itself, as its kind of content."""
        return serve(request, access.upload_to_read(request.user, upload))
