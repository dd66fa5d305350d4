from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.access import community_to_read
from communities.frame import frame
from core.errors import DomainError
from core.http import PageRequest
from core.resources import ResourceView
from projects import access
from projects.frame import project_frame
from projects.models import Project
from projects.related.access import related_to_unlink
from projects.related.finding import questions_on, shown_to
from projects.related.forms import RelatedForm
from projects.related.models import Related


def related(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """What matters to the project."""
    if request.method == "POST":
        return link(request, slug, pk)
    project = access.project_inside(request.user, pk)
    given = {"address": request.GET.get("to", "")}
    return show(request, project, RelatedForm(viewer=request.user, initial=given))


@login_required
def link(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """Name one thing more."""
    project = access.project_to_contribute_to(request.user, pk)
    form = RelatedForm(request.POST, viewer=request.user)
    if form.is_valid():
        try:
            Related.objects.link(project, by=request.user, **form.said)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Linked to the project."))
            return redirect("projects:related", slug, pk)
    return show(request, project, form, 422)


def show(
    request: PageRequest, project: Project, form: RelatedForm, status: int = 200
) -> HttpResponse:
    context = project_frame(request.user, project, "related") | {
        "related": shown_to(request.user, project),
        "suggested": questions_on(request.user, project),
        "form": form,
    }
    return render(request, "projects/related.html", context, status=status)


class UnlinkView(ResourceView):
    def delete(self, request: PageRequest, slug: str, pk: int, related: int) -> HttpResponse:
        """Take it off the list. Whoever is named may take themselves off."""
        related_to_unlink(request.user, related).unlink()
        messages.success(request, _("Taken off the list."))
        return redirect("projects:related", slug, pk)


@login_required
def choose(request: PageRequest, slug: str) -> HttpResponse:
    """To which of one's projects something is to be linked."""
    community = community_to_read(request.user, slug)
    mine = Project.objects.visible_to(request.user).open().with_member(request.user)
    context = frame(request.user, community) | {
        "to": request.GET.get("to", ""),
        "projects": mine.for_list().filter(community=community).order_by("-changed_at", "-pk"),
    }
    return render(request, "projects/related_choose.html", context)
