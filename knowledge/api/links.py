from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.paging import PageInput
from core.api.views import ApiRequest, ApiView
from discussions.api.links import LINKED, LINKED_PAGE, backlinks_of, links_of
from knowledge import access


class ArticleLinksView(ApiView):
    @extend_schema(operation_id="list_article_links", responses=LINKED)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The topics and articles of this site that an article leads to."""
        return links_of(request, access.article_to_read(request.user, pk))


class ArticleBacklinksView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_article_backlinks", responses=LINKED_PAGE)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The topics and articles that lead to an article, of those that you may read."""
        return backlinks_of(request, access.article_to_read(request.user, pk), self.asked)
