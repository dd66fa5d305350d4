from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from core.client import requester
from core.errors import DomainError
from learning.attending.limits import CODES
from learning.slips.access import Slip, slip_to_use
from learning.slips.limits import SLIPS
from learning.workshops.registered import leaving, where_to_be


@method_decorator(never_cache, name="dispatch")
class SlipView(View):
    """A GET changes nothing: programs that look for bad links follow every one in a mail."""

    def get(self, request: HttpRequest, slip: str) -> HttpResponse:
        return self.show(slip_to_use(slip))

    def post(self, request: HttpRequest, slip: str) -> HttpResponse:
        SLIPS.spend(requester(request))
        found = slip_to_use(slip)
        answer = request.POST.get("answer", "cancel")
        if not found.may(answer):
            return self.show(found, status=409)
        try:
            self.act(found, answer)
        except DomainError as error:
            return self.show(slip_to_use(slip), trouble=str(error), status=error.status)
        return self.show(slip_to_use(slip), is_done=True)

    def act(self, found: Slip, answer: str) -> None:
        if answer == "accept":
            found.registration.accept()
        elif answer == "code":
            CODES.spend(requester(self.request))
            found.registration.check_in(self.request.POST.get("code", ""))
        elif answer == "hush" and found.registration.guest:
            found.registration.guest.hush()
        else:
            found.registration.cancel()

    def show(
        self, found: Slip, *, is_done: bool = False, trouble: str = "", status: int = 200
    ) -> HttpResponse:
        mine = found.registration
        context = {
            "found": found,
            "mine": mine,
            "workshop": mine.workshop,
            "words": leaving(mine),
            "where": where_to_be(mine) if found.is_guests else "",
            "is_done": is_done,
            "trouble": trouble,
        }
        answer = render(self.request, "learning/slips/slip.html", context, status=status)
        answer["Referrer-Policy"] = "no-referrer"  # the address is a key
        return answer
