"""To come to all of a series, and to none of it any more."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.http import PageRequest
from core.resources import ResourceView
from learning.series import access
from learning.series.models import SeriesPlace
from learning.series.showing import series_context
from learning.workshops.forms import RegistrationForm


class RegistrationView(ResourceView):
    """POST registers for all that is to come and is added; DELETE takes all of it back."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.series_to_register_for(request.user, pk)
        pattern: Any = found.pattern  # what is published has one
        form = RegistrationForm(request.POST, workshop=pattern)
        status = 422
        if form.is_valid():
            try:
                SeriesPlace.objects.take(found, by=request.user, **form.said())
            except DomainError as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                messages.success(request, _("You come to all. Below is what you have of each."))
                return redirect(found)
        context = series_context(request.user, found, form)
        return render(request, "learning/series/series.html", context, status=status)

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        place = access.own_place(request.user, pk)
        place.give_back()
        messages.success(request, _("You come to none of them. Your places go to the next."))
        return redirect(place.series)
