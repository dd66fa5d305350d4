"""What helps while one writes: drafts, the preview, whom one may mean by @."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from communities.access import community_to_read
from core import markdown
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from core.paging import paginate
from discussions import access
from discussions.api import composing as c
from discussions.api.shown import topic_shown
from discussions.models import Draft
from discussions.reach import reach_of_reply, reach_of_topic
from discussions.similar import similar_to
from discussions.writing import mentionable


class DraftsView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_drafts", responses=page_of(c.DraftOutput))
    def get(self, request: ApiRequest) -> Response:
        """What you have begun to write and not posted, newest first."""
        mine = Draft.objects.filter(user=request.user)
        order = ("-updated_at", "-id")
        page = paginate(mine, order, after=self.asked.get("after"), size=self.asked["limit"])
        return page_response(request, page, lambda draft: c.DraftOutput(draft).data)


class DraftView(PersonalView):
    @extend_schema(operation_id="read_draft", responses=c.DraftOutput)
    def get(self, request: ApiRequest, place: str) -> Response:
        """One draft, by the place it is for."""
        draft = get_object_or_404(Draft, user=request.user, key=place)
        return Response(c.DraftOutput(draft).data)

    @extend_schema(operation_id="keep_draft", request=c.DraftInput, responses=c.DraftVersionOutput)
    def put(self, request: ApiRequest, place: str) -> Response:
        """Keep what is being written. With nothing in it there is nothing to keep.

        An old `version` is answered with 409; without one, whatever is there is replaced.
        """
        fields = read(request, c.DraftInput)
        seen = fields.pop("version", None)
        draft = Draft.objects.keep(place, fields, by=request.user, seen=seen)
        return Response({"version": draft.version})

    @extend_schema(operation_id="discard_draft", responses={204: None})
    def delete(self, request: ApiRequest, place: str) -> Response:
        """Throw a draft away."""
        Draft.objects.discard(place, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PreviewView(PersonalView):
    @extend_schema(operation_id="preview", request=c.MarkdownInput, responses=c.HtmlOutput)
    def post(self, request: ApiRequest) -> Response:
        """How a text will look. Nothing is kept."""
        source: str = read(request, c.MarkdownInput)["markdown"]
        return Response({"html": markdown.parse(source).html()})


class MentionsView(PersonalView):
    query = c.MentionsInput

    @extend_schema(operation_id="list_mentionable", responses=PersonOutput(many=True))
    def get(self, request: ApiRequest, slug: str) -> Response:
        """Members whose name or handle begins like this, for a list under the cursor.

        With a space, those who may read what is written there.
        """
        community = community_to_read(request.user, slug)
        space = access.space_written_in(request.user, community, self.asked["space"])
        people: Any = mentionable(community, self.asked["q"], space)
        return Response(PersonOutput(people, many=True).data)


class ReachView(PersonalView):
    @extend_schema(operation_id="count_reach", request=c.ReachInput, responses=c.ReachOutput)
    def post(self, request: ApiRequest, slug: str) -> Response:
        """How many would get a notice of a topic, if you started it. Nothing is posted or kept."""
        community = access.community_to_post_in(request.user, slug)
        data = read(request, c.ReachInput)
        spaces = access.spaces_to_write_in(request.user, community)
        wanted = data.pop("space", None)
        space = get_object_or_404(spaces.filter(slug=wanted) if wanted else spaces[:1])
        return Response({"people": reach_of_topic(space, by=request.user, **data)})


class ReplyReachView(PersonalView):
    @extend_schema(
        operation_id="count_reach_of_reply", request=c.ReplyReachInput, responses=c.ReachOutput
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """How many would get a notice of an answer or reply. Nothing is posted or kept."""
        topic = access.topic_to_reply_to(request.user, pk)
        data = read(request, c.ReplyReachInput)
        number = data.pop("parent", None)
        parent = access.post_to_reply_to(request.user, pk, number) if number else None
        people = reach_of_reply(topic, parent=parent, by=request.user, **data)
        return Response({"people": people})


class SimilarView(PersonalView):
    query = c.SimilarInput

    @extend_schema(operation_id="list_similar", responses=c.SimilarOutput)
    def get(self, request: ApiRequest, slug: str) -> Response:
        """What the community has already on a topic that you are about to start.

        At most five: what it recommends first, then topics, the likest first.
        """
        community = access.community_to_post_in(request.user, slug)
        found = similar_to(request.user, community, self.asked["title"])
        items = [
            {
                "title": one.title,
                "url": one.url,
                "is_recommended": one.is_recommended,
                "topic": topic_shown(one.topic) if one.topic else None,
            }
            for one in found.items
        ]
        return Response({"items": items, "tags": found.tags})
