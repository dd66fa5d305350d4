from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from communities.access import community_to_read
from communities.models import Space
from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from knowledge import access
from knowledge.api import serializers as s
from knowledge.forms import possible_owners
from knowledge.listing import Listing
from knowledge.models import Article, Doubt, Reading
from knowledge.queue import stale_in
from knowledge.showing import contributors_of, with_pages


def article_as_page(request: ApiRequest, article: Article) -> dict[str, Any]:
    shown: Any = article
    sources = article.sources.seen_by(request.user).for_display()
    shown.shown_sources = with_pages(request.user, sources)
    shown.shown_contributors = contributors_of(request.user, article)
    return s.ArticlePageOutput(shown).data


class ArticleView(ApiView):
    @extend_schema(operation_id="read_article", responses=s.ArticlePageOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """An article, with what it rests on and whose work it is."""
        return _answer(request, pk)

    @extend_schema(
        operation_id="edit_article", request=s.ArticleEditInput, responses=s.ArticlePageOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Change what it says. An old `version` is answered with 409."""
        article = access.article_to_edit(request.user, pk)
        article.edit(by=request.user, **read(request, s.ArticleEditInput))
        return _answer(request, pk)

    @extend_schema(operation_id="discard_article", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Throw away a draft that was never published. One that was is retired instead."""
        access.article_to_discard(request.user, pk).discard()
        return Response(status=status.HTTP_204_NO_CONTENT)


class ArticlesView(ApiView):
    query = s.ArticlesInput

    @extend_schema(operation_id="list_articles", responses=page_of(s.ArticleOutput))
    def get(self, request: ApiRequest, slug: str) -> Response:
        """A community's articles that you may read, the last changed first."""
        community = community_to_read(request.user, slug)
        after, size = self.asked.pop("after", None), self.asked.pop("limit")
        page = Listing(**self.asked).page(request.user, community, after=after, size=size)
        return page_response(request, page, lambda article: s.ArticleOutput(article).data)

    @extend_schema(
        operation_id="begin_article",
        parameters=[IDEMPOTENCY],
        request=s.BeginInput,
        responses={201: s.ArticlePageOutput},
    )
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Begin a draft, which only you can see."""
        community = access.community_to_write_in(request.user, slug)
        data = read(request, s.BeginInput)
        spaces = Space.objects.visible_to(request.user).filter(community=community).in_order()
        wanted = data.pop("space", None)
        space = get_object_or_404(spaces.filter(slug=wanted) if wanted else spaces[:1])
        begun = Article.objects.begin(space, by=request.user, nonce=nonce_of(request), **data)
        return _answer(request, begun.pk, status.HTTP_201_CREATED)


class StaleArticlesView(PersonalView):
    @extend_schema(operation_id="list_stale_articles", responses=s.ArticleOutput(many=True))
    def get(self, request: ApiRequest, slug: str) -> Response:
        """What is due to be looked at, the most urgent first: yours, or all if you moderate."""
        community = access.community_to_review(request.user, slug)
        stale: Any = stale_in(request.user, community)
        return Response(s.ArticleOutput(stale, many=True).data)


class ProposalView(PersonalView):
    @extend_schema(operation_id="propose_article", request=None, responses=s.ArticlePageOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Put your draft before the community."""
        access.article_to_propose(request.user, pk).propose()
        return _answer(request, pk)


class ReturnView(PersonalView):
    @extend_schema(operation_id="give_article_back", request=s.ReturnInput, responses={204: None})
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Make it a draft of its author's again, with a word about what is missing."""
        article = access.article_to_give_back(request.user, pk)
        article.give_back(by=request.user, **read(request, s.ReturnInput))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PublicationView(PersonalView):
    @extend_schema(operation_id="publish_article", request=None, responses=s.ArticlePageOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Recommend it in the community's name."""
        access.article_to_publish(request.user, pk).release(by=request.user)
        return _answer(request, pk)


class VerificationView(PersonalView):
    @extend_schema(
        operation_id="verify_article", request=s.VerificationInput, responses=s.ArticlePageOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say that it still holds. Settles all doubts."""
        article = access.article_to_keep(request.user, pk)
        article.verify(by=request.user, **read(request, s.VerificationInput))
        return _answer(request, pk)


class RetirementView(PersonalView):
    @extend_schema(
        operation_id="retire_article", request=s.RetirementInput, responses=s.ArticlePageOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Recommend it no more; it stays readable, and leads to its successor."""
        article = access.article_to_keep(request.user, pk)
        data = read(request, s.RetirementInput)
        if number := data.pop("successor", None):
            data["successor"] = access.successor_of(request.user, article, number)
        article.retire(by=request.user, **data)
        return _answer(request, pk)

    @extend_schema(operation_id="reinstate_article", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Recommend it again."""
        access.article_to_keep(request.user, pk).reinstate()
        return Response(status=status.HTTP_204_NO_CONTENT)


class OwnerView(PersonalView):
    @extend_schema(
        operation_id="hand_article_over", request=s.OwnerInput, responses=s.ArticlePageOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Give the duty of keeping it true to another member."""
        article = access.article_to_keep(request.user, pk)
        handle = read(request, s.OwnerInput)["owner"]
        article.hand_over(get_object_or_404(possible_owners(article), handle=handle))
        return _answer(request, pk)


class DoubtView(PersonalView):
    @extend_schema(operation_id="doubt_article", request=s.DoubtInput, responses={204: None})
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say that it is out of date. Saying it twice counts once."""
        article = access.article_to_doubt(request.user, pk)
        Doubt.objects.raise_on(article, by=request.user, **read(request, s.DoubtInput))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="withdraw_doubt", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Take that back."""
        article = access.article_to_doubt(request.user, pk)
        Doubt.objects.withdraw(article, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReadingView(PersonalView):
    @extend_schema(operation_id="note_reading", request=None, responses={204: None})
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say that you have read it."""
        Reading.objects.note(access.article_to_read(request.user, pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ArticleRevisionsView(ApiView):
    @extend_schema(
        operation_id="list_article_revisions", responses=s.ArticleRevisionOutput(many=True)
    )
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What an article said before each edit, oldest first."""
        article = access.article_to_read(request.user, pk)
        kept = article.revisions.visible_to(request.user).order_by("number")
        shown = kept.select_related("author", "replaced_by")
        return Response(s.ArticleRevisionOutput(shown, many=True).data)


class ArticleRestorationView(PersonalView):
    @extend_schema(
        operation_id="restore_article", request=s.RestorationInput, responses=s.ArticlePageOutput
    )
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Let it say again what that version said."""
        article = access.article_to_edit(request.user, pk)
        revision = access.revision_of(request.user, article, number)
        reason = _("Version %(number)s again") % {"number": number}
        data = read(request, s.RestorationInput)
        article.restore(revision, by=request.user, reason=reason, **data)
        return _answer(request, pk)


def _answer(request: ApiRequest, pk: int, code: int = status.HTTP_200_OK) -> Response:
    article = access.article_to_read(request.user, pk)
    return Response(article_as_page(request, article), code)
