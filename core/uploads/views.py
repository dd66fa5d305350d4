from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.errors import DomainError
from core.http import PageRequest
from core.models import Upload
from core.paging import paginate
from core.resources import ResourceView
from core.uploads.accepting import accept
from core.uploads.access import upload_to_delete, upload_to_fetch
from core.uploads.keeping import remove
from core.uploads.serving import serve

PAGE = 20


class UploadsView(ResourceView):
    """One's files: a page to send one on without script, and where the editor sends them."""

    def get(self, request: PageRequest) -> HttpResponse:
        return self.show()

    def post(self, request: PageRequest) -> HttpResponse:
        try:
            upload = accept(request.FILES.get("file"), by=request.user)
        except DomainError as error:
            return self.refuse(error)
        if self.is_script:
            answer = {"markdown": upload.markdown, "is_picture": upload.is_picture}
            return JsonResponse(answer | {"address": upload.address}, status=201)
        messages.success(request, _("File added. Copy its Markdown into your text."))
        return redirect("uploads:list")

    def refuse(self, error: DomainError) -> HttpResponse:
        detail = str(error.message)
        if self.is_script:
            answer: HttpResponse = JsonResponse({"code": error.code, "detail": detail})
        else:
            answer = self.show(error=detail)
        answer.status_code = error.status
        for name, value in error.headers.items():
            answer[name] = value
        return answer

    def show(self, error: str = "") -> HttpResponse:
        mine = Upload.objects.of(self.request.user).with_use_count()
        after = self.request.GET.get("after")
        context = {
            "error": error,
            "page": paginate(mine, ("-pk",), size=PAGE, after=after),
            "is_first": not after,
            "most_mb": settings.UPLOAD_MAX_MB,
        }
        return render(self.request, "uploads/list.html", context)

    def handle_no_permission(self) -> Any:
        if self.is_script:  # which would follow the way to the sign-in page and take it for a file
            return JsonResponse({"code": "not_authenticated"}, status=401)
        return super().handle_no_permission()

    @property
    def is_script(self) -> bool:
        return self.request.get_preferred_type(["text/html", "application/json"]) != "text/html"


class UploadView(ResourceView):
    def get(self, request: PageRequest, upload: str) -> HttpResponse:
        found = upload_to_delete(request.user, upload)
        context = {"upload": found, "use_count": found.uses.count()}
        return render(request, "uploads/delete.html", context)

    def delete(self, request: PageRequest, upload: str) -> HttpResponse:
        remove(upload_to_delete(request.user, upload))
        messages.success(request, _("File deleted."))
        return redirect("uploads:list")


@require_safe
def file(request: PageRequest, upload: str, filename: str) -> HttpResponseBase:
    return serve(request, upload_to_fetch(request.user, upload, filename))
