import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.access import community_to_read
from communities.frame import frame
from core.errors import StaleVersion
from core.http import PageRequest
from notifications.follows import Control
from projects import access, rules
from projects.errors import WouldNotSeeIt
from projects.following import target_of
from projects.forms import ProjectEditForm, ProjectForm
from projects.frame import project_frame
from projects.listing import Listing
from projects.models import Project
from projects.overview import overview_of
from projects.templates import BLANK, BY_KEY, TEMPLATES

PAGE = 20


def projects(request: PageRequest, slug: str) -> HttpResponse:
    """What is made in a community: the last changed first."""
    community = community_to_read(request.user, slug)
    listing = Listing.read(request.GET)
    page = listing.page(request.user, community, after=request.GET.get("after"), size=PAGE)
    context = frame(request.user, community) | {
        "listing": listing,
        "page": page,
        "may_begin": rules.can_begin(request.user, community),
        "states": [
            ("", _("Under way")),
            ("calling", _("Looking for people")),
            ("mine", _("Yours")),
            ("paused", _("Paused")),
            ("closed", _("Closed")),
        ],
    }
    if request.htmx.target == "projects-more":
        return render(request, "projects/list.html#rows", context)
    return render(request, "projects/list.html", context)


def project(request: PageRequest, slug: str, pk: int, title: str = "") -> HttpResponse:
    """On one screen: what it is, how far it is, and how to help."""
    found = access.project_to_read(request.user, pk)
    if (slug, title) != (found.community.slug, found.slug):
        return redirect(found)
    context = project_frame(request.user, found, "overview") | overview_of(request.user, found)
    follow = Control.of(request.user, target_of(request.user, found))
    context |= {"follow": follow, "heading": "h1"}
    return render(request, "projects/overview.html", context)


@login_required
def new_project(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_begin_in(request.user, slug)
    key = request.GET.get("template")
    context = frame(request.user, community)
    if request.method != "POST" and key not in BY_KEY:
        return render(
            request, "projects/templates.html", context | {"templates": [*TEMPLATES, BLANK]}
        )
    template = BY_KEY.get(key or "", BLANK)
    begun: dict[str, Any] = {"nonce": uuid.uuid4().hex}
    begun |= {"purpose": template.purpose, "done": template.done}
    form = ProjectForm(request.POST or None, community=community, initial=begun)
    if form.is_valid():
        made = Project.objects.begin(
            community, by=request.user, kind=template.key, **form.cleaned_data
        )
        messages.success(request, _("Project proposed. You lead it."))
        return redirect(made)
    context |= {"form": form, "template": template}
    return render(request, "projects/new.html", context, status=422 if form.is_bound else 200)


@login_required
def edit_project(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    found = access.project_to_edit(request.user, pk)
    names = ("title", "purpose", "done", "due", "visibility", "is_open", "version")
    saved = {name: getattr(found, name) for name in names} | {"tags": found.tag_names}
    saved["visibility"] = found.visibility.value
    form = ProjectEditForm(request.POST or None, community=found.community, initial=saved)
    context = project_frame(request.user, found, "overview") | {"form": form}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "projects/edit.html", context, status=status)
    try:
        found.edit(by=request.user, **form.cleaned_data)
    except StaleVersion as stale:
        form.add_error(None, str(stale))
        # The next save is made knowing what is shown below.
        now = access.project_to_edit(request.user, pk)
        form.data = request.POST.dict() | {"version": now.version}
        context["theirs"] = now
        return render(request, "projects/edit.html", context, status=409)
    except WouldNotSeeIt as refused:
        form.add_error("visibility", str(refused))
        return render(request, "projects/edit.html", context, status=refused.status)
    messages.success(request, _("Changes saved."))
    return redirect(found)
