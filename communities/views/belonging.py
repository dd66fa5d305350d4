"""Joining and leaving, and who belongs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities import access, hearing, rules
from communities.following import target_of
from communities.forms import HearingForm, JoinRequestForm
from communities.frame import frame
from communities.models import Community, Membership
from core.http import PageRequest
from core.permissions import require
from core.resources import ResourceView

PAGE = 40


class MembershipView(ResourceView):
    """The viewer's own membership: made by joining, ended by leaving."""

    def get(self, request: PageRequest, slug: str) -> HttpResponse:
        community = access.community_to_see(request.user, slug)
        require(rules.can_leave(request.user, community))
        return render(request, "communities/leave.html", frame(request.user, community))

    def post(self, request: PageRequest, slug: str) -> HttpResponse:
        community = access.community_to_see(request.user, slug)
        require(rules.can_join(request.user, community))
        community.admit(request.user)
        messages.success(request, _("Welcome to %(name)s.") % {"name": community.name})
        return redirect(community)

    def delete(self, request: PageRequest, slug: str) -> HttpResponse:
        community = access.community_to_see(request.user, slug)
        require(rules.can_leave(request.user, community))
        Membership.objects.active().get(community=community, user=request.user).leave()
        messages.success(request, _("You have left %(name)s.") % {"name": community.name})
        return redirect("communities:list")


class HearingView(ResourceView):
    """How the viewer wants to hear from a community that they are a member of."""

    def get(self, request: PageRequest, slug: str) -> HttpResponse:
        return self._page(request, access.community_to_follow(request.user, slug), HearingForm())

    def post(self, request: PageRequest, slug: str) -> HttpResponse:
        community = access.community_to_follow(request.user, slug)
        form = HearingForm(request.POST)
        if not form.is_valid():
            return self._page(request, community, form)
        hearing.answer(community, form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. You can change it in your settings at any time."))
        return redirect(community)

    def delete(self, request: PageRequest, slug: str) -> HttpResponse:
        """Leave all as it is, and do not ask again."""
        community = access.community_to_follow(request.user, slug)
        hearing.put_away(community, by=request.user)
        return redirect(community)

    def _page(self, request: PageRequest, community: Community, form: HearingForm) -> HttpResponse:
        card = hearing.Card(target_of(request.user, community), is_first=True)
        context = frame(request.user, community) | {"card": card, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "communities/hearing.html", context, status=status)


@login_required
@require_POST
def request_to_join(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_see(request.user, slug)
    require(rules.can_request_to_join(request.user, community))
    form = JoinRequestForm(request.POST)
    if form.is_valid():
        community.request_to_join(by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Your request is with the facilitators."))
        return redirect("communities:about", slug)
    context = frame(request.user, community) | {"form": form}
    return render(request, "communities/request.html", context, status=422)


def invitation(request: PageRequest, token: str) -> HttpResponse:
    """What a mailed invitation leads to: reading it changes nothing, accepting it joins."""
    found = access.invitation_by_token(token)
    context = {"invitation": found, "community": found.community, "token": token}
    if request.method != "POST" or not request.user.is_authenticated:
        return render(request, "communities/invitation.html", context)
    require(rules.can_accept_invitation(request.user, found))
    found.accept(by=request.user)
    messages.success(request, _("Welcome to %(name)s.") % {"name": found.community.name})
    return redirect(found.community)
