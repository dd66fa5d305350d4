"""Badges of a community: listed, read, defined and said otherwise."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from communities.access import community_to_read
from communities.form_page import EditPage
from communities.frame import frame
from core.http import PageRequest
from core.resources import ResourceView
from core.uploads.accepting import accept
from learning.badges import access, earning, pictures, rules
from learning.badges.forms import SAID, BadgeEditForm, BadgeForm, said_in
from learning.badges.listing import badges_of, holders_of
from learning.badges.models import Badge, BadgeState

PAGE = 24


def badges(request: PageRequest, slug: str) -> HttpResponse:
    community = community_to_read(request.user, slug)
    may_define = rules.can_define(request.user, community)
    states = {"": _("Given"), BadgeState.RETIRED.value: _("Not given any more")}
    if may_define:
        states[BadgeState.DRAFT.value] = _("Drafts")
    state = request.GET.get("state", "")
    state = state if state in states else ""
    page = badges_of(
        request.user, community, state=state, after=request.GET.get("after"), size=PAGE
    )
    context = frame(request.user, community) | {
        "page": page,
        "states": states,
        "state": state,
        "may_define": may_define,
    }
    name = "learning/badges/list.html"
    more = request.htmx.target == "badges-more"
    return render(request, f"{name}#rows" if more else name, context)


def badge(request: PageRequest, slug: str, pk: int, title: str = "") -> HttpResponse:
    found = access.badge_to_read(request.user, pk)
    if (slug, title) != (found.community.slug, found.slug):
        return redirect(found)
    context = badge_context(request.user, found)
    after = request.GET.get("after")
    context["holders"] = holders_of(request.user, found, after=after, size=PAGE)
    name = "learning/badges/badge.html"
    more = request.htmx.target == "holders-more"
    return render(request, f"{name}#rows" if more else name, context)


def badge_context(viewer: Any, badge: Badge) -> dict[str, Any]:
    return frame(viewer, badge.community) | {
        "badge": badge,
        "rule_said": earning.in_words(badge, viewer),
        "may_edit": rules.can_edit(viewer, badge),
        "may_publish": rules.can_publish(viewer, badge),
        "may_manage": rules.can_manage(viewer, badge),
        "may_award": rules.can_award(viewer, badge),
        "may_retire": rules.can_retire(viewer, badge),
    }


@cache_control(max_age=3600)
def picture(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = access.badge_to_read(request.user, pk)
    return HttpResponse(pictures.png_of(found), content_type="image/png")


@login_required
def new_badge(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_define_in(request.user, slug)
    begun = {"nonce": uuid.uuid4().hex, "dye": community.dye}
    form = BadgeForm(request.POST or None, community=community, viewer=request.user, initial=begun)
    if form.is_valid():
        said = said_in(form.cleaned_data) | {"nonce": form.cleaned_data["nonce"]}
        made = Badge.objects.define(community, by=request.user, **said)
        messages.success(request, _("Draft saved. Publish it when it says what you mean."))
        return redirect(made)
    context = frame(request.user, community) | {"form": form}
    status = 422 if form.is_bound else 200
    return render(request, "learning/badges/new.html", context, status=status)


class EditView(EditPage):
    template, called = "learning/badges/edit.html", "badge"

    def find(self, pk: int) -> Badge:
        return access.badge_to_edit(self.request.user, pk)

    def form(self, thing: Badge, sent: Any = None) -> BadgeEditForm:
        saved = {name: getattr(thing, name) for name in (*SAID, "version")}
        return BadgeEditForm(
            sent,
            community=thing.community,
            viewer=self.request.user,
            course=thing.course_id,
            initial=saved,
        )

    def act(self, thing: Badge, data: dict[str, Any]) -> str:
        thing.edit(by=self.request.user, version=data["version"], **said_in(data))
        return _("Changes saved.")


class DrawingView(ResourceView):
    """POST shows a picture in place of the medal, DELETE the medal again."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.badge_to_edit(request.user, pk)
        pictures.give_picture(found, accept(request.FILES.get("file"), by=request.user))
        messages.success(request, _("The picture is shown."))
        return redirect(found)

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.badge_to_edit(request.user, pk)
        found.show_picture(None)
        messages.success(request, _("The medal is shown again."))
        return redirect(found)


class PublicationView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.badge_to_publish(request.user, pk)
        found.release(by=request.user)
        messages.success(request, _("Badge published. Members can be given it."))
        return redirect(found)


class RetirementView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.badge_to_retire(request.user, pk)
        found.retire(by=request.user)
        messages.success(request, _("Nobody is given it any more. Who has it keeps it."))
        return redirect(found)
