from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.frame import frame
from core.http import PageRequest
from core.resources import ResourceView
from learning.inquiries.forms import Inquiries, begun_with
from learning.inquiries.models import Inquiry
from learning.workshops.access import workshop_to_edit
from learning.workshops.models import Workshop


class InquiriesView(ResourceView):
    """All that hosts ask, on one page: saved together, as they are to be read."""

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = workshop_to_edit(request.user, pk)
        begun = begun_with(list(found.inquiries.in_order()))
        return self.show(found, Inquiries(initial=begun))

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = workshop_to_edit(request.user, pk)
        forms: Any = Inquiries(request.POST)
        if not forms.is_valid():
            return self.show(found, forms, status=422)
        Inquiry.objects.replace(found, forms.asked)
        messages.success(request, _("Saved. Who registers from now on is asked this."))
        return redirect(f"{found.address}inquiries/")

    def show(self, found: Workshop, forms: Any, status: int = 200) -> HttpResponse:
        context = frame(self.request.user, found.community) | {"workshop": found, "forms": forms}
        return render(self.request, "learning/inquiries/inquiries.html", context, status=status)
