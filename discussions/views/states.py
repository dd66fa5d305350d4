"""What a topic is beside its words: closed, pinned, read."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities.form_page import FormPage
from communities.frame import frame
from core.http import PageRequest
from core.resources import ResourceView
from discussions import access, reading, rules
from discussions.backlinks import show_links
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


class TopicPage(FormPage):
    called = "topic"


class ClosureView(TopicPage):
    template = "discussions/closure.html"

    def find(self, pk: int) -> Topic:
        return access.topic_to_close(self.request.user, pk)

    def form(self, topic: Topic, sent: Any = None) -> ClosureForm:
        return ClosureForm(sent, viewer=self.request.user, topic=topic)

    def act(self, topic: Topic, data: dict[str, Any]) -> str:
        Closure.objects.close(topic, by=self.request.user, **data)
        return _("Topic closed.")

    def context(self, topic: Topic, form: ClosureForm) -> dict[str, Any]:
        asked = self.request.POST if form.is_bound else self.request.GET
        words = asked.get("duplicate_of", "")
        originals = likely_originals(self.request.user, topic, words)
        return {"originals": originals, "chosen": asked.get("original", "")}

    def show(self, topic: Topic, form: Any, status: int = 200) -> HttpResponse:
        """For htmx only what may be the original of what is typed."""
        if self.request.htmx:
            return render(self.request, f"{self.template}#originals", self.context(topic, form))
        return super().show(topic, form, status)


def duplicates(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """What was closed because this topic has it already."""
    topic = access.topic_to_read(request.user, pk)
    page = page_of_duplicates(request.user, topic, after=request.GET.get("after"))
    context = frame(request.user, topic.community) | {"topic": topic, "page": page}
    if request.htmx.target == "duplicates-more":
        return render(request, "discussions/duplicates.html#rows", context)
    return render(request, "discussions/duplicates.html", context)


def links(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """Which pages lead to the topic, and where it leads: a page, and a part of the topic's own."""
    topic = access.topic_to_read(request.user, pk)
    return show_links(request, topic, "discussions")


class ReopeningView(TopicPage):
    template = "discussions/reopening.html"

    def find(self, pk: int) -> Topic:
        return access.topic_to_reopen(self.request.user, pk)

    def form(self, topic: Topic, sent: Any = None) -> ReopeningForm:
        return ReopeningForm(sent)

    def act(self, topic: Topic, data: dict[str, Any]) -> str:
        Closure.objects.reopen(topic, by=self.request.user, **data)
        return _("Topic reopened.")


class KindView(TopicPage):
    """Which kind of topic it is."""

    template = "discussions/kind.html"

    def find(self, pk: int) -> Topic:
        return access.topic_to_convert(self.request.user, pk)

    def form(self, topic: Topic, sent: Any = None) -> KindForm:
        return KindForm(sent, viewer=self.request.user, topic=topic)

    def act(self, topic: Topic, data: dict[str, Any]) -> str:
        topic.convert(data["kind"], by=self.request.user)
        return _("Now it is: %(kind)s.") % {"kind": topic.get_kind_display()}

    def context(self, topic: Topic, form: Any) -> dict[str, Any]:
        return {"kind_changes": KIND_CHANGES}


class SpaceView(TopicPage):
    """Which space of its community it is in."""

    template = "discussions/space.html"

    def find(self, pk: int) -> Topic:
        return access.topic_to_move(self.request.user, pk)

    def form(self, topic: Topic, sent: Any = None) -> MoveForm:
        return MoveForm(sent, viewer=self.request.user, topic=topic)

    def act(self, topic: Topic, data: dict[str, Any]) -> str:
        move(topic, data["space"], by=self.request.user)
        return _("Moved to %(space)s.") % {"space": data["space"].name}

    def context(self, topic: Topic, form: Any) -> dict[str, Any]:
        return {"may_moderate": rules.can_moderate(self.request.user, topic)}


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
