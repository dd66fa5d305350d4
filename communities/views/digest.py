"""The digest as its facilitators see it: their word in it, how it would be, and what went out."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from communities import access
from communities.forms import NoteForm
from communities.frame import frame
from communities.models import DigestNote, Membership
from core.http import PageRequest
from core.resources import ResourceView
from notifications.digest import Sort
from notifications.editions import context_of
from notifications.previewing import preview
from notifications.tallies import tallies

MOST_LISTED = 20
# A mail carries its styles in its elements; nothing in it runs, and no link leads anywhere in here.
MAIL_POLICY = {
    "default-src": [NONE],
    "img-src": [SELF, "data:"],
    "style-src": [UNSAFE_INLINE],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}


@login_required
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type] # it is typed for views without arguments
def digest(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_facilitate(request.user, slug)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        DigestNote.objects.write(community, by=request.user, **form.cleaned_data)
        messages.success(request, _("Each reader gets your note once, at the head of the digest."))
        return redirect("communities:digest", slug)
    members = Membership.objects.active().filter(community=community)
    context = frame(request.user, community) | {
        "part": "digest",
        "form": form,
        "notes": community.notes.for_display().order_by("-created_at", "-pk")[:MOST_LISTED],
        "sorts": Sort.choices,
        "sort": sort_asked(request),
        "tallies": tallies(community.scope, members.values("user")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "communities/manage/digest.html", context, status=status)


class NoteView(ResourceView):
    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        access.note_to_withdraw(request.user, slug, pk).withdraw()
        messages.success(request, _("Withdrawn. No further digest carries it."))
        return redirect("communities:digest", slug)


@login_required
def digest_page(request: PageRequest, slug: str) -> HttpResponse:
    """The next issue as its web version."""
    community = access.community_to_facilitate(request.user, slug)
    issue = preview(community.scope, sort_asked(request), viewer=request.user)
    context = context_of(issue.digest, issue.contents, community.name)
    context |= {"community": community, "is_preview": True, "sort": issue.digest.sort}
    return render(request, "notifications/digest.html", context)


@login_required
@xframe_options_sameorigin
@csp(MAIL_POLICY)  # type: ignore[arg-type] # as above
def digest_mail(request: PageRequest, slug: str) -> HttpResponse:
    """The next issue as its mail, for the frame on the page."""
    community = access.community_to_facilitate(request.user, slug)
    issue = preview(community.scope, sort_asked(request), viewer=request.user)
    if not issue.contents:
        return render(request, "communities/emails/digest_nothing.html", {"community": community})
    html = issue.write().alternatives[0].content
    return HttpResponse(html.replace("<head>", '<head><base target="_blank">', 1))


def sort_asked(request: PageRequest) -> Sort:
    asked = request.GET.get("as", Sort.REGULAR)
    if asked not in Sort.values:
        raise Http404
    return Sort(asked)
