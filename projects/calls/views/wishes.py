"""Of which calls one wants to be told: a page of the settings."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.models import Community
from core.http import PageRequest
from core.resources import ResourceView
from projects.calls.access import community_to_wish_in
from projects.calls.forms import WishForm
from projects.calls.models import Wish
from projects.calls.wishes import communities_with_wishes, wish_in


@login_required
def wishes(request: PageRequest) -> HttpResponse:
    context = {"communities": communities_with_wishes(request.user)}
    return render(request, "projects/calls/wishes.html", context)


class WishView(ResourceView):
    """In one community. Nothing chosen is no wish."""

    def get(self, request: PageRequest, slug: str) -> HttpResponse:
        community = community_to_wish_in(request.user, slug)
        return self.show(community, WishForm(initial=wish_in(request.user, community)))

    def post(self, request: PageRequest, slug: str) -> HttpResponse:
        community = community_to_wish_in(request.user, slug)
        form = WishForm(request.POST)
        if not form.is_valid():
            return self.show(community, form, status=422)
        Wish.objects.choose(community, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("projects:wishes")

    def show(self, community: Community, form: Any, status: int = 200) -> HttpResponse:
        context = {"form": form, "of": community}
        return render(self.request, "projects/calls/wish.html", context, status=status)
