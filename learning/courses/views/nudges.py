"""Words to those who stopped at a lesson."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from core.client import requester
from learning.courses import access
from learning.courses.forms import NudgeForm
from learning.courses.limits import NUDGES
from learning.courses.models import Lesson, Nudge
from learning.courses.stopping import stopped
from learning.courses.views.outline import InsidePage


class NudgeView(InsidePage):
    template, called = "learning/courses/nudge.html", "lesson"

    def find(self, pk: int) -> Lesson:
        return access.lesson_to_teach(self.request.user, pk, self.kwargs["number"])

    def form(self, thing: Lesson, sent: Any = None) -> forms.Form:
        begun = {"nonce": uuid.uuid4().hex, "to": self.request.GET.get("to", "")}
        return NudgeForm(sent, course=thing.course, initial=begun)

    def act(self, thing: Lesson, data: dict[str, Any]) -> str:
        NUDGES.spend(requester(self.request))
        Nudge.objects.send(thing, by=self.request.user, **data)
        if data["to"]:
            return _("Sent, if they have this lesson before them.")
        return _("Sent to those who stopped here.")

    def context(self, thing: Lesson, form: Any) -> dict[str, Any]:
        return super().context(thing, form) | {
            "count": len(stopped(thing)),
            "sent": thing.nudges.select_related("by", "to").order_by("-pk")[:10],
            "lately": thing.nudges.filter(to=None).lately().exists(),
        }

    def then(self, thing: Lesson) -> str:
        return f"{thing.course.address}figures/"
