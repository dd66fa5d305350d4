from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.views.decorators.http import require_GET

from core.http import PageRequest
from projects import export
from projects.closing import access


@login_required
@require_GET
def export_project(request: PageRequest, slug: str, pk: int) -> StreamingHttpResponse:
    return export.answer(request.user, access.project_to_export(request.user, pk))
