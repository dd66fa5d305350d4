from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from core.api.serializers import Output
from core.api.views import ApiRequest, PersonalView
from discussions import access
from discussions.models import Pick


class PickOutput(Output):
    id = serializers.IntegerField()
    topic = serializers.IntegerField(source="post.topic_id")
    number = serializers.IntegerField(source="post.number")
    title = serializers.CharField(source="post.topic.title")
    author = PersonOutput(source="post.author")
    space = serializers.CharField(source="post.topic.space.slug")
    url = serializers.CharField(source="post.get_absolute_url")


class PickView(PersonalView):
    @extend_schema(operation_id="pick_post", request=None, responses=PickOutput)
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Lay a post into your tray of its community, to make an article of it with others."""
        post = access.post_to_pick(request.user, pk, number)
        pick = Pick.objects.pick(post, by=request.user)
        return Response(PickOutput(Pick.objects.for_display().get(pk=pick.pk)).data)

    @extend_schema(operation_id="drop_pick", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Take it out of your tray."""
        Pick.objects.drop(access.post_to_pick(request.user, pk, number), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
