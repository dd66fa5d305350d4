import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.frame import frame
from communities.models import Community
from core.errors import StaleVersion
from core.http import PageRequest
from discussions.models import Draft
from discussions.views.writing import DraftView
from knowledge import access
from knowledge.begun import edit_key, new_key
from knowledge.distilling import begun_with
from knowledge.forms import ArticleEditForm, ArticleForm
from knowledge.history import differences, said_now
from knowledge.models import Article
from knowledge.parts import NAMES


class BegunView(DraftView):
    """What somebody typed into an article's form and has not saved."""

    kept: ClassVar[tuple[str, ...]] = (
        "title",
        "space",
        *NAMES,
        "sources",
        "tags",
        "reason",
        "version",
    )


@login_required
def new_article(request: PageRequest, slug: str) -> HttpResponse:
    community = access.community_to_write_in(request.user, slug)
    key = new_key(community)
    begun = Draft.objects.fields_of(key, by=request.user)
    if request.method != "POST":
        initial = {"nonce": uuid.uuid4().hex} | begun | _given(request, community)
        form = ArticleForm(viewer=request.user, community=community, initial=initial)
    else:
        form = ArticleForm(request.POST, viewer=request.user, community=community)
        if form.is_valid():
            said = form.said
            article = Article.objects.begin(said.pop("space"), by=request.user, **said)
            Draft.objects.discard(key, by=request.user)
            messages.success(request, _("Draft saved."))
            return redirect(article)
    context = frame(request.user, community) | {
        "form": form,
        "draft_key": key,
        "drafted": bool(begun) and not form.is_bound,
    }
    return render(request, "knowledge/new.html", context, status=422 if form.errors else 200)


def _given(request: PageRequest, community: Community) -> dict[str, Any]:
    """A topic that it is to be made of, which counts for more than what was begun before."""
    number = request.GET.get("topic", "")
    if not number.isdecimal() or len(number) > 18:
        return {}
    return begun_with(access.topic_to_make_an_article_of(request.user, community, number))


@login_required
def edit_article(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """Show, save, or on a version that is no longer the last one show both texts for merging."""
    article = access.article_to_edit(request.user, pk)
    key = edit_key(article)
    begun = Draft.objects.fields_of(key, by=request.user)
    saved = {**said_now(article), "version": article.version}
    form = ArticleEditForm(request.POST or None, initial=saved | begun)
    context = frame(request.user, article.community) | {
        "article": article,
        "form": form,
        "draft_key": key,
        "drafted": bool(begun) and not form.is_bound,
    }
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "knowledge/edit.html", context, status=status)
    try:
        article.edit(by=request.user, **form.said)
    except StaleVersion as stale:
        form.add_error(None, str(stale))
        # The next save is made knowing this version.
        form.data = request.POST.dict() | {"version": article.version}
        context["theirs"] = differences(form.data, said_now(article))
        return render(request, "knowledge/edit.html", context, status=409)
    Draft.objects.discard(key, by=request.user)
    messages.success(request, _("Changes saved."))
    return redirect(article)
