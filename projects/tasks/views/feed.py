"""What is due for somebody, as their calendar program subscribes to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.calendars.answering import answer
from core.calendars.deadlines import calendar
from core.http import PageRequest
from core.resources import ResourceView
from projects.tasks.feeding import address_of, deadlines_of
from projects.tasks.models import CalendarKey


@require_safe
def feed(request: PageRequest, secret: str) -> HttpResponse:
    """Whoever knows the address reads it: a calendar program cannot sign in."""
    user = get_object_or_404(CalendarKey.objects.with_secret(secret)).user
    with override(user.language):
        body = calendar(_("Your tasks"), deadlines_of(user))
    return answer(request, body)


@method_decorator(never_cache, "dispatch")
class CalendarView(ResourceView):
    """POST makes an address in the place of an earlier one, and shows it once; DELETE ends it."""

    def get(self, request: PageRequest) -> HttpResponse:
        return self.show(request)

    def post(self, request: PageRequest) -> HttpResponse:
        return self.show(request, address_of(CalendarKey.objects.issue(request.user)))

    def delete(self, request: PageRequest) -> HttpResponse:
        CalendarKey.objects.revoke(request.user)
        messages.success(request, _("The address is no more. Calendars that used it get nothing."))
        return redirect("projects:calendar_key")

    def show(self, request: PageRequest, made: str = "") -> HttpResponse:
        context = {"made": made, "key": CalendarKey.objects.of(request.user)}
        return render(request, "projects/tasks/calendar_key.html", context)
