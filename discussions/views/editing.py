from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.frame import frame
from core.errors import StaleVersion
from core.http import PageRequest
from discussions import access
from discussions.begun import edit_key
from discussions.forms import PostEditForm, StoryEditForm, TopicEditForm
from discussions.models import Draft, Post, Topic
from discussions.story import split


@login_required
def edit_topic(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    topic = access.topic_to_edit(request.user, pk)
    opening = topic.opening
    saved = {
        "title": topic.title,
        "source": opening.source,
        "tags": topic.tag_names,
        "version": topic.version,
    }
    parts = split(opening.source) if topic.is_story else None
    if parts:
        saved |= parts | {"source": parts["happened"]}
    draft = Draft.objects.fields_of(edit_key(opening), by=request.user)
    kind = StoryEditForm if parts else TopicEditForm
    form = kind(request.POST or None, initial=saved | draft)
    return _edit(request, form, topic, opening, lambda data: topic.edit(by=request.user, **data))


@login_required
def edit_post(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    post = access.post_to_edit(request.user, pk, number)
    if post.is_opening:
        return redirect("discussions:edit", slug, pk)
    saved = {"source": post.source, "version": post.version}
    draft = Draft.objects.fields_of(edit_key(post), by=request.user)
    form = PostEditForm(request.POST or None, initial=saved | draft)
    return _edit(request, form, post, post, lambda data: post.edit(by=request.user, **data))


def _edit(
    request: PageRequest,
    form: Form,
    edited: Topic | Post,
    post: Post,
    save: Callable[[dict[str, Any]], None],
) -> HttpResponse:
    """Show, save, or on a version that is no longer the last one show both texts for merging."""
    context = frame(request.user, post.topic.community)
    drafted = not form.is_bound and form.initial["source"] not in _saved(post)
    context |= {"topic": post.topic, "post": post, "form": form, "drafted": drafted}
    context["draft_key"] = edit_key(post)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "discussions/edit.html", context, status=status)
    try:
        save({name: value for name, value in form.cleaned_data.items() if name != "nonce"})
    except StaleVersion as stale:
        form.add_error(None, str(stale))
        # The next save is made knowing this version.
        form.data = request.POST.dict() | {"version": edited.version}
        return render(
            request, "discussions/edit.html", context | {"theirs": post.source}, status=409
        )
    Draft.objects.discard(edit_key(post), by=request.user)
    messages.success(request, _("Changes saved."))
    return redirect(edited)


def _saved(post: Post) -> set[str]:
    """What the text field shows where nothing was begun: the post, or what happened of a story."""
    parts = split(post.source)
    return {post.source, parts["happened"]} if parts else {post.source}
