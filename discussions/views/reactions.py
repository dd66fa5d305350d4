"""What people who tried a post say of it: a page of its own, and what its chips open in place."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from communities.frame import frame
from core.http import PageRequest
from core.resources import ResourceView
from discussions import access, rules
from discussions.forms import ReactionForm
from discussions.models import Post, Reaction
from discussions.reactions import page_of_reactions, reactions_of

PAGE = "discussions/reactions.html"


class ReactionsView(View):
    request: PageRequest

    def get(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        post = access.post_to_read(request.user, pk, number)
        return show(request, post) if post.takes_reactions else redirect(post)

    @method_decorator(login_required)
    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        post = access.post_to_react_to(request.user, pk, number)
        form = ReactionForm(request.POST, viewer=request.user, post=post)
        if not form.is_valid():
            return show(request, post, form)
        Reaction.objects.leave(post, by=request.user, **form.cleaned_data)
        return respond(request, post, _("Thank you. The author will hear of it."))


class ReactionView(ResourceView):
    def delete(
        self, request: PageRequest, slug: str, pk: int, number: int, reaction: int
    ) -> HttpResponse:
        found = access.reaction_to_withdraw(request.user, pk, number, reaction)
        found.withdraw()
        return respond(request, found.post, _("Taken back."))


def respond(request: PageRequest, post: Post, said: str) -> HttpResponse:
    if request.htmx:
        return show(request, access.post_with_reactions(request.user, post.topic_id, post.number))
    messages.success(request, said)
    return redirect(f"{post.get_absolute_url()}reactions/")


def show(request: PageRequest, post: Post, form: ReactionForm | None = None) -> HttpResponse:
    viewer, word = request.user, request.GET.get("word", "")
    mine = reactions_of(viewer, post)
    page = page_of_reactions(post, word=word, but_of=viewer, after=request.GET.get("after"))
    context: dict[str, Any] = frame(viewer, post.topic.community) | {
        "topic": post.topic,
        "post": post,
        "mine": mine,
        "page": page,
        "word": word,
        "may_take_part": rules.can_take_part(viewer, post.topic),
        "form": form or ReactionForm(viewer=viewer, post=post, initial=trial_in(mine)),
    }
    block = ""
    if request.htmx:
        block = "#rows" if request.htmx.target == f"reactions-{post.number}-list-more" else "#panel"
    status = 422 if form else 200
    return render(request, PAGE + block, context, status=status)


def trial_in(mine: list[Reaction]) -> dict[str, str]:
    """How the viewer said it went, to be changed."""
    return next(({"word": one.word, "why": one.why} for one in mine if one.is_trial), {})
