"""What the editor asks for while somebody writes."""

from collections.abc import Sequence
from typing import ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from communities.access import community_to_read
from communities.models import Tag
from core import markdown
from core.http import PageRequest
from core.resources import ResourceView
from discussions import access, writing
from discussions.begun import new_topic_key
from discussions.errors import DraftHasMoved
from discussions.forms import ReachForm, ReplyForm
from discussions.models import Draft
from discussions.models.draft import VERSION
from discussions.reach import reach_of_reply, reach_of_topic
from discussions.similar import address_of, similar_for
from discussions.writing import MOST_OFFERED, mentionable

KEPT = (
    "title", "source", "tags", "kind", "space", "parent", "reason", "version",
    "context", "intended", "why", "change", "evidence",
)  # fmt: skip


def written_in(request: PageRequest, names: Sequence[str] = KEPT) -> dict[str, str]:
    return {name: request.POST[name][:70_000] for name in names if name in request.POST}


def seen_in(request: PageRequest) -> int | None:
    """The version of the draft that the page has seen."""
    seen = request.POST.get(VERSION, "")
    return int(seen) if seen.isdecimal() and len(seen) < 19 else None


class DraftView(ResourceView):
    kept: ClassVar[Sequence[str]] = KEPT

    def post(self, request: PageRequest) -> HttpResponse:
        key = request.POST.get("key", "")[:100]
        fields = written_in(request, self.kept)
        if not key:
            return JsonResponse({"code": "no_key"}, status=422)
        try:
            draft = Draft.objects.keep(key, fields, by=request.user, seen=seen_in(request))
        except DraftHasMoved as moved:
            newer = {"version": moved.draft.version, "fields": moved.draft.fields}
            return JsonResponse({"code": moved.code, **newer}, status=moved.status)
        return JsonResponse({"version": draft.version})

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
    space = access.space_written_in(request.user, community, request.GET.get("space", ""))
    people = mentionable(community, request.GET.get("q", "")[:50], space)
    return JsonResponse(
        [
            {"handle": u.handle, "name": u.name, "dye": u.dye, "initials": u.initials}
            for u in people
        ],
        safe=False,
    )


@login_required
@require_POST
def reach(request: PageRequest, slug: str) -> HttpResponse:
    """How many would get a notice of the topic as it is now."""
    community = access.community_to_post_in(request.user, slug)
    form = ReachForm(request.POST, viewer=request.user, community=community)
    if not form.is_valid():
        return HttpResponse()
    people = reach_of_topic(by=request.user, **form.cleaned_data)
    return render(request, "discussions/reach.html", {"people": people})


@login_required
@require_POST
def reach_by_reply(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    topic = access.topic_to_reply_to(request.user, pk)
    form = ReplyForm(request.POST, topic=topic)
    form.is_valid()  # what is not typed yet names nobody
    source, parent = form.data.get("source", ""), form.cleaned_data.get("parent")
    people = reach_of_reply(topic, parent=parent, source=source, by=request.user)
    return render(request, "discussions/reach.html", {"people": people})


@login_required
@require_GET
def tags(request: PageRequest, slug: str) -> HttpResponse:
    """Those that begin like this, or have another word that does."""
    community = community_to_read(request.user, slug)
    begun = Tag.objects.known_to(request.user, community).begun(request.GET.get("q", ""))
    context = {"tags": begun.busiest()[:MOST_OFFERED]}
    return render(request, "discussions/tags.html", context)


@login_required
@require_GET
def similar(request: PageRequest, slug: str) -> HttpResponse:
    """What is here already on the title that is being typed."""
    community = access.community_to_post_in(request.user, slug)
    found = similar_for(request.user, community, request.GET)
    context = {"community": community, "similar": found}
    return render(request, "discussions/similar_asked.html", context)


@login_required
@require_POST
def answered(request: PageRequest, slug: str) -> HttpResponse:
    """Somebody need not post: it is here already. Their draft goes or stays, as they say."""
    community = access.community_to_post_in(request.user, slug)
    key = new_topic_key(community)
    if "drop" in request.POST:
        address = address_of(request.user, community, request.POST["drop"])
        Draft.objects.discard(key, by=request.user)
        messages.success(request, _("Draft thrown away."))
    else:
        address = address_of(request.user, community, request.POST.get("keep", ""))
        Draft.objects.keep(key, written_in(request), by=request.user, seen=seen_in(request))
        messages.success(request, _("Draft kept: it waits for you on Home."))
    return redirect(address)
