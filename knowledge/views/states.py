"""The way of an article: proposed, given back, published, verified, retired."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from communities.form_page import FormPage
from communities.frame import frame
from core.http import PageRequest
from core.resources import ResourceView
from knowledge import access
from knowledge.forms import GiveBackForm, OwnerForm, RetirementForm, VerificationForm
from knowledge.models import Article, Doubt, Reading


class ArticlePage(FormPage):
    called = "article"

    def find(self, pk: int) -> Article:
        return access.article_to_keep(self.request.user, pk)


class ProposalView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_propose(request.user, pk)
        article.propose()
        messages.success(request, _("Article proposed. The moderators are told."))
        return redirect(article)


class ReturnView(ArticlePage):
    template = "knowledge/give_back.html"

    def find(self, pk: int) -> Article:
        return access.article_to_give_back(self.request.user, pk)

    def form(self, article: Article, sent: Any = None) -> GiveBackForm:
        return GiveBackForm(sent, is_own=self.is_own(article))

    def act(self, article: Article, data: dict[str, Any]) -> str:
        article.give_back(by=self.request.user, **data)
        if self.is_own(article):
            return _("It is your draft again.")
        return _("Article given back to its author.")

    def then(self, article: Article) -> Any:
        """A draft is its author's alone."""
        if self.is_own(article):
            return article
        return reverse("knowledge:articles", args=[article.community.slug])

    def is_own(self, article: Article) -> bool:
        return article.author_id == self.request.user.pk


class PublicationView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_publish(request.user, pk)
        article.release(by=request.user)
        messages.success(request, _("Article published."))
        return redirect(article)


class VerificationView(ArticlePage):
    template = "knowledge/verify.html"

    def form(self, article: Article, sent: Any = None) -> VerificationForm:
        return VerificationForm(sent)

    def act(self, article: Article, data: dict[str, Any]) -> str:
        article.verify(by=self.request.user, **data)
        return _("Article verified.")


class RetirementView(ArticlePage):
    template = "knowledge/retire.html"

    def form(self, article: Article, sent: Any = None) -> RetirementForm:
        return RetirementForm(sent, viewer=self.request.user, article=article)

    def act(self, article: Article, data: dict[str, Any]) -> str:
        article.retire(by=self.request.user, **data)
        return _("Article retired.")

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = self.find(pk)
        article.reinstate()
        messages.success(request, _("Article reinstated."))
        return redirect(article)


class OwnerView(ArticlePage):
    template = "knowledge/owner.html"

    def form(self, article: Article, sent: Any = None) -> OwnerForm:
        owner = article.owner.handle if article.owner else None
        return OwnerForm(sent, article=article, initial={"owner": owner})

    def act(self, article: Article, data: dict[str, Any]) -> str:
        article.hand_over(data["owner"])
        return _("Article handed over.")


class DoubtView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_doubt(request.user, pk)
        Doubt.objects.raise_on(article, by=request.user, note=request.POST.get("note", "")[:500])
        messages.success(request, _("Noted. Its owner is told."))
        return redirect(article)

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_doubt(request.user, pk)
        Doubt.objects.withdraw(article, by=request.user)
        messages.success(request, _("Taken back."))
        return redirect(article)


class ReadingView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        """Called by the page once it is shown: reading is not a GET's business."""
        Reading.objects.note(access.article_to_read(request.user, pk), by=request.user)
        return HttpResponse(status=204)


@login_required
def discard(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    article = access.article_to_discard(request.user, pk)
    if request.method != "POST":
        context = frame(request.user, article.community) | {"article": article}
        return render(request, "knowledge/discard.html", context)
    article.discard()
    messages.success(request, _("Draft discarded."))
    return redirect("knowledge:articles", slug)
