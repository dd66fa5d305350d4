"""What facilitators look after: the charter, requests, invitations and roles."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from communities import access, rules
from communities.forms import InvitationForm, RoleForm, SettingsForm
from communities.frame import frame
from communities.models import Community, Invitation, JoinRequest, Membership, Role
from core.errors import StaleVersion
from core.http import PageRequest
from core.paging import paginate
from core.permissions import require
from search.models import Missed

PAGE = 40


@login_required
def settings(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_facilitate(request.user, slug)
    form = SettingsForm(
        request.POST or None, instance=community, initial={"version": community.version}
    )
    status, theirs = 200, []
    if form.is_bound and form.is_valid():
        try:
            community.edit(by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            form.add_error(None, str(stale))
            theirs = form.differences_to(Community.objects.get(pk=community.pk))
            status = 409
        else:
            messages.success(request, _("Charter saved."))
            return redirect("communities:manage", slug)
    elif form.is_bound:
        status = 422
    community.refresh_from_db()  # a form that failed has written into the object it was given
    context = frame(request.user, community)
    context |= {"form": form, "part": "charter", "theirs": theirs}
    return render(request, "communities/manage/charter.html", context, status=status)


@login_required
def requests(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_facilitate(request.user, slug)
    waiting = JoinRequest.objects.waiting().filter(community=community).for_display()
    context = frame(request.user, community) | {"requests": waiting[:100], "part": "requests"}
    return render(request, "communities/manage/requests.html", context)


@login_required
@require_POST
def decide(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    found = access.join_request_to_decide(request.user, slug, pk)
    name = {"name": found.user.name}
    if request.POST.get("decision") == "accept":
        found.accept(by=request.user)
        messages.success(request, _("%(name)s is a member now.") % name)
    else:
        found.decline(by=request.user)
        messages.success(request, _("%(name)s has been told, kindly.") % name)
    return redirect("communities:requests", slug)


@login_required
def invitations(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_facilitate(request.user, slug)
    form = InvitationForm(request.POST or None, viewer=request.user, community=community)
    if form.is_valid():
        emails, role = form.cleaned_data["emails"], form.cleaned_data["role"]
        for email in emails:
            Invitation.objects.invite(community, email, by=request.user, role=role)
        said = ngettext("%(num)d invitation sent.", "%(num)d invitations sent.", len(emails))
        messages.success(request, said % {"num": len(emails)})
        return redirect("communities:invitations", slug)
    sent = Invitation.objects.filter(community=community).select_related("invited_by")
    page = paginate(sent, ("-created_at", "-id"), after=request.GET.get("after"), size=PAGE)
    context = frame(request.user, community) | {"form": form, "page": page, "part": "invitations"}
    status = 422 if form.errors else 200
    return render(request, "communities/manage/invitations.html", context, status=status)


@login_required
@require_POST
def revoke_invitation(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    access.invitation_to_manage(request.user, slug, pk).revoke()
    messages.success(request, _("Invitation withdrawn."))
    return redirect("communities:invitations", slug)


@login_required
def searches(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_facilitate(request.user, slug)
    missed = Missed.objects.of_community(community)
    page = paginate(missed, ("-id",), after=request.GET.get("after"), size=PAGE)
    context = frame(request.user, community) | {"page": page, "part": "searches"}
    return render(request, "communities/manage/searches.html", context)


@login_required
def roles(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_facilitate(request.user, slug)
    query = request.GET.get("q", "").strip()[:100]
    found = Membership.objects.active().filter(community=community).select_related("user")
    page = paginate(
        found.of_people_like(query), ("joined_at", "id"), after=request.GET.get("after"), size=PAGE
    )
    context = {"page": page, "query": query, "roles": Role.choices, "part": "roles"}
    return render(
        request, "communities/manage/roles.html", frame(request.user, community) | context
    )


@login_required
@require_POST
def give_role(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    membership = access.membership_to_manage(request.user, slug, pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        require(rules.can_give_role(request.user, membership, role))
        membership.give_role(role, by=request.user)
        said = _("%(name)s: %(role)s.") % {"name": membership.user.name, "role": role.label}
        messages.success(request, said)
    return redirect("communities:roles", slug)
