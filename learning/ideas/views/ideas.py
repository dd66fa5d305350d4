"""Ideas for workshops: listed, added, wanted, and what becomes of them."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.access import community_to_read
from communities.form_page import EditPage, FormPage
from communities.frame import frame
from core.http import PageRequest
from core.resources import ResourceView
from discussions.backlinks import show_links
from learning.ideas import access, rules
from learning.ideas.forms import ClosingForm, IdeaEditForm, IdeaForm, OfferForm
from learning.ideas.listing import Listing
from learning.ideas.models import Idea, Side

PAGE = 20


def ideas(request: PageRequest, slug: str) -> HttpResponse:
    community = community_to_read(request.user, slug)
    listing = Listing.read(request.GET)
    page = listing.page(request.user, community, after=request.GET.get("after"), size=PAGE)
    for one in page.items:
        one.may_take_part = rules.can_take_part(request.user, one)
    states = [("", _("Open")), ("taken_up", _("Taken up")), ("closed", _("Closed"))]
    if request.user.is_authenticated:
        states.insert(1, ("mine", _("Yours")))
    context = frame(request.user, community) | {
        "listing": listing,
        "page": page,
        "states": states,
        "may_add": rules.can_add(request.user, community),
    }
    name = "learning/ideas/list.html"
    more = request.htmx.target == "ideas-more"
    return render(request, f"{name}#rows" if more else name, context)


@login_required
def new_idea(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_add_to(request.user, slug)
    begun = {"nonce": uuid.uuid4().hex, "side": request.GET.get("side") or Side.LEARN}
    form = IdeaForm(request.POST or None, viewer=request.user, community=community, initial=begun)
    if form.is_valid():
        said = form.cleaned_data
        made = Idea.objects.add(said.pop("space"), by=request.user, **said)
        messages.success(request, _("Your idea is there. Others can say that they would come."))
        return redirect(made)
    context = frame(request.user, community) | {"form": form}
    status = 422 if form.is_bound else 200
    return render(request, "learning/ideas/new.html", context, status=status)


def idea(request: PageRequest, slug: str, pk: int, title: str = "") -> HttpResponse:
    found = access.idea_to_read(request.user, pk)
    if (slug, title) != (found.community.slug, found.slug):
        return redirect(found)
    return show(request, found)


def show(
    request: PageRequest, found: Idea, form: OfferForm | None = None, status: int = 200
) -> HttpResponse:
    own = next((one for one in found.offers.all() if one.user_id == request.user.pk), None)
    context = frame(request.user, found.community) | {
        "idea": found,
        "may_take_part": rules.can_take_part(request.user, found),
        "may_edit": rules.can_edit(request.user, found),
        "may_look_after": rules.can_look_after(request.user, found),
        "own": own,
        "form": form or OfferForm(initial={"words": own.words if own else ""}),
    }
    return render(request, "learning/ideas/idea.html", context, status=status)


def links(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """Which pages lead to the idea."""
    return show_links(request, access.idea_to_read(request.user, pk), "learning")


class VoteView(ResourceView):
    """POST: I would come. DELETE takes it back."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.idea_to_take_part_in(request.user, pk)
        found.vote(by=request.user)
        return back_to(request, found)

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.idea_to_take_part_in(request.user, pk)
        found.unvote(by=request.user)
        return back_to(request, found)


def back_to(request: PageRequest, found: Idea) -> HttpResponse:
    """To the list where it was pressed there; htmx gets the button alone."""
    if request.htmx:
        shown: Any = access.idea_to_read(request.user, found.pk)
        shown.may_take_part = True
        return render(request, "learning/ideas/vote.html", {"idea": shown})
    place = f"{found.community.address}{Idea.place}/#idea-{found.pk}"
    return redirect(place if request.POST.get("from") == "list" else found)


class OfferView(ResourceView):
    """POST: I could teach this. DELETE takes it back."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.idea_to_take_part_in(request.user, pk)
        form = OfferForm(request.POST)
        if not form.is_valid():
            return show(request, found, form, status=422)
        found.offer(by=request.user, **form.cleaned_data)
        messages.success(request, _("Those who would come see it."))
        return redirect(found)

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.idea_to_take_part_in(request.user, pk)
        found.withdraw_offer(by=request.user)
        return redirect(found)


class EditView(EditPage):
    template, called = "learning/ideas/edit.html", "idea"

    def find(self, pk: int) -> Idea:
        return access.idea_to_edit(self.request.user, pk)

    def form(self, thing: Idea, sent: Any = None) -> IdeaEditForm:
        saved = {name: getattr(thing, name) for name in ("side", "title", "text", "version")}
        return IdeaEditForm(sent, initial=saved)

    def act(self, thing: Idea, data: dict[str, Any]) -> str:
        thing.edit(**data)
        return _("Changes saved.")


class ClosingView(FormPage):
    """POST: no workshop will be made of it. DELETE opens it again."""

    template, called = "learning/ideas/close.html", "idea"

    def find(self, pk: int) -> Idea:
        return access.idea_to_edit(self.request.user, pk)

    def form(self, thing: Idea, sent: Any = None) -> ClosingForm:
        return ClosingForm(sent, is_own=thing.author_id == self.request.user.pk)

    def act(self, thing: Idea, data: dict[str, Any]) -> str:
        thing.close(by=self.request.user, **data)
        return _("Idea closed.")

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.idea_to_look_after(request.user, pk)
        found.reopen()
        return redirect(found)
