"""Badges and members: proposed, answered, shown, taken back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.form_page import FormPage
from communities.frame import frame
from core.errors import DomainError
from core.http import PageRequest
from core.resources import ResourceView
from learning.badges import access
from learning.badges.forms import ProposalForm, RevocationForm
from learning.badges.listing import awards_of
from learning.badges.models import Award, Badge
from learning.badges.rules import can_award

PAGE = 30


@login_required
def mine(request: PageRequest) -> HttpResponse:
    """One's own: those that wait for an answer, and those that one has."""
    own = list(Award.objects.of(request.user).for_display().order_by("-proposed_at", "-pk"))
    context = {
        "waiting": [award for award in own if award.is_proposed],
        "had": [award for award in own if award.is_given],
    }
    return render(request, "learning/badges/mine.html", context)


@login_required
def awards(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """Whom it was proposed to, and what came of it: for those who propose it."""
    badge = access.badge_to_manage(request.user, pk)
    page = awards_of(badge, after=request.GET.get("after"), size=PAGE)
    context = frame(request.user, badge.community) | {
        "badge": badge,
        "page": page,
        "may_award": can_award(request.user, badge),
    }
    name = "learning/badges/awards.html"
    more = request.htmx.target == "awards-more"
    return render(request, f"{name}#rows" if more else name, context)


class ProposalView(FormPage):
    template, called = "learning/badges/propose.html", "badge"

    def find(self, pk: int) -> Badge:
        return access.badge_to_award(self.request.user, pk)

    def form(self, thing: Badge, sent: Any = None) -> ProposalForm:
        begun = {"member": self.request.GET.get("member", "")[:31]}
        return ProposalForm(sent, community=thing.community, initial=begun)

    def act(self, thing: Badge, data: dict[str, Any]) -> str:
        who, said = data["member"], {name: data[name] for name in ("words", "evidence")}
        Award.objects.propose(thing, to=who, by=self.request.user, **said)
        return _("Proposed. %(name)s is asked whether they want it.") % {"name": who.name}

    def then(self, thing: Badge) -> str:
        return f"{thing.address}awards/"


class AcceptanceView(ResourceView):
    def post(self, request: PageRequest, key: str) -> HttpResponse:
        award = access.award_to_answer(request.user, key)
        award.accept()
        messages.success(request, _("The badge is yours."))
        return redirect(award)


class RefusalView(ResourceView):
    def post(self, request: PageRequest, key: str) -> HttpResponse:
        access.award_to_answer(request.user, key).decline()
        messages.success(request, _("You do not take it. Nobody is shown that it was proposed."))
        return redirect("learning:own_badges")


class ProposedView(ResourceView):
    """DELETE takes back what was proposed and not answered."""

    def delete(self, request: PageRequest, key: str) -> HttpResponse:
        award = access.award_to_withdraw(request.user, key)
        award.withdraw()
        messages.success(request, _("Not proposed any longer."))
        return redirect(f"{award.badge.address}awards/")


class ShowingView(ResourceView):
    """POST shows it here, DELETE hides it."""

    def post(self, request: PageRequest, key: str) -> HttpResponse:
        return self._show(key, is_shown=True, said=_("It is shown."))

    def delete(self, request: PageRequest, key: str) -> HttpResponse:
        return self._show(key, is_shown=False, said=_("It is hidden."))

    def _show(self, key: str, *, is_shown: bool, said: str) -> HttpResponse:
        award = access.award_to_show(self.request.user, key)
        award.show(is_shown=is_shown)
        messages.success(self.request, said)
        return redirect(award)


class RevocationView(ResourceView):
    def get(self, request: PageRequest, key: str) -> HttpResponse:
        return self._page(access.award_to_revoke(request.user, key), RevocationForm())

    def post(self, request: PageRequest, key: str) -> HttpResponse:
        award = access.award_to_revoke(request.user, key)
        form = RevocationForm(request.POST)
        if not form.is_valid():
            return self._page(award, form, 422)
        try:
            award.revoke(by=request.user, reason=form.cleaned_data["reason"])
        except DomainError as error:
            form.add_error(None, str(error))
            return self._page(award, form, error.status)
        messages.success(request, _("Taken back."))
        return redirect(award)

    def _page(self, award: Award, form: RevocationForm, status: int = 200) -> HttpResponse:
        context = frame(self.request.user, award.community) | {"award": award, "form": form}
        return render(self.request, "learning/badges/revoke.html", context, status=status)
