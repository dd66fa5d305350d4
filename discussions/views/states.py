"""What a topic is beside its words: closed, pinned, read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.frame import frame
from core.http import PageRequest
from core.resources import ResourceView
from discussions import access
from discussions.forms import ClosureForm
from discussions.models import Closure, ReadMark, Topic


class ClosureView(ResourceView):
    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
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

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        topic = access.topic_to_reopen(request.user, pk)
        Closure.objects.reopen(topic)
        messages.success(request, _("Topic reopened."))
        return redirect(topic)

    def show(self, topic: Topic, form: ClosureForm, status: int = 200) -> HttpResponse:
        context = frame(self.request.user, topic.community) | {"topic": topic, "form": form}
        return render(self.request, "discussions/closure.html", context, status=status)


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
        read = min(int(number), topic.post_count) if number.isdecimal() else topic.post_count
        ReadMark.objects.advance(topic, by=request.user, number=read)
        return HttpResponse(status=204)
