from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import Output
from core.api.views import ApiRequest, ApiView
from discussions import access
from discussions.linking import leads_to, linked_from


class LinkedOutput(Output):
    kind = serializers.CharField(help_text="`topic`, `article`, `project` or `task`.")
    title = serializers.CharField(help_text="Empty where you may not read it.")
    url = serializers.CharField()

    example = {
        "kind": "topic",
        "title": "How long does a baseline hold?",
        "url": "/c/evaluation/t/41-how-long-does-a-baseline-hold/",
    }


LINKED = LinkedOutput(many=True)
LINKED_PAGE = page_of(LinkedOutput)


def links_of(request: ApiRequest, page: Any) -> Response:
    return Response([asdict(linked) for linked in leads_to(request.user, page.target)])


def backlinks_of(request: ApiRequest, page: Any, asked: dict[str, Any]) -> Response:
    after, size = asked.get("after"), asked["limit"]
    found = linked_from(request.user, page.target, after=after, size=size)
    return page_response(request, found, asdict)


class LinksView(ApiView):
    @extend_schema(operation_id="list_links", responses=LINKED)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The topics and articles of this site that the posts of a topic lead to."""
        return links_of(request, access.topic_to_read(request.user, pk))


class BacklinksView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_backlinks", responses=LINKED_PAGE)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The topics and articles that lead to a topic, of those that you may read."""
        return backlinks_of(request, access.topic_to_read(request.user, pk), self.asked)
