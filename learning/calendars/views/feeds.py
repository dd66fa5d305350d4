from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.calendars.answering import answer
from core.http import PageRequest
from core.resources import ResourceView
from learning.calendars.access import feed_to_end, to_subscribe_to
from learning.calendars.feeding import address_of, body_of
from learning.calendars.models import CalendarFeed
from learning.calendars.showing import Feed, feeds_context


@require_safe
def feed(request: PageRequest, secret: str) -> HttpResponse:
    """Whoever knows the address reads it: a calendar program cannot sign in."""
    return answer(request, body_of(secret))


@method_decorator(never_cache, "dispatch")
class FeedsView(ResourceView):
    """POST makes an address in the place of an earlier one, and shows it once; DELETE ends it.

    ``community`` or ``series`` is whose workshops it has; without one it has the member's own.
    """

    def get(self, request: PageRequest) -> HttpResponse:
        return self.show(request)

    def post(self, request: PageRequest) -> HttpResponse:
        whose = to_subscribe_to(request.user, *_said(request))
        secret = CalendarFeed.objects.issue(request.user, **whose)
        made = Feed(whose["community"], None, whose["series"])
        return self.show(request, of=made.name, made=address_of(secret))

    def delete(self, request: PageRequest) -> HttpResponse:
        feed_to_end(request.user, *_said(request)).delete()
        messages.success(request, _("The address is no more. Calendars that used it get nothing."))
        return redirect("learning:calendar_feeds")

    def show(self, request: PageRequest, *, of: str = "", made: str = "") -> HttpResponse:
        context = feeds_context(request.user) | {"made": made, "made_of": of}
        return render(request, "learning/calendars/feeds.html", context)


def _said(request: PageRequest) -> tuple[str, str]:
    return request.POST.get("community", ""), request.POST.get("series", "")
