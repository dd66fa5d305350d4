"""The way of an article: proposed, given back, published, verified, retired."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.frame import frame
from core.http import PageRequest
from core.resources import ResourceView
from knowledge import access
from knowledge.forms import GiveBackForm, OwnerForm, RetirementForm, VerificationForm
from knowledge.models import Article, Doubt, Reading


class FormPage(ResourceView):
    """A form about one article, on a page of its own."""

    template = ""

    def show(self, article: Article, form: object, status: int = 200) -> HttpResponse:
        context = frame(self.request.user, article.community) | {"article": article, "form": form}
        return render(self.request, self.template, context, status=status)


class ProposalView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_propose(request.user, pk)
        article.propose()
        messages.success(request, _("Article proposed. The moderators are told."))
        return redirect(article)


class ReturnView(FormPage):
    template = "knowledge/give_back.html"

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_give_back(request.user, pk)
        return self.show(article, GiveBackForm(is_own=article.author_id == request.user.pk))

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_give_back(request.user, pk)
        form = GiveBackForm(request.POST, is_own=article.author_id == request.user.pk)
        if not form.is_valid():
            return self.show(article, form, status=422)
        article.give_back(by=request.user, **form.cleaned_data)
        if article.author_id == request.user.pk:
            messages.success(request, _("It is your draft again."))
            return redirect(article)
        messages.success(request, _("Article given back to its author."))
        return redirect("knowledge:articles", slug)


class PublicationView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_publish(request.user, pk)
        article.release(by=request.user)
        messages.success(request, _("Article published."))
        return redirect(article)


class VerificationView(FormPage):
    template = "knowledge/verify.html"

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(access.article_to_keep(request.user, pk), VerificationForm())

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_keep(request.user, pk)
        form = VerificationForm(request.POST)
        if not form.is_valid():
            return self.show(article, form, status=422)
        article.verify(by=request.user, **form.cleaned_data)
        messages.success(request, _("Article verified."))
        return redirect(article)


class RetirementView(FormPage):
    template = "knowledge/retire.html"

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_keep(request.user, pk)
        return self.show(article, RetirementForm(viewer=request.user, article=article))

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_keep(request.user, pk)
        form = RetirementForm(request.POST, viewer=request.user, article=article)
        if not form.is_valid():
            return self.show(article, form, status=422)
        article.retire(by=request.user, **form.cleaned_data)
        messages.success(request, _("Article retired."))
        return redirect(article)

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_keep(request.user, pk)
        article.reinstate()
        messages.success(request, _("Article reinstated."))
        return redirect(article)


class OwnerView(FormPage):
    template = "knowledge/owner.html"

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_keep(request.user, pk)
        owner = article.owner.handle if article.owner else None
        return self.show(article, OwnerForm(article=article, initial={"owner": owner}))

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        article = access.article_to_keep(request.user, pk)
        form = OwnerForm(request.POST, article=article)
        if not form.is_valid():
            return self.show(article, form, status=422)
        article.hand_over(form.cleaned_data["owner"])
        messages.success(request, _("Article handed over."))
        return redirect(article)


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
