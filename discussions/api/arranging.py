from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from core.api.serializers import IdField, Input, read
from core.api.views import ApiRequest, PersonalView
from discussions import access
from discussions.api import serializers as s
from discussions.api.shown import topic_shown
from discussions.arranging.merging import merge
from discussions.arranging.splitting import split
from discussions.tagging import MOST_TAGS


class SplitInput(Input):
    title = serializers.CharField(min_length=8, max_length=250)
    tags = serializers.ListField(
        child=serializers.RegexField(s.TAG, max_length=50), max_length=MOST_TAGS, default=list
    )
    space = serializers.CharField(
        max_length=50, required=False, help_text="The space’s address; the same one otherwise."
    )


class SplitView(PersonalView):
    @extend_schema(operation_id="split_topic", request=SplitInput, responses={201: s.TopicOutput})
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Make a post with its replies a question of its own. Its old address leads there."""
        post = access.post_to_split(request.user, pk, number)
        data = read(request, SplitInput)
        slug = data.pop("space", post.topic.space.slug)
        data["space"] = access.space_to_split_into(request.user, post, slug)
        begun = split(post, by=request.user, **data)
        topic = access.topic_to_read(request.user, begun.pk)
        return Response(topic_shown(topic), status.HTTP_201_CREATED)


class MergerInput(Input):
    into = IdField(help_text="The number of the topic that takes all of it.")


class MergerView(PersonalView):
    @extend_schema(operation_id="merge_topic", request=MergerInput, responses=s.TopicOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Bring all posts of a topic into another one, whose address it then leads to."""
        topic = access.topic_to_moderate(request.user, pk)
        number = read(request, MergerInput)["into"]
        into = topic if number == pk else access.topic_to_merge_into(request.user, topic, number)
        merge(topic, into, by=request.user)
        return Response(topic_shown(access.topic_to_read(request.user, into.pk)))
