"""Courses: listed, proposed, read and said otherwise."""

import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.access import community_to_read
from communities.form_page import EditPage
from communities.frame import frame
from core.http import PageRequest
from discussions.backlinks import show_links
from discussions.models import Draft
from discussions.views.writing import DraftView
from learning.courses import access, rules
from learning.courses.begun import begun_at, course_key, drafting, new_course_key
from learning.courses.finding import found_in
from learning.courses.forms import CourseEditForm, CourseForm
from learning.courses.listing import Listing
from learning.courses.models import Course, Run
from learning.courses.reading import reading_of, texts_of
from learning.courses.showing import course_context, course_frame

PAGE, MOST = 20, 5
LONGEST = 200  # words that are searched for


def courses(request: PageRequest, slug: str) -> HttpResponse:
    community = community_to_read(request.user, slug)
    listing = Listing.read(request.GET)
    page = listing.page(request.user, community, after=request.GET.get("after"), size=PAGE)
    context = frame(request.user, community)
    states = [("", _("To learn"))]
    if context["standing"].is_member:
        states += [("teaching", _("You teach")), ("proposed", _("Proposed"))]
    mine = Run.objects.unfinished().of(request.user).readable_by(request.user)
    context |= {
        "mine": mine.filter(course__community=community).for_list()[:MOST]
        if listing.is_plain and context["standing"].is_member
        else [],
        "listing": listing,
        "page": page,
        "states": [*states, ("retired", _("Retired"))],
        "may_propose": rules.can_propose(request.user, community),
    }
    name = "learning/courses/list.html"
    more = request.htmx.target == "courses-more"
    return render(request, f"{name}#rows" if more else name, context)


def course(request: PageRequest, slug: str, pk: int, title: str = "") -> HttpResponse:
    found = access.course_to_read(request.user, pk)
    if (slug, title) != (found.community.slug, found.slug):
        return redirect(found)
    context = course_context(request.user, found, reading_of(request.user, found))
    return render(request, "learning/courses/course.html", context)


def search(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """Among its lessons, those that are open to the viewer."""
    found = access.course_to_read(request.user, pk)
    words = request.GET.get("q", "")[:LONGEST]
    lessons = found_in(reading_of(request.user, found), words)
    context = course_frame(request.user, found) | {"words": words, "lessons": lessons}
    return render(request, "learning/courses/search.html", context)


def printable(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """All lessons that are open to the viewer one after the other, for paper."""
    found = access.course_to_read(request.user, pk)
    reading = reading_of(request.user, found)
    context = course_frame(request.user, found) | {
        "reading": reading,
        "texts": texts_of(reading),
    }
    return render(request, "learning/courses/print.html", context)


def links(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """Which pages lead to the course, and where it leads."""
    return show_links(request, access.course_to_read(request.user, pk), "learning")


@login_required
def new_course(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_propose_in(request.user, slug)
    key = new_course_key(community)
    begun = begun_at(key, request.user)
    initial = {"nonce": uuid.uuid4().hex, "teachers": f"@{request.user.handle}"} | begun
    form = CourseForm(
        request.POST or None, viewer=request.user, community=community, initial=initial
    )
    if form.is_valid():
        said = form.cleaned_data
        made = Course.objects.propose(said.pop("space"), by=request.user, **said)
        Draft.objects.discard(key, by=request.user)
        messages.success(request, _("Course begun. Now write its first lesson."))
        return redirect(f"{made.address}outline/")
    context = frame(request.user, community) | {"form": form}
    context |= drafting(key, begun, is_sent=form.is_bound)
    status = 422 if form.is_bound else 200
    return render(request, "learning/courses/new.html", context, status=status)


class EditView(EditPage):
    template, called = "learning/courses/edit.html", "course"

    def find(self, pk: int) -> Course:
        return access.course_to_teach(self.request.user, pk)

    def form(self, thing: Course, sent: Any = None) -> CourseEditForm:
        saved = {name: getattr(thing, name) for name in ("title", "text", "version")}
        saved["teachers"] = ", ".join(f"@{teacher.handle}" for teacher in thing.teachers)
        saved["tags"] = thing.tag_names
        self.begun = begun_at(course_key(thing), self.request.user)
        return CourseEditForm(sent, space=thing.space, initial=saved | self.begun)

    def act(self, thing: Course, data: dict[str, Any]) -> str:
        thing.edit(by=self.request.user, **data)
        Draft.objects.discard(course_key(thing), by=self.request.user)
        return _("Changes saved.")

    def context(self, thing: Course, form: Any) -> dict[str, Any]:
        kept = drafting(course_key(thing), self.begun, is_sent=form.is_bound)
        return super().context(thing, form) | kept


class BegunView(DraftView):
    """What somebody typed into the form of a course or a lesson and has not saved."""

    kept: ClassVar[tuple[str, ...]] = (
        "title",
        "text",
        "teachers",
        "tags",
        "space",
        "minutes",
        "video",
        "transcript",
        "opens_after",
        "opens_on",
        "version",
    )
