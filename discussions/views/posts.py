import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities.frame import frame
from core.http import PageRequest
from core.resources import ResourceView
from discussions import access
from discussions.begun import reply_key
from discussions.forms import ReplyForm
from discussions.marks import marks_of
from discussions.models import Acceptance, Draft, Post, Vote
from discussions.places import address_of
from discussions.quoting import quotation
from discussions.reading import Reading
from discussions.thread import read_branch
from discussions.views.topics import post_context, topic_context


@login_required
@require_POST
def reply(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    topic = access.topic_to_reply_to(request.user, pk)
    form = ReplyForm(request.POST, topic=topic)
    if not form.is_valid():
        context = topic_context(request, topic, reply_form=form)
        return render(request, "discussions/topic.html", context, status=422)
    post, parent = topic.reply(by=request.user, **form.cleaned_data), form.cleaned_data["parent"]
    if parent or topic.draft is not None:  # which was read with the topic
        Draft.objects.discard(reply_key(topic, parent), by=request.user)
    messages.success(request, _("Answer posted.") if post.is_answer else _("Reply posted."))
    return redirect(post)


@login_required
def reply_to_post(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """A form for a reply to one post: a page of its own, and what its button opens in place.

    With ``quote`` it begins with what was chosen of the post, or with all of it.
    """
    parent = access.post_to_reply_to(request.user, pk, number)
    key = reply_key(parent.topic, parent)
    draft = Draft.objects.fields_of(key, by=request.user)
    begun = dict(draft)
    if "quote" in request.GET:
        quoted = quotation(parent, request.GET["quote"])
        begun["source"] = "\n\n".join(filter(None, [begun.get("source", "").rstrip(), quoted]))
    form = ReplyForm(
        topic=parent.topic,
        initial={**begun, "parent": parent.pk, "nonce": uuid.uuid4().hex},
        auto_id=f"reply-{number}-%s",  # it may be opened beside the form for the whole topic
    )
    context = {"parent": parent, "form": form, "draft_key": key, "drafted": bool(draft)}
    context |= post_context(request, parent.topic)
    page = "discussions/reply.html"
    return render(request, f"{page}#form" if request.htmx else page, context)


def permalink(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    return redirect(address_of(access.post_wherever_it_is(request.user, pk, number)))


@login_required
def first_unread(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """The first post that came since one read the topic; without one, the topic."""
    topic = access.topic_to_read(request.user, pk)
    post = access.first_unread_in(request.user, topic)
    return redirect(address_of(post) if post else topic)


def branch(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """One first-level post with all that hangs below it."""
    topic = access.topic_to_read(request.user, pk)
    root = access.post_to_read(request.user, pk, number)
    root.topic = topic
    found, following = read_branch(root, after=request.GET.get("after"))
    posts = [root, *found.replies]
    context = post_context(request, topic) | {
        "branch": found,
        "next": following,
        "reading": Reading.of(request.user, topic, posts),
        "marks": marks_of(request.user, posts),
    }
    return render(request, "discussions/branch.html", context)


@login_required
def delete_post(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    post = access.post_to_delete(request.user, pk, number)
    if request.method != "POST":
        context = frame(request.user, post.topic.community)
        context |= {"topic": post.topic, "post": post}
        return render(request, "discussions/post_delete.html", context)
    post.delete_softly(by=request.user)
    messages.success(request, _("Post deleted."))
    return redirect(post.topic)


class RestorationView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        post = access.post_to_restore(request.user, pk, number)
        post.restore(by=request.user)
        messages.success(request, _("Post restored."))
        return redirect(post)


class VoteView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        post = access.post_to_vote_on(request.user, pk, number)
        Vote.objects.cast(post, by=request.user)
        return self.respond(post, pressed=True)

    def delete(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        post = access.post_to_vote_on(request.user, pk, number)
        Vote.objects.withdraw(post, by=request.user)
        return self.respond(post, pressed=False)

    def respond(self, post: Post, *, pressed: bool) -> HttpResponse:
        if not self.request.htmx:
            return redirect(post)
        small = "small" in self.request.POST
        context = {"post": post, "topic": post.topic, "pressed": pressed, "small": small}
        return render(self.request, "discussions/useful.html", context)


class AcceptanceView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        answer = access.answer_to_accept(request.user, pk, number)
        Acceptance.objects.accept(answer, by=request.user)
        messages.success(request, _("Answer accepted."))
        return redirect(answer)

    def delete(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        answer = access.answer_to_accept(request.user, pk, number)
        Acceptance.objects.withdraw(answer.topic)
        messages.success(request, _("Acceptance withdrawn."))
        return redirect(answer)
