"""What the editor asks for while somebody writes."""

from typing import ClassVar

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from communities.access import community_to_read
from core import markdown
from core.http import PageRequest
from core.resources import ResourceView
from discussions import writing
from discussions.models import Draft
from discussions.writing import mentionable


class DraftView(ResourceView):
    kept: ClassVar[tuple[str, ...]] = (
        "title", "source", "tags", "kind", "space", "parent", "reason", "version",
        "context", "intended", "why", "change", "evidence",
    )  # fmt: skip

    def post(self, request: PageRequest) -> HttpResponse:
        key = request.POST.get("key", "")[:100]
        fields = {name: request.POST[name][:70_000] for name in self.kept if name in request.POST}
        if not key:
            return JsonResponse({"code": "no_key"}, status=422)
        Draft.objects.keep(key, fields, by=request.user)
        return HttpResponse(status=204)

    def delete(self, request: PageRequest) -> HttpResponse:
        Draft.objects.discard(request.POST.get("key", request.GET.get("key", "")), by=request.user)
        return HttpResponse(status=204)


@login_required
@require_POST
def preview(request: PageRequest) -> HttpResponse:
    source = request.POST.get("source", "")[: markdown.MAX_LENGTH]
    html = writing.preview(source, by=request.user)
    return render(request, "discussions/preview.html", {"html": html})


@login_required
@require_GET
def mentions(request: PageRequest, slug: str) -> JsonResponse:
    community = community_to_read(request.user, slug)
    people = mentionable(community, request.GET.get("q", "")[:50])
    return JsonResponse(
        [
            {"handle": u.handle, "name": u.name, "dye": u.dye, "initials": u.initials}
            for u in people
        ],
        safe=False,
    )
