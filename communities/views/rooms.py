"""The rooms and words of a community: its spaces and tags, as facilitators arrange them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from communities import access
from communities.forms import SpaceForm, TagForm
from communities.frame import frame
from communities.models import Space
from core.http import PageRequest


@login_required
def spaces(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_facilitate(request.user, slug)
    context = {"spaces": community.spaces.rooms().in_order(), "part": "spaces"}
    return render(
        request, "communities/manage/spaces.html", frame(request.user, community) | context
    )


@login_required
def new_space(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_facilitate(request.user, slug)
    form = SpaceForm(request.POST or None, community=community)
    if form.is_valid():
        Space.objects.open(community, **form.cleaned_data)
        messages.success(request, _("Space opened."))
        return redirect("communities:spaces", slug)
    context = frame(request.user, community) | {"form": form, "part": "spaces"}
    status = 422 if form.errors else 200
    return render(request, "communities/manage/space.html", context, status=status)


@login_required
def edit_space(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    community = access.community_to_facilitate(request.user, slug)
    space = get_object_or_404(community.spaces.rooms(), pk=pk)
    form = SpaceForm(request.POST or None, instance=space, community=community)
    if form.is_valid():
        people = form.cleaned_data.pop("named")
        space.edit(**form.cleaned_data)
        space.name_people(people)
        messages.success(request, _("Space saved."))
        return redirect("communities:spaces", slug)
    context = frame(request.user, community) | {"form": form, "space": space, "part": "spaces"}
    status = 422 if form.errors else 200
    return render(request, "communities/manage/space.html", context, status=status)


@login_required
def edit_tag(request: PageRequest, slug: str, name: str) -> HttpResponse:
    community = access.community_to_facilitate(request.user, slug)
    tag = get_object_or_404(community.tags, name=name)
    form = TagForm(request.POST or None, instance=tag)
    if form.is_valid():
        tag.describe(**form.cleaned_data)
        messages.success(request, _("Tag saved."))
        return redirect("communities:tags", slug)
    context = frame(request.user, community) | {"form": form, "tag": tag, "part": "tags"}
    status = 422 if form.errors else 200
    return render(request, "communities/manage/tag.html", context, status=status)
