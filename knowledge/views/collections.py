from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.frame import frame
from communities.models import Community
from core.http import PageRequest
from core.resources import ResourceView
from knowledge import access
from knowledge.models import Collection
from knowledge.shelf_forms import CollectionForm, NewCollectionForm
from knowledge.shelves import collections_of


class CollectionsView(ResourceView):
    """The collections in their order, and the form for one more."""

    def get(self, request: PageRequest, slug: str) -> HttpResponse:
        community = access.community_to_arrange(request.user, slug)
        return self.show(community, self.form(community))

    def post(self, request: PageRequest, slug: str) -> HttpResponse:
        community = access.community_to_arrange(request.user, slug)
        form = self.form(community, request.POST)
        if not form.is_valid():
            return self.show(community, form, status=422)
        Collection.objects.open(**form.cleaned_data)
        messages.success(request, _("Collection opened."))
        return redirect("knowledge:collections", slug)

    def form(self, community: Community, sent: Any = None) -> NewCollectionForm:
        return NewCollectionForm(sent, viewer=self.request.user, community=community)

    def show(self, community: Community, form: Any, status: int = 200) -> HttpResponse:
        context = frame(self.request.user, community) | {
            "collections": collections_of(self.request.user, community),
            "form": form,
        }
        return render(self.request, "knowledge/collections.html", context, status=status)


class CollectionEditView(ResourceView):
    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.collection_to_arrange(request.user, slug, pk)
        now = {"name": found.name, "description": found.description}
        return self.show(found, CollectionForm(initial=now))

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.collection_to_arrange(request.user, slug, pk)
        form = CollectionForm(request.POST)
        if not form.is_valid():
            return self.show(found, form, status=422)
        found.edit(**form.cleaned_data)
        messages.success(request, _("Changes saved."))
        return redirect("knowledge:collections", slug)

    def show(self, found: Collection, form: CollectionForm, status: int = 200) -> HttpResponse:
        context = frame(self.request.user, found.community) | {"collection": found, "form": form}
        return render(self.request, "knowledge/collection_edit.html", context, status=status)


class CollectionPlaceView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        """One place up, or with ``down`` one place down."""
        found = access.collection_to_arrange(request.user, slug, pk)
        found.move(1 if "down" in request.POST else -1)
        return redirect("knowledge:collections", slug)
