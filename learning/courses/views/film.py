"""The video of a lesson: sent and captioned by those who teach, watched by those who learn."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.errors import DomainError
from core.http import PageRequest, is_script
from core.resources import ResourceView
from learning.courses import access, captions
from learning.courses.captions import Track
from learning.courses.film import film_of
from learning.courses.forms import CaptionsForm, StopForm
from learning.courses.models import Lesson
from learning.courses.showing import course_frame
from learning.courses.taking import take_film


class FilmView(ResourceView):
    """POST sends a video, in place of another; DELETE takes it away."""

    def get(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        return show(request, access.lesson_to_teach(request.user, pk, number))

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        lesson = access.lesson_to_teach(request.user, pk, number)
        try:
            take_film(lesson, request.FILES.get("file"), by=request.user)
        except DomainError as error:
            return self.refuse(lesson, error)
        messages.success(request, _("Video saved. Readers see it once you publish your changes."))
        if is_script(request):
            return JsonResponse({"location": f"{lesson.address}video/"}, status=201)
        return redirect(f"{lesson.address}video/")

    def delete(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        lesson = access.lesson_to_teach(request.user, pk, number)
        lesson.show_film(None)
        messages.success(request, _("Video taken out. Whoever has begun the course keeps it."))
        return redirect(f"{lesson.address}video/")

    def refuse(self, lesson: Lesson, error: DomainError) -> HttpResponse:
        why = str(error.message)
        if is_script(self.request):  # whose page has all that was chosen still
            answer: HttpResponse = JsonResponse({"detail": why}, status=error.status)
        else:
            answer = show(self.request, lesson, error=why, status=error.status)
        for name, value in error.headers.items():
            answer[name] = value
        return answer


class CaptionsView(ResourceView):
    """POST adds captions, in place of those in the same language."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        lesson = access.lesson_to_teach(request.user, pk, number)
        form = CaptionsForm(request.POST, request.FILES)
        if not form.is_valid():
            return show(request, lesson, form, status=422)
        try:
            lesson.caption(form.track, is_default=form.cleaned_data["is_default"])
        except DomainError as error:
            form.add_error(None, str(error))
            return show(request, lesson, form, status=error.status)
        messages.success(request, _("Captions saved."))
        return redirect(f"{lesson.address}video/#captions")


class TrackRemovalView(ResourceView):
    def post(
        self, request: PageRequest, slug: str, pk: int, number: int, language: str
    ) -> HttpResponse:
        lesson = access.lesson_to_teach(request.user, pk, number)
        lesson.uncaption(language)
        messages.success(request, _("Captions taken out."))
        return redirect(f"{lesson.address}video/#captions")


class StopView(ResourceView):
    """POST notes where the viewer is in the video; a script sends it now and then."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        reading, _lesson = access.lesson_to_mark(request.user, pk, number)
        form = StopForm(request.POST)
        if not form.is_valid():
            return HttpResponse(status=422)
        access.run_in(reading).stop_at(number, form.cleaned_data["second"])
        return HttpResponse(status=204)


@require_safe
def track(request: HttpRequest, slug: str, pk: int, number: int, language: str) -> HttpResponse:
    """Captions, for whoever may read the lesson."""
    as_written = "as-written" in request.GET
    found = access.captions_of_lesson(request.user, pk, number, language, as_written=as_written)
    return as_webvtt(found)


def as_webvtt(found: Track) -> HttpResponse:
    headers = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(captions.write(found.cues), content_type="text/vtt", headers=headers)


def show(
    request: PageRequest,
    lesson: Lesson,
    form: CaptionsForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = course_frame(request.user, lesson.course) | {
        "lesson": lesson,
        "film": film_of(lesson.course, lesson, as_written=True),
        "form": form or CaptionsForm(initial={"language": _most_used(request)}),
        "error": error,
        "most_mb": settings.VIDEO_MAX_MB,
    }
    return render(request, "learning/courses/film.html", context, status=status)


def _most_used(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "en"))
