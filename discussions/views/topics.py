import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities.frame import frame
from communities.models import Community
from core.http import PageRequest
from core.markdown import MAX_LENGTH
from discussions import access, rules
from discussions.arranging.forwarding import topic_instead_of
from discussions.begun import new_topic_key
from discussions.following import control_of
from discussions.forms import ReplyForm, TopicForm
from discussions.marks import marks_of
from discussions.models import Draft, Kind, Template, Topic
from discussions.offers import offers_for
from discussions.reading import Reading
from discussions.similar import similar_for
from discussions.structured_data import structured_data
from discussions.thread import order_of, read_thread

KIND_HINTS = {
    Kind.QUESTION: _lazy("You need to know something. An answer can be accepted."),
    Kind.DISCUSSION: _lazy("You want to think something over with others."),
    Kind.STORY: _lazy("What you intended, what happened, why, and what you would keep or change."),
    Kind.ANNOUNCEMENT: _lazy("The community should know something."),
}


def topic(request: PageRequest, slug: str, pk: int, title: str = "") -> HttpResponse:
    try:
        found = access.topic_to_read(request.user, pk)
    except Http404:
        if instead := topic_instead_of(request.user, pk):
            return redirect(instead)
        raise
    if (slug, title) != (found.community.slug, found.slug):
        return redirect(found)
    context = topic_context(request, found)
    if request.htmx.target == "answers-more":
        return render(request, "discussions/topic.html#branches", context)
    return render(request, "discussions/topic.html", context)


def topic_context(
    request: PageRequest, found: Topic, reply_form: ReplyForm | None = None
) -> dict[str, Any]:
    """All that a topic's page shows; a form that came back with errors takes its place."""
    sort = request.GET.get("sort", "")
    thread = read_thread(found, sort=sort, after=request.GET.get("after"))
    return post_context(request, found) | {
        "thread": thread,
        "sort": order_of(found, sort),
        "marks": marks_of(request.user, thread.posts),
        "reading": Reading.of(request.user, found, thread.posts, is_whole=thread.is_last),
        "reply_form": reply_form or begun_reply(found),
        "follow": control_of(request.user, found),
        "structured": structured_data(found, thread) if is_for_crawlers(request, found) else None,
    }


def is_for_crawlers(request: PageRequest, found: Topic) -> bool:
    """They come as visitors; everybody else would carry the page's words twice."""
    return not request.user.is_authenticated and found.space.is_open_to_all


def post_context(request: PageRequest, found: Topic) -> dict[str, Any]:
    """What may be done on a topic: asked once for the page, not for each post."""
    viewer = request.user
    return {
        **frame(viewer, found.community),
        "topic": found,
        "banner": found.banner_for(viewer),
        "offers": offers_for(viewer, found),
        "may_reply": rules.can_reply(viewer, found),
        "may_accept": rules.can_accept_answers(viewer, found),
        "may_take_part": rules.can_take_part(viewer, found),
        "may_convert": rules.can_convert(viewer, found),
        "may_move": rules.can_move(viewer, found),
        "may_close": rules.can_close(viewer, found),
        "may_reopen": rules.can_reopen(viewer, found),
        "may_take_up": rules.can_take_up(viewer, found),
        "may_moderate": rules.can_moderate(viewer, found),
    }


def begun_reply(found: Topic) -> ReplyForm:
    begun = {"nonce": uuid.uuid4().hex, **(found.draft or {})}
    return ReplyForm(topic=found, initial=begun)


@login_required
def new_topic(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_post_in(request.user, slug)
    key = new_topic_key(community)
    draft = Draft.objects.fields_of(key, by=request.user)
    if request.method != "POST":
        initial = _begun_topic(request) | draft
        template = _template_for(request, community, initial)
        initial.setdefault("source", template)
        form = TopicForm(viewer=request.user, community=community, initial=initial)
    else:
        form = TopicForm(request.POST, viewer=request.user, community=community)
        template = _template_for(request, community, request.POST)
        if form.is_valid():
            return _start(request, form, key)
    begun = request.POST if form.is_bound else form.initial
    context = frame(request.user, community) | {
        "form": form,
        "template": template,
        "similar": similar_for(request.user, community, begun),
        "draft_key": key,
        "drafted": bool(draft) and not form.is_bound,
        "kind_hints": KIND_HINTS,
    }
    return render(
        request, "discussions/topic_new.html", context, status=422 if form.errors else 200
    )


def _template_for(request: PageRequest, community: Community, begun: Mapping[str, Any]) -> str:
    space, kind = begun.get("space") or "", begun.get("kind") or ""
    return Template.objects.text_for(request.user, community, space=space, kind=kind)


def _begun_topic(request: PageRequest) -> dict[str, Any]:
    """What a link to this page has filled in."""
    source = request.GET.get("source", "")[:MAX_LENGTH]
    text = {"source": source} if source else {}  # otherwise the space's template
    return text | {
        "kind": request.GET.get("kind", Kind.QUESTION),
        "space": request.GET.get("space"),
        "tags": request.GET.get("tag", ""),
        "title": request.GET.get("title", ""),
        "nonce": uuid.uuid4().hex,
    }


def _start(request: PageRequest, form: TopicForm, key: str) -> HttpResponse:
    data = form.cleaned_data
    started = Topic.objects.start(data.pop("space"), by=request.user, **data)
    Draft.objects.discard(key, by=request.user)
    messages.success(request, _("%(kind)s posted.") % {"kind": started.get_kind_display()})
    return redirect(started)


@login_required
def delete_topic(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    found = access.topic_to_delete(request.user, pk)
    if request.method != "POST":
        context = frame(request.user, found.community) | {"topic": found}
        return render(request, "discussions/topic_delete.html", context)
    found.delete_softly(by=request.user)
    messages.success(request, _("Topic deleted."))
    return redirect(found.community)
