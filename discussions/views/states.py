"""What a topic is beside its words: closed, pinned, read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities.frame import frame
from core.http import PageRequest
from core.resources import ResourceView
from discussions import access, reading, rules
from discussions.duplicates import likely_originals, page_of_duplicates
from discussions.forms import ClosureForm, KindForm, MoveForm, ReopeningForm
from discussions.models import Closure, Kind, ReadMark, Topic
from discussions.moving import move

KIND_CHANGES = {
    Kind.QUESTION: _lazy("Replies to it are answers, sorted by merit, and one can be accepted."),
    Kind.DISCUSSION: _lazy("Replies stand in the order in which they were written."),
    Kind.STORY: _lazy("Who applies what it tells can say how it went."),
    Kind.ANNOUNCEMENT: _lazy("It is marked as news. Nobody is told of it anew."),
}


class ClosureView(ResourceView):
    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        """The form; for htmx, what may be the original of what is typed in it."""
        topic = access.topic_to_close(request.user, pk)
        return self.show(topic, ClosureForm(viewer=request.user, topic=topic))

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        topic = access.topic_to_close(request.user, pk)
        form = ClosureForm(request.POST, viewer=request.user, topic=topic)
        if not form.is_valid():
            return self.show(topic, form, status=422)
        Closure.objects.close(topic, by=request.user, **form.cleaned_data)
        messages.success(request, _("Topic closed."))
        return redirect(topic)

    def show(self, topic: Topic, form: ClosureForm, status: int = 200) -> HttpResponse:
        viewer = self.request.user
        asked = self.request.POST if form.is_bound else self.request.GET
        originals = likely_originals(viewer, topic, asked.get("duplicate_of", ""))
        context = {"topic": topic, "originals": originals, "chosen": asked.get("original", "")}
        if self.request.htmx:
            return render(self.request, "discussions/closure.html#originals", context)
        context |= frame(viewer, topic.community) | {"form": form}
        return render(self.request, "discussions/closure.html", context, status=status)


def duplicates(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """What was closed because this topic has it already."""
    topic = access.topic_to_read(request.user, pk)
    page = page_of_duplicates(request.user, topic, after=request.GET.get("after"))
    context = frame(request.user, topic.community) | {"topic": topic, "page": page}
    if request.htmx.target == "duplicates-more":
        return render(request, "discussions/duplicates.html#rows", context)
    return render(request, "discussions/duplicates.html", context)


class ReopeningView(ResourceView):
    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(access.topic_to_reopen(request.user, pk), ReopeningForm())

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        topic = access.topic_to_reopen(request.user, pk)
        form = ReopeningForm(request.POST)
        if not form.is_valid():
            return self.show(topic, form, status=422)
        Closure.objects.reopen(topic, by=request.user, **form.cleaned_data)
        messages.success(request, _("Topic reopened."))
        return redirect(topic)

    def show(self, topic: Topic, form: ReopeningForm, status: int = 200) -> HttpResponse:
        context = frame(self.request.user, topic.community) | {"topic": topic, "form": form}
        return render(self.request, "discussions/reopening.html", context, status=status)


class KindView(ResourceView):
    """Which kind of topic it is."""

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        topic = access.topic_to_convert(request.user, pk)
        return self.show(topic, KindForm(viewer=request.user, topic=topic))

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        topic = access.topic_to_convert(request.user, pk)
        form = KindForm(request.POST, viewer=request.user, topic=topic)
        if not form.is_valid():
            return self.show(topic, form, status=422)
        topic.convert(form.cleaned_data["kind"], by=request.user)
        messages.success(request, _("Now it is: %(kind)s.") % {"kind": topic.get_kind_display()})
        return redirect(topic)

    def show(self, topic: Topic, form: KindForm, status: int = 200) -> HttpResponse:
        context = frame(self.request.user, topic.community)
        context |= {"topic": topic, "form": form, "kind_changes": KIND_CHANGES}
        return render(self.request, "discussions/kind.html", context, status=status)


class SpaceView(ResourceView):
    """Which space of its community it is in."""

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        topic = access.topic_to_move(request.user, pk)
        return self.show(topic, MoveForm(viewer=request.user, topic=topic))

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        topic = access.topic_to_move(request.user, pk)
        form = MoveForm(request.POST, viewer=request.user, topic=topic)
        if not form.is_valid():
            return self.show(topic, form, status=422)
        space = form.cleaned_data["space"]
        move(topic, space, by=request.user)
        messages.success(request, _("Moved to %(space)s.") % {"space": space.name})
        return redirect(topic)

    def show(self, topic: Topic, form: MoveForm, status: int = 200) -> HttpResponse:
        context = frame(self.request.user, topic.community) | {"topic": topic, "form": form}
        context["may_moderate"] = rules.can_moderate(self.request.user, topic)
        return render(self.request, "discussions/space.html", context, status=status)


class PinView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        topic = access.topic_to_moderate(request.user, pk)
        topic.pin()
        messages.success(request, _("Pinned to the top of the community."))
        return redirect(topic)

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        topic = access.topic_to_moderate(request.user, pk)
        topic.unpin()
        messages.success(request, _("No longer pinned."))
        return redirect(topic)


class ReadMarkView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        """Called by the page once it is shown: reading is not a GET's business."""
        topic = access.topic_to_read(request.user, pk)
        number = request.POST.get("number", "")
        if shown := request.POST.get("shown"):
            ReadMark.objects.advance_through(topic, by=request.user, shown=reading.numbers(shown))
        else:
            read = int(number) if number.isdecimal() else topic.post_count
            ReadMark.objects.advance(topic, by=request.user, number=min(read, topic.post_count))
        return HttpResponse(status=204) if request.htmx else redirect(topic)
