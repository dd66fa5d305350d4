"""Pages that take topics apart and put them together."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.form_page import FormPage
from communities.frame import frame
from core.errors import DomainError
from core.http import PageRequest
from core.resources import ResourceView
from discussions import access
from discussions.arranging.forms import MergeForm, SplitForm
from discussions.arranging.merging import merge
from discussions.arranging.splitting import split
from discussions.duplicates import likely_originals
from discussions.models import Post, Topic


class SplitView(ResourceView):
    """A reply becomes a question of its own."""

    def get(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        post = access.post_to_split(request.user, pk, number)
        tags = list(post.topic.tags.values_list("name", flat=True))
        initial = {"space": post.topic.space.slug, "tags": tags}
        return self.show(post, SplitForm(viewer=request.user, post=post, initial=initial))

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        post = access.post_to_split(request.user, pk, number)
        form = SplitForm(request.POST, viewer=request.user, post=post)
        if not form.is_valid():
            return self.show(post, form, status=422)
        try:
            begun = split(post, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(post, form, status=error.status)
        messages.success(request, _("It is a question of its own now."))
        return redirect(begun)

    def show(self, post: Post, form: SplitForm, status: int = 200) -> HttpResponse:
        below = Post.objects.visible_to(self.request.user).filter(topic=post.topic).below(post)
        context: dict[str, Any] = frame(self.request.user, post.topic.community) | {
            "topic": post.topic,
            "post": post,
            "below_count": below.count(),
            "form": form,
        }
        return render(self.request, "discussions/split.html", context, status=status)


class MergerView(FormPage):
    called = "topic"
    template = "discussions/merger.html"

    def find(self, pk: int) -> Topic:
        return access.topic_to_moderate(self.request.user, pk)

    def form(self, topic: Topic, sent: Any = None) -> MergeForm:
        return MergeForm(sent, viewer=self.request.user, topic=topic)

    def act(self, topic: Topic, data: dict[str, Any]) -> str:
        self.into: Topic = data["into"]
        title = topic.title
        merge(topic, self.into, by=self.request.user)
        return _("“%(title)s” is in this topic now.") % {"title": title}

    def then(self, topic: Topic) -> Topic:
        return self.into

    def context(self, topic: Topic, form: MergeForm) -> dict[str, Any]:
        asked = self.request.POST if form.is_bound else self.request.GET
        found = likely_originals(self.request.user, topic, asked.get("into", ""))
        return {"found": found, "chosen": asked.get("target", "")}

    def show(self, thing: Topic, form: Any, status: int = 200) -> HttpResponse:
        """For htmx only what may be meant by what is typed."""
        if self.request.htmx:
            return render(self.request, f"{self.template}#found", self.context(thing, form))
        return super().show(thing, form, status)
