from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.frame import frame
from core.errors import StaleVersion
from core.http import PageRequest
from core.resources import ResourceView
from discussions import access, rules
from discussions.diffs import changes
from discussions.forms import RestorationForm
from discussions.models import Post
from discussions.restoring import restore_revision, version_of


def history(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Every version of a post, newest first, each with what it changed."""
    return _show(request, access.post_to_read(request.user, pk, number))


class RestorationView(ResourceView):
    def post(
        self, request: PageRequest, slug: str, pk: int, number: int, version: int
    ) -> HttpResponse:
        """Let the post say again what that version said."""
        revision = access.revision_to_restore(request.user, pk, number, version)
        form = RestorationForm(request.POST)
        if not form.is_valid():
            return _show(request, revision.post, status=422)
        try:
            restore_revision(revision, by=request.user, **form.cleaned_data)
        except StaleVersion:
            messages.error(request, _("Somebody changed this meanwhile. Look again, then restore."))
            return _show(request, access.post_to_read(request.user, pk, number), status=409)
        messages.success(request, _("Version %(number)s restored.") % {"number": version})
        return redirect(revision.post)


def _show(request: PageRequest, post: Post, status: int = 200) -> HttpResponse:
    context = {
        **frame(request.user, post.topic.community),
        "topic": post.topic,
        "post": post,
        "changes": changes(post),
        "may_edit": rules.can_edit(request.user, post),
        "version": version_of(post),
    }
    return render(request, "discussions/history.html", context, status=status)
