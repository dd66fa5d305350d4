from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from communities.frame import frame
from core.client import requester
from core.errors import DomainError
from core.http import PageRequest
from learning.guests import access
from learning.guests.forms import GuestForm
from learning.guests.limits import ASKING, CONFIRMING, LETTERS
from learning.guests.models import Guest
from learning.slips.signing import slip_of


class GuestsView(View):
    """Who has no account says that they would come, and is written to."""

    request: PageRequest

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(pk)

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.workshop_to_visit(request.user, pk)
        form = GuestForm(request.POST, workshop=found)
        if not form.is_valid():
            return self.show(pk, form, status=422)
        ASKING.spend(requester(request))
        LETTERS.spend(form.cleaned_data["email"].lower())
        try:
            Guest.objects.ask(found, **form.said())
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(pk, form, status=error.status)
        # The same, whether somebody with that address is known here or not.
        context = frame(request.user, found.community) | {"workshop": found}
        context["email"] = form.cleaned_data["email"]
        return render(request, "learning/guests/written.html", context)

    def show(self, pk: int, form: GuestForm | None = None, status: int = 200) -> HttpResponse:
        found = access.workshop_to_visit(self.request.user, pk)
        context = frame(self.request.user, found.community) | {"workshop": found}
        context["form"] = form or GuestForm(workshop=found)
        return render(self.request, "learning/guests/come.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
class ConfirmationView(View):
    """A GET changes nothing: programs that look for bad links follow every one in a mail."""

    def get(self, request: HttpRequest, confirmation: str) -> HttpResponse:
        return self.show(access.guest_to_confirm(confirmation))

    def post(self, request: HttpRequest, confirmation: str) -> HttpResponse:
        CONFIRMING.spend(requester(request))
        guest = access.guest_to_confirm(confirmation)
        try:
            registered = guest.confirm()
        except DomainError as error:
            return self.show(guest, trouble=str(error), status=error.status)
        return redirect(slip_of(registered))

    def show(self, guest: Guest, *, trouble: str = "", status: int = 200) -> HttpResponse:
        context = {"guest": guest, "workshop": guest.workshop, "trouble": trouble}
        answer = render(self.request, "learning/guests/confirm.html", context, status=status)
        answer["Referrer-Policy"] = "no-referrer"  # the address is a key
        return answer
