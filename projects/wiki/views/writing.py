import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.errors import StaleVersion
from core.http import PageRequest
from core.permissions import require
from discussions.models import Draft
from projects import rules
from projects.frame import project_frame
from projects.models import Page
from projects.wiki import access
from projects.wiki.beginnings import BEGINNINGS, BLANK, BY_KEY
from projects.wiki.begun import edit_key, new_key
from projects.wiki.forms import PageEditForm, PageForm
from projects.wiki.frame import page_frame
from projects.wiki.tree import tree_of


@login_required
def new_page(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    project = access.project_of_pages(request.user, pk)
    require(rules.can_contribute(request.user, project))
    key = new_key(project)
    begun = Draft.objects.fields_of(key, by=request.user)
    tree = tree_of(project)
    beginning = BY_KEY.get(request.GET.get("template", ""), BLANK)
    initial: dict[str, Any] = {"nonce": uuid.uuid4().hex, "parent": request.GET.get("below")}
    initial |= {"title": beginning.title, "source": beginning.source} if beginning.key else begun
    form = PageForm(request.POST or None, tree=tree, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        said["parent"] = access.place_of(project, said["parent"])
        page = Page.objects.write(project, by=request.user, **said)
        Draft.objects.discard(key, by=request.user)
        messages.success(request, _("Page saved."))
        return redirect(page)
    context = project_frame(request.user, project, "pages") | {
        "form": form,
        "tree": tree,
        "beginnings": BEGINNINGS,
        "beginning": beginning,
        "draft_key": key,
        "drafted": bool(begun) and not form.is_bound and not beginning.key,
    }
    return render(request, "projects/pages/new.html", context, status=422 if form.is_bound else 200)


@login_required
def edit_page(request: PageRequest, slug: str, pk: int, page: int) -> HttpResponse:
    """Show, save, or on a version that is no longer the last one show both texts for merging."""
    found = access.page_in(pk, access.page_to_edit(request.user, page))
    key = edit_key(found)
    begun = Draft.objects.fields_of(key, by=request.user)
    saved = {"title": found.title, "source": found.source, "version": found.version}
    form = PageEditForm(request.POST or None, initial=saved | begun)
    context = page_frame(request.user, found) | {
        "form": form,
        "draft_key": key,
        "drafted": bool(begun) and not form.is_bound,
    }
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "projects/pages/edit.html", context, status=status)
    try:
        found.edit(by=request.user, **form.cleaned_data)
    except StaleVersion as stale:
        form.add_error(None, str(stale))
        # The next save is made knowing what is shown above it.
        now = access.page_to_edit(request.user, page)
        form.data = request.POST.dict() | {"version": now.version}
        context["theirs"] = now
        return render(request, "projects/pages/edit.html", context, status=409)
    Draft.objects.discard(key, by=request.user)
    messages.success(request, _("Changes saved."))
    return redirect(found)
