from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from communities.form_page import FormPage
from communities.frame import frame
from core.http import PageRequest
from learning.afterwards import access
from learning.afterwards.forms import FeedbackForm
from learning.afterwards.models import Feedback
from learning.workshops.models import Workshop


class FeedbackView(FormPage):
    """Whoever had a seat says how it was, and can say it otherwise later."""

    template, called = "learning/afterwards/feedback.html", "workshop"

    def find(self, pk: int) -> Workshop:
        return access.workshop_to_say_how_it_was(self.request.user, pk)

    def form(self, thing: Workshop, sent: Any = None) -> FeedbackForm:
        said = Feedback.objects.of(self.request.user).filter(workshop=thing).first()
        begun = {name: getattr(said, name) for name in FeedbackForm.base_fields} if said else {}
        return FeedbackForm(sent, initial=begun)

    def act(self, thing: Workshop, data: dict[str, Any]) -> str:
        Feedback.objects.give(thing, by=self.request.user, **data)
        return _("Thank you. Those who gave it read what you wrote, without your name.")


@login_required
def all_feedback(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """What was said, for those who gave it."""
    found = access.workshop_whose_feedback_to_read(request.user, pk)
    said = Feedback.objects.filter(workshop=found)
    context = frame(request.user, found.community) | {
        "workshop": found,
        "counts": said.counts(),
        "said": said.in_words(),
    }
    return render(request, "learning/afterwards/all_feedback.html", context)
