from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.http import PageRequest
from core.paging import paginate
from core.resources import ResourceView
from notifications import access, coming, reminders
from notifications.models import Reminder

PAGE = 20


@login_required
def listing(request: PageRequest) -> HttpResponse:
    """What is to come, the next first, and how long ahead one is told."""
    after = request.GET.get("after")
    page = paginate(Reminder.objects.of(request.user), ("due_at", "pk"), after=after, size=PAGE)
    context = {
        "coming": coming.shown(page.items, request.user),
        "next": page.next,
        "is_first": not after,
        "leads": coming.leads_of(request.user),
    }
    template = "notifications/reminders.html"
    return render(request, f"{template}#rows" if request.htmx else template, context)


class ReminderView(ResourceView):
    def delete(self, request: PageRequest, pk: int) -> HttpResponse:
        access.reminder_to_dismiss(request.user, pk).dismiss()
        messages.success(request, _("You will not be reminded of this."))
        return redirect("notifications:reminders")


class LeadTimesView(ResourceView):
    """How long ahead of one kind of thing: as chosen, or as is usual."""

    def post(self, request: PageRequest, about: str) -> HttpResponse:
        kind = access.kind_with_leads(about)
        chosen = {str(minutes): minutes for minutes in kind.choices}
        minutes = [chosen[text] for text in request.POST.getlist("minutes") if text in chosen]
        reminders.choose_leads(about, minutes, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("notifications:reminders")

    def delete(self, request: PageRequest, about: str) -> HttpResponse:
        access.kind_with_leads(about)
        reminders.choose_leads(about, None, by=request.user)
        return redirect("notifications:reminders")
