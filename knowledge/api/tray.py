from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from communities.access import space_to_see
from communities.models import Space
from core.api.serializers import IdField, Input, read
from core.api.views import ApiRequest, PersonalView
from discussions.api.composing import DraftOutput
from discussions.api.picks import PickOutput
from discussions.models import Pick
from discussions.models.pick import MOST_PICKS
from knowledge import access
from knowledge.api import serializers as s
from knowledge.api.views import article_as_page
from knowledge.harvesting import harvest, harvest_story

PICKS = PickOutput(many=True)


class OrderInput(Input):
    order = serializers.ListField(
        child=IdField(), max_length=MOST_PICKS, help_text="Ids of picks; the rest stay behind them."
    )


class HarvestInput(Input):
    title = serializers.CharField(min_length=8, max_length=250)
    space = serializers.CharField(max_length=50, required=False, help_text="Default: the first.")


class TrayView(PersonalView):
    @extend_schema(operation_id="list_picks", responses=PICKS)
    def get(self, request: ApiRequest, slug: str) -> Response:
        """The posts in your tray, in your order: those that you may read now."""
        community = access.community_to_write_in(request.user, slug)
        picks: list[Pick] = list(Pick.objects.tray_of(request.user, community).for_display())
        return Response([PickOutput(pick).data for pick in picks])

    @extend_schema(operation_id="arrange_picks", request=OrderInput, responses=PICKS)
    def put(self, request: ApiRequest, slug: str) -> Response:
        """Put them in another order."""
        community = access.community_to_write_in(request.user, slug)
        order = read(request, OrderInput)["order"]
        Pick.objects.arrange(community, order, by=request.user)
        return self.get(request, slug)


class HarvestView(PersonalView):
    @extend_schema(
        operation_id="harvest", request=HarvestInput, responses={201: s.ArticlePageOutput}
    )
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Make a draft article of the posts in your tray, which stay as they are.

        409 where somebody who may read the space may not read one of them.
        """
        picks, said = picked(request, slug)
        article = harvest(picks, by=request.user, **said)
        found = access.article_to_read(request.user, article.pk)
        return Response(article_as_page(request, found), status=status.HTTP_201_CREATED)


class StoryView(PersonalView):
    @extend_schema(operation_id="harvest_story", request=HarvestInput, responses={201: DraftOutput})
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Begin a practice story with the posts in your tray as its evidence.

        409 as for an article, and where you have begun another topic in this community.
        """
        picks, said = picked(request, slug)
        draft = harvest_story(picks, by=request.user, **said)
        return Response(DraftOutput(draft).data, status=status.HTTP_201_CREATED)


def picked(request: ApiRequest, slug: str) -> tuple[list[Pick], dict[str, Any]]:
    """What is in the tray, and where a draft of it goes under which title."""
    community = access.community_to_write_in(request.user, slug)
    said = read(request, HarvestInput)
    if wanted := said.get("space"):
        said["space"] = space_to_see(request.user, community, wanted)
    else:
        spaces = Space.objects.visible_to(request.user).filter(community=community)
        said["space"] = get_object_or_404(spaces.select_related("community").in_order()[:1])
    return list(Pick.objects.tray_of(request.user, community).for_display()), said
