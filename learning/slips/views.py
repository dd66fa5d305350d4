from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.client import requester
from core.errors import DomainError
from learning.attending.limits import CODES
from learning.slips.access import Slip, guest_to_hush, slip_to_use
from learning.slips.limits import SLIPS
from learning.slips.signing import slip_of
from learning.workshops.registered import leaving, where_to_be


# RFC 8058: mail programs POST here by themselves, with no cookie and no token but the address.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, slip: str) -> HttpResponse:
    """A guest is written to no more, also by an earlier mail; the seat is as it was. GET shows the
    page where that can be said."""
    guest = guest_to_hush(slip)
    if request.method == "POST":
        SLIPS.spend(requester(request))
        guest.hush()
    return page(request, slip_to_use(slip))  # no redirect: mail programs do not follow one


@method_decorator(never_cache, name="dispatch")
class SlipView(View):
    """A GET changes nothing: programs that look for bad links follow every one in a mail."""

    def get(self, request: HttpRequest, slip: str) -> HttpResponse:
        return page(request, slip_to_use(slip))

    def post(self, request: HttpRequest, slip: str) -> HttpResponse:
        SLIPS.spend(requester(request))
        found = slip_to_use(slip)
        answer = request.POST.get("answer", "cancel")
        if not found.may(answer):
            return page(request, found, status=409)
        try:
            self.act(found, answer)
        except DomainError as error:
            return page(request, slip_to_use(slip), trouble=str(error), status=error.status)
        return page(request, slip_to_use(slip), is_done=True)

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


def page(
    request: HttpRequest,
    found: Slip,
    *,
    is_done: bool = False,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    mine = found.registration
    context = {
        "found": found,
        "at": slip_of(mine) if found.is_same else "",
        "mine": mine,
        "workshop": mine.workshop,
        "words": leaving(mine),
        "where": where_to_be(mine) if found.is_guests else "",
        "is_done": is_done,
        "trouble": trouble,
    }
    answer = render(request, "learning/slips/slip.html", context, status=status)
    answer["Referrer-Policy"] = "no-referrer"  # the address is a key
    return answer
