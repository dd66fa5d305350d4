"""What a course consists of, for those who write it: modules and lessons, in their order."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.form_page import EditPage
from core.errors import DomainError
from core.http import PageRequest
from core.resources import ResourceView
from learning.courses import access, rules
from learning.courses.forms import (
    LessonPlaceForm,
    ModuleEditForm,
    ModuleForm,
    ModulePlaceForm,
)
from learning.courses.models import Course, Lesson, Module
from learning.courses.models.gated import GATES
from learning.courses.outline import working_outline
from learning.courses.showing import course_frame, preview_context


@login_required
def preview(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """The page of a course as its readers will see it."""
    found = access.course_to_teach(request.user, pk)
    context = preview_context(request.user, found)
    return render(request, "learning/courses/course.html", context)


OUTLINE = "learning/courses/outline.html"


class OutlineView(ResourceView):
    """POST adds a module."""

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.course_to_teach(request.user, pk)
        return self.show(found, ModuleForm(course=found))

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.course_to_teach(request.user, pk)
        form = ModuleForm(request.POST, course=found)
        if not form.is_valid():
            return self.show(found, form, status=422)
        module = Module.objects.add(found, **form.cleaned_data)
        messages.success(request, _("Module added."))
        return redirect(f"{found.address}outline/#module-{module.pk}")

    def show(self, course: Course, form: ModuleForm, status: int = 200) -> HttpResponse:
        context = outline_context(self.request, course) | {
            "form": form,
            "uncaptioned": course.lessons.present().for_outline().uncaptioned(),
            "may_publish": rules.can_publish(self.request.user, course),
        }
        return render(self.request, OUTLINE, context, status=status)


def outline_context(request: PageRequest, course: Course) -> dict[str, Any]:
    shown = {"outline": working_outline(course), "undo": None}
    return course_frame(request.user, course) | shown


class InsidePage(EditPage):
    """A form about something inside a course, named by its number."""

    def get(
        self, request: PageRequest, slug: str, pk: int, number: int = 0, **_more: int
    ) -> HttpResponse:
        return super().get(request, slug, pk)

    def post(
        self, request: PageRequest, slug: str, pk: int, number: int = 0, **_more: int
    ) -> HttpResponse:
        return super().post(request, slug, pk)

    def again(self, thing: Any) -> Any:
        return self.find(thing.course.pk)

    def context(self, thing: Any, form: Any) -> dict[str, Any]:
        return super().context(thing, form) | {"course": thing.course}


class ModuleView(InsidePage):
    template, called = "learning/courses/module.html", "module"

    def find(self, pk: int) -> Module:
        return access.module_to_teach(self.request.user, pk, self.kwargs["number"])

    def form(self, thing: Module, sent: Any = None) -> forms.Form:
        begun = {name: getattr(thing, name) for name in ("title", "version", *GATES)}
        return ModuleEditForm(sent, course=thing.course, initial=begun)

    def act(self, thing: Module, data: dict[str, Any]) -> str:
        thing.edit(**data)
        return _("Changes saved.")


class ModuleRemovalView(InsidePage):
    template, called = "learning/courses/remove_module.html", "module"

    def find(self, pk: int) -> Module:
        return access.module_to_teach(self.request.user, pk, self.kwargs["number"])

    def form(self, thing: Module, sent: Any = None) -> forms.Form:
        return forms.Form(sent)

    def act(self, thing: Module, data: dict[str, Any]) -> str:
        thing.remove()
        return _("Module taken out of the course.")


class ModuleStepView(ResourceView):
    """POST puts it one place further down, or with ``up`` one place further up."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        module = access.module_to_teach(request.user, pk, number)
        module.step(-1 if "up" in request.POST else 1)
        return redirect(f"{module.course.address}outline/#module-{number}")


class PlaceView(ResourceView):
    """POST puts it before another one, or as the last; what it was put back by comes along."""

    form: type[forms.Form] = ModulePlaceForm

    def find(self, pk: int, number: int) -> Any:
        return access.module_to_teach(self.request.user, pk, number)

    def move(self, thing: Any, said: dict[str, Any]) -> None:
        thing.place(**said)

    def spot(self, thing: Any) -> dict[str, int | None]:
        """Where it stands, as it would be sent."""
        numbers = [part.number for part in working_outline(thing.course).parts]
        return {"before": following(numbers, thing.pk)}

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        thing = self.find(pk, number)
        form = self.form(request.POST)
        undo = None
        if form.is_valid():
            was = self.spot(thing)
            try:
                self.move(thing, form.cleaned_data)
            except DomainError as error:
                messages.error(request, str(error))
            else:
                messages.success(request, _("“%(title)s” moved.") % {"title": thing.title})
                undo = {"address": f"{thing.address}place/", "title": thing.title, "spot": was}
        if not request.htmx:
            return redirect(f"{thing.course.address}outline/")
        context = outline_context(request, thing.course) | {"undo": undo}
        return render(request, f"{OUTLINE}#outline", context)


class LessonPlaceView(PlaceView):
    form = LessonPlaceForm

    def find(self, pk: int, number: int) -> Lesson:
        return access.lesson_to_teach(self.request.user, pk, number)

    def move(self, thing: Lesson, said: dict[str, Any]) -> None:
        module = access.module_to_teach(self.request.user, thing.course_id, said.pop("module"))
        thing.place(module, **said)

    def spot(self, thing: Lesson) -> dict[str, int | None]:
        beside = thing.module.lessons.present().in_order().values_list("pk", flat=True)
        return {"module": thing.module_id, "before": following(list(beside), thing.pk)}


def following(numbers: list[int], number: int) -> int | None:
    after = numbers[numbers.index(number) + 1 :] if number in numbers else []
    return after[0] if after else None
