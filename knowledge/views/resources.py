from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.access import community_to_read
from communities.form_page import FormPage
from communities.frame import frame
from communities.models import Community
from core.errors import DomainError
from core.http import PageRequest
from core.permissions import require
from core.resources import ResourceView
from knowledge import access, rules
from knowledge.models import Resource, Standing
from knowledge.shelf_forms import MarkForm, ResourceEditForm, ResourceForm
from knowledge.shelves import Shelf, collections_of

PAGE = 20


def resources(request: PageRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """A community's library, or one collection of it: the last added first."""
    viewer = request.user
    community = community_to_read(viewer, slug)
    collection = access.collection_to_read(viewer, community, pk) if pk else None
    shelf = Shelf.read(request.GET)
    page = shelf.page(viewer, community, collection, after=request.GET.get("after"), size=PAGE)
    context = frame(viewer, community) | {
        "page": page,
        "shelf": shelf,
        "collection": collection,
        "may_add": rules.can_add(viewer, community),
        "may_arrange": rules.can_arrange(viewer, community),
    }
    if request.htmx.target == "resources-more":
        return render(request, "knowledge/resources.html#rows", context)
    context["collections"] = collections_of(viewer, community)
    return render(request, "knowledge/resources.html", context)


def resource(request: PageRequest, slug: str, pk: int, title: str = "") -> HttpResponse:
    found = access.resource_to_read(request.user, pk)
    if (slug, title) != (found.community.slug, found.slug):
        return redirect(found)
    context = frame(request.user, found.community) | {
        "resource": found,
        "may_mark": rules.can_mark(request.user, found),
        "may_tend": rules.can_tend(request.user, found),
    }
    return render(request, "knowledge/resource.html", context)


@login_required
def new_resource(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_add_to(request.user, slug)
    given = {name: request.GET.get(name, "") for name in ("collection", "url", "title")}
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ResourceForm(*sent, viewer=request.user, community=community, initial=given)
    if not form.is_valid():
        return _show(request, community, form, "knowledge/resource_new.html")
    try:
        added = Resource.objects.add(by=request.user, **form.said)
    except DomainError as error:
        form.add_error(None, str(error))
        return _show(request, community, form, "knowledge/resource_new.html", error.status)
    messages.success(request, _("Resource added."))
    return redirect(added)


@login_required
def edit_resource(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    found = access.resource_to_tend(request.user, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ResourceEditForm(*sent, viewer=request.user, resource=found)
    template = "knowledge/resource_edit.html"
    if not form.is_valid():
        return _show(request, found.community, form, template, resource=found)
    try:
        found.edit(by=request.user, **form.said)
    except DomainError as error:
        form.add_error(None, str(error))
        # The next save is made knowing what is shown now.
        found.refresh_from_db()
        form.data = form.data.dict() | {"version": found.version}
        status = error.status
        return _show(request, found.community, form, template, status, resource=found)
    messages.success(request, _("Changes saved."))
    return redirect(found)


def _show(
    request: PageRequest,
    community: Community,
    form: ResourceForm,
    template: str,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    context = frame(request.user, community) | {"form": form} | more
    return render(request, template, context, status=status or (422 if form.is_bound else 200))


class MarkView(FormPage):
    """It does not open, it is retired, or neither any more."""

    template = "knowledge/resource_mark.html"
    called = "resource"

    def find(self, pk: int) -> Resource:
        return access.resource_to_mark(self.request.user, pk)

    def form(self, resource: Resource, sent: Any = None) -> MarkForm:
        may_retire = bool(rules.can_tend(self.request.user, resource))
        now = {"standing": resource.standing, "note": resource.note}
        return MarkForm(sent, may_retire=may_retire, initial=now)

    def act(self, resource: Resource, data: dict[str, Any]) -> str:
        if resource.is_retired:
            require(rules.can_tend(self.request.user, resource))
        resource.stand(data["standing"], by=self.request.user, note=data["note"])
        if resource.standing == Standing.CURRENT:
            return _("Marked as in order.")
        return _("Retired.") if resource.is_retired else _("Noted that it does not open.")


class DeletionView(ResourceView):
    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.resource_to_tend(request.user, pk)
        context = frame(request.user, found.community) | {"resource": found}
        return render(request, "knowledge/resource_delete.html", context)

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.resource_to_tend(request.user, pk)
        found.delete_softly(by=request.user)
        messages.success(request, _("Resource deleted."))
        return redirect("knowledge:resource_restoration", slug, pk)


class RestorationView(ResourceView):
    """Where one is led who has deleted it: the way back."""

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        gone = access.resource_to_restore(request.user, pk)
        context = frame(request.user, gone.community) | {"resource": gone}
        return render(request, "knowledge/resource_restore.html", context)

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        gone = access.resource_to_restore(request.user, pk)
        gone.restore()
        messages.success(request, _("Resource restored."))
        return redirect(gone)
