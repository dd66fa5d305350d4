from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.http import PageRequest
from core.resources import ResourceView
from projects.wiki import access
from projects.wiki.frame import page_frame
from projects.wiki.history import changes


def history(request: PageRequest, slug: str, pk: int, page: int) -> HttpResponse:
    """Every version of a page, newest first, each with what it changed."""
    found = access.page_in(pk, access.page_to_read(request.user, page))
    context = page_frame(request.user, found) | {"changes": changes(found)}
    return render(request, "projects/pages/history.html", context)


class RestorationView(ResourceView):
    def post(
        self, request: PageRequest, slug: str, pk: int, page: int, number: int
    ) -> HttpResponse:
        """Say again what that version said. A change made meanwhile is in the history then."""
        found = access.page_in(pk, access.page_to_edit(request.user, page))
        revision = access.revision_of(found, number)
        reason = _("Version %(number)s again") % {"number": number}
        found.restore_version(revision, by=request.user, version=found.version, reason=reason)
        messages.success(request, _("Version %(number)s restored.") % {"number": number})
        return redirect(found)
