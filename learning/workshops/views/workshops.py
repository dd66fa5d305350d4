"""Workshops: listed, proposed, read and said otherwise."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.access import community_to_read
from communities.form_page import EditPage
from communities.frame import frame
from communities.models import Community
from core.http import PageRequest
from discussions.backlinks import show_links
from learning.ideas.access import idea_for_workshop
from learning.ideas.showing import begun_of
from learning.questions.offers import offered
from learning.workshops import access, rules
from learning.workshops.forms import PLACE, TERMS, WorkshopEditForm, WorkshopForm, said_in
from learning.workshops.listing import Listing
from learning.workshops.models import Workshop
from learning.workshops.parts import NAMES
from learning.workshops.showing import furnish, workshop_context, zone_of

PAGE = 20


def all_workshops(request: PageRequest) -> HttpResponse:
    """Of every community that the viewer may read."""
    return _list(request, None, {})


def workshops(request: PageRequest, slug: str) -> HttpResponse:
    community = community_to_read(request.user, slug)
    context = frame(request.user, community)
    context["may_propose"] = rules.can_propose(request.user, community)
    return _list(request, community, context)


def _list(
    request: PageRequest, community: Community | None, context: dict[str, Any]
) -> HttpResponse:
    listing = Listing.read(request.GET)
    page = listing.page(request.user, community, after=request.GET.get("after"), size=PAGE)
    furnish(request.user, page.items)
    states = [("", _("To come")), ("past", _("Past"))]
    if request.user.is_authenticated:
        states += [("mine", _("You come")), ("hosting", _("You host")), ("proposed", _("Proposed"))]
    context |= {"listing": listing, "page": page, "states": states, "zone": zone_of(request.user)}
    name = "learning/workshops/list.html"
    more = request.htmx.target == "workshops-more"
    return render(request, f"{name}#rows" if more else name, context)


def workshop(request: PageRequest, slug: str, pk: int, title: str = "") -> HttpResponse:
    found = access.workshop_to_read(request.user, pk)
    if (slug, title) != (found.community.slug, found.slug):
        return redirect(found)
    context = workshop_context(request.user, found)
    return render(request, "learning/workshops/workshop.html", context)


def links(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """Which pages lead to the workshop, and where it leads."""
    return show_links(request, access.workshop_to_read(request.user, pk), "learning")


@login_required
def new_workshop(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_propose_in(request.user, slug)
    begun = {
        "nonce": uuid.uuid4().hex,
        "hosts": f"@{request.user.handle}",
        "zone": request.user.timezone,
    }
    asked = request.POST or request.GET
    idea = idea_for_workshop(request.user, community, asked.get("idea"))
    if idea:
        begun |= begun_of(request.user, idea)
    wanted = (request.GET.get("topics", ""), *request.POST.getlist("topics"))
    offers = offered(request.user, community, ",".join(wanted))
    begun["topics"] = [topic.pk for topic in offers if str(topic.pk) in wanted[0].split(",")]
    form = WorkshopForm(
        request.POST or None,
        viewer=request.user,
        community=community,
        offered=offers,
        initial=begun,
    )
    if form.is_valid():
        said = said_in(form.cleaned_data)
        made = Workshop.objects.propose(said.pop("space"), by=request.user, idea=idea, **said)
        messages.success(request, _("Workshop proposed. A facilitator publishes it."))
        return redirect(made)
    context = frame(request.user, community) | {"form": form, "idea": idea}
    status = 422 if form.is_bound else 200
    return render(request, "learning/workshops/new.html", context, status=status)


def begun_with(thing: Workshop) -> dict[str, Any]:
    """What the form begins with in which it is said otherwise."""
    saved = {name: getattr(thing, name) for name in ("title", "version", *NAMES, *PLACE, *TERMS)}
    saved["hosts"] = ", ".join(f"@{host.handle}" for host in thing.hosts)
    saved["tags"] = thing.tag_names
    return saved


class EditView(EditPage):
    template, called = "learning/workshops/edit.html", "workshop"

    def find(self, pk: int) -> Workshop:
        return access.workshop_to_edit(self.request.user, pk)

    def form(self, thing: Workshop, sent: Any = None) -> WorkshopEditForm:
        return WorkshopEditForm(sent, space=thing.space, initial=begun_with(thing))

    def act(self, thing: Workshop, data: dict[str, Any]) -> str:
        thing.edit(by=self.request.user, **said_in(data))
        return _("Changes saved.")
