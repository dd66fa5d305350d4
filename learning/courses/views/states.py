"""What becomes of a course: it is published, anew as well, and retired."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from communities.form_page import FormPage
from core.http import PageRequest
from core.resources import ResourceView
from learning.courses import access
from learning.courses.forms import TermsForm
from learning.courses.models import Course

TERMS = ("is_open", "schedule", "zone", "version")


class PublicationView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.course_to_publish(request.user, pk)
        found.release(by=request.user)
        if found.edition == 1:
            messages.success(request, _("Course published. Everybody who can read it can begin."))
        else:
            messages.success(request, _("Changes published, as a new edition."))
        return redirect(found)


class TermsView(FormPage):
    """How one takes it."""

    template, called = "learning/courses/terms.html", "course"

    def find(self, pk: int) -> Course:
        return access.course_to_teach(self.request.user, pk)

    def form(self, thing: Course, sent: Any = None) -> TermsForm:
        begun = {name: getattr(thing, name) for name in TERMS}
        begun["requires"] = list(thing.requires.values_list("pk", flat=True))
        return TermsForm(sent, viewer=self.request.user, course=thing, initial=begun)

    def act(self, thing: Course, data: dict[str, Any]) -> str:
        thing.set_terms(**data)
        return _("Saved. It holds for lessons once you publish your changes.")

    def then(self, thing: Course) -> str:
        return f"{thing.address}outline/"


class RetirementView(FormPage):
    template, called = "learning/courses/retire.html", "course"

    def find(self, pk: int) -> Course:
        return access.course_to_retire(self.request.user, pk)

    def form(self, thing: Course, sent: Any = None) -> forms.Form:
        return forms.Form(sent)

    def act(self, thing: Course, data: dict[str, Any]) -> str:
        thing.retire(by=self.request.user)
        return _("Course retired.")
