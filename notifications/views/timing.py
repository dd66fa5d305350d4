from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.http import PageRequest
from core.resources import ResourceView
from notifications.forms import PauseForm, QuietForm
from notifications.models import Preference
from notifications.views.settings import settings_page


class QuietView(ResourceView):
    def post(self, request: PageRequest) -> HttpResponse:
        preference = Preference.objects.peek(request.user)
        form = QuietForm(request.POST, preference=preference)
        if not form.is_valid():
            return settings_page(request, quiet=form)
        Preference.objects.of(request.user).keep_quiet(**form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("notifications:settings")


class PauseView(ResourceView):
    def post(self, request: PageRequest) -> HttpResponse:
        form = PauseForm(request.POST)
        if not form.is_valid():
            return settings_page(request, pause=form)
        day = form.cleaned_data["day"]
        Preference.objects.of(request.user).pause(day)
        said = _("No email before %(day)s.") % {"day": date_format(day, "j F")}
        messages.success(request, said)
        return redirect("notifications:settings")

    def delete(self, request: PageRequest) -> HttpResponse:
        Preference.objects.of(request.user).pause(None)
        messages.success(request, _("You get emails again."))
        return redirect("notifications:settings")
