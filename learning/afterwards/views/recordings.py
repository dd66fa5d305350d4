from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from communities.form_page import FormPage
from core.http import PageRequest
from learning.afterwards import access
from learning.afterwards.forms import RecordingForm
from learning.afterwards.models import Recording
from learning.workshops.models import Workshop


class RecordingView(FormPage):
    """POST says where the recording is; DELETE takes it away."""

    template, called = "learning/afterwards/recording.html", "workshop"

    def find(self, pk: int) -> Workshop:
        return access.workshop_to_share(self.request.user, pk)

    def form(self, thing: Workshop, sent: Any = None) -> RecordingForm:
        found = Recording.objects.filter(workshop=thing).first()
        self.recording = found
        begun = {"link": found.link, "chapters": found.chapters} if found else {}
        return RecordingForm(sent, initial=begun)

    def context(self, thing: Workshop, form: Any) -> dict[str, Any]:
        return {"recording": self.recording}

    def act(self, thing: Workshop, data: dict[str, Any]) -> str:
        Recording.objects.share(thing, by=self.request.user, **data)
        return _("The recording is on the page.")

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        recording = access.recording_to_withdraw(request.user, pk)
        recording.withdraw()
        messages.success(request, _("The recording is on the page no more."))
        return redirect(recording.workshop)
