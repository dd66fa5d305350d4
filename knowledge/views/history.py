from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.frame import frame
from core.http import PageRequest
from core.resources import ResourceView
from knowledge import access, rules
from knowledge.history import changes


def history(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """Every version of an article, newest first, each with what it changed."""
    article = access.article_to_read(request.user, pk)
    context = frame(request.user, article.community) | {
        "article": article,
        "changes": changes(request.user, article),
        "may_edit": rules.can_edit(request.user, article),
    }
    return render(request, "knowledge/history.html", context)


class RestorationView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        """Say again what that version said. A change made meanwhile is in the history then."""
        article = access.article_to_edit(request.user, pk)
        revision = access.revision_of(request.user, article, number)
        reason = _("Version %(number)s again") % {"number": number}
        article.restore(revision, by=request.user, version=article.version, reason=reason)
        messages.success(request, _("Version %(number)s restored.") % {"number": number})
        return redirect(article)
