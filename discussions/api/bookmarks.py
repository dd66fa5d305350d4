from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.paging import page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from core.paging import paginate
from discussions import access
from discussions.api import serializers as s
from discussions.models import Bookmark
from discussions.models.bookmark import NEWEST


class BookmarksView(PersonalView):
    query = s.BookmarksInput

    @extend_schema(operation_id="list_bookmarks", responses=page_of(s.BookmarkOutput))
    def get(self, request: ApiRequest) -> Response:
        """The posts you keep and may read, the last kept first."""
        kept = Bookmark.objects.of(request.user).in_state(self.asked["state"]).for_display()
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(kept, NEWEST, after=after, size=size)
        return page_response(request, page, lambda one: s.BookmarkOutput(one).data)


class BookmarkView(PersonalView):
    @extend_schema(operation_id="read_bookmark", responses=s.BookmarkOutput)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Your note on a post that you keep; 404 where you do not."""
        return Response(s.BookmarkOutput(access.bookmark_to_read(request.user, pk, number)).data)

    @extend_schema(operation_id="keep_post", request=s.BookmarkInput, responses=s.BookmarkOutput)
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Keep a post for later, with a note and a reminder in the place of earlier ones."""
        post = access.post_to_read(request.user, pk, number)
        Bookmark.objects.keep(post, by=request.user, **read(request, s.BookmarkInput))
        return Response(s.BookmarkOutput(access.bookmark_to_read(request.user, pk, number)).data)

    @extend_schema(operation_id="drop_post", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Keep it no longer."""
        post = access.post_to_read(request.user, pk, number)
        Bookmark.objects.drop(post, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
