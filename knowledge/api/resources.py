from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from communities.access import community_to_read, space_to_see
from communities.models import Community
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import IdField, Input, OptionalText, Output, read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.markdown import MAX_LENGTH
from core.models import Upload
from core.permissions import require
from core.uploads.api.serializers import UploadOutput
from core.validators import validate_markdown
from discussions.api.serializers import TAG
from discussions.tagging import MOST_TAGS
from knowledge import access, rules
from knowledge.models import Collection, Resource, Standing
from knowledge.models.resource import LONGEST_URL
from knowledge.shelf_forms import twin_of
from knowledge.shelves import STATES, Shelf, collections_of


class ResourcesInput(PageInput):
    collection = IdField(required=False)
    tag = serializers.CharField(required=False, max_length=50)
    state = serializers.ChoiceField(
        choices=STATES, required=False, help_text="Without it those that are not retired."
    )


class ResourceOutput(Output):
    id = serializers.IntegerField()
    community = serializers.CharField(source="community.slug")
    collection = serializers.IntegerField(source="collection_id")
    title = serializers.CharField()
    link = serializers.CharField(source="url", help_text="Empty of a file.")
    file = UploadOutput(allow_null=True, help_text="Null of a link, or where it is deleted.")
    markdown = serializers.CharField(source="description", help_text="As it was typed.")
    html = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField(), source="tag_names")
    standing = serializers.ChoiceField(choices=Standing.choices)
    note = serializers.CharField(help_text="Why it is broken or retired.")
    added_by = PersonOutput()
    added_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


class ResourceInput(Input):
    collection = IdField()
    title = serializers.CharField(min_length=3, max_length=250)
    link = serializers.URLField(
        required=False, default="", allow_blank=True, max_length=LONGEST_URL
    )
    file = OptionalText(max_length=32, help_text="Of an upload, its id.")
    description = OptionalText(
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        help_text="Markdown: what it is good for.",
    )
    tags = serializers.ListField(
        child=serializers.RegexField(TAG, max_length=50), max_length=MOST_TAGS, default=list
    )

    def validate_link(self, link: str) -> str:
        if link and not link.startswith(("https://", "http://")):
            raise serializers.ValidationError(
                _("Only addresses of the web are links here."), "invalid"
            )
        return link

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if bool(data["link"]) == bool(data["file"]):
            raise serializers.ValidationError(_("Give a link or a file, not both."), "required")
        return data


class ResourceEditInput(ResourceInput):
    version = IdField()


class StandingInput(Input):
    standing = serializers.ChoiceField(choices=Standing.choices)
    note = OptionalText(max_length=300)


class CollectionOutput(Output):
    id = serializers.IntegerField()
    name = serializers.CharField()
    description = serializers.CharField()
    space = serializers.CharField(source="space.slug")
    resource_count = serializers.IntegerField(help_text="Without those that are retired.")
    url = serializers.CharField(source="get_absolute_url")


class CollectionInput(Input):
    name = serializers.CharField(min_length=2, max_length=100)
    description = OptionalText(max_length=300)


class NewCollectionInput(CollectionInput):
    space = serializers.CharField(max_length=50, help_text="Who may read it; it cannot be changed.")


class PlaceInput(Input):
    by = serializers.IntegerField(
        min_value=-1000, max_value=1000, help_text="Places further down; below zero, up."
    )


COLLECTIONS = CollectionOutput(many=True)


class ResourcesView(ApiView):
    query = ResourcesInput

    @extend_schema(operation_id="list_resources", responses=page_of(ResourceOutput))
    def get(self, request: ApiRequest, slug: str) -> Response:
        """A community's resources that you may read, the last added first."""
        community = community_to_read(request.user, slug)
        after, size = self.asked.pop("after", None), self.asked.pop("limit")
        pk = self.asked.pop("collection", None)
        among = access.collection_to_read(request.user, community, pk) if pk else None
        page = Shelf(**self.asked).page(request.user, community, among, after=after, size=size)
        return page_response(request, page, lambda one: ResourceOutput(one).data)

    @extend_schema(
        operation_id="add_resource", request=ResourceInput, responses={201: ResourceOutput}
    )
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Put a link or a file on the shelf. What is there already is answered with 422."""
        community = access.community_to_add_to(request.user, slug)
        said = _said(request, community, ResourceInput)
        added = Resource.objects.add(by=request.user, **said)
        return _answer(request, added.pk, status.HTTP_201_CREATED)


class ResourceView(ApiView):
    @extend_schema(operation_id="read_resource", responses=ResourceOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """A link or a file, and what it is good for."""
        return _answer(request, pk)

    @extend_schema(
        operation_id="edit_resource", request=ResourceEditInput, responses=ResourceOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Change what it is and what is said of it. An old `version` is answered with 409."""
        resource = access.resource_to_tend(request.user, pk)
        said = _said(request, resource.community, ResourceEditInput, besides=pk)
        resource.edit(by=request.user, **said)
        return _answer(request, pk)

    @extend_schema(operation_id="delete_resource", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Take it out of the library. It can be restored."""
        access.resource_to_tend(request.user, pk).delete_softly(by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ResourceRestorationView(PersonalView):
    @extend_schema(operation_id="restore_resource", request=None, responses=ResourceOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Bring back one that was deleted."""
        access.resource_to_restore(request.user, pk).restore()
        return _answer(request, pk)


class StandingView(PersonalView):
    @extend_schema(operation_id="mark_resource", request=StandingInput, responses=ResourceOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say that it does not open, or does. Whoever may change it also retires it."""
        resource = access.resource_to_mark(request.user, pk)
        said = read(request, StandingInput)
        if Standing.RETIRED in (said["standing"], resource.standing):
            require(rules.can_tend(request.user, resource))
        resource.stand(said["standing"], by=request.user, note=said["note"])
        return _answer(request, pk)


class CollectionsView(ApiView):
    @extend_schema(operation_id="list_collections", responses=COLLECTIONS)
    def get(self, request: ApiRequest, slug: str) -> Response:
        """A community's collections that you may read, in their order."""
        return _collections(request, community_to_read(request.user, slug))

    @extend_schema(
        operation_id="open_collection", request=NewCollectionInput, responses={201: COLLECTIONS}
    )
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Open one more, behind the others. Answers with all of them."""
        community = access.community_to_arrange(request.user, slug)
        said = read(request, NewCollectionInput)
        space = space_to_see(request.user, community, said.pop("space"))
        Collection.objects.open(space, **said)
        return _collections(request, community, status.HTTP_201_CREATED)


class CollectionView(PersonalView):
    @extend_schema(operation_id="rename_collection", request=CollectionInput, responses=COLLECTIONS)
    def put(self, request: ApiRequest, slug: str, pk: int) -> Response:
        """Say what it is called, and what belongs there."""
        collection = access.collection_to_arrange(request.user, slug, pk)
        collection.edit(**read(request, CollectionInput))
        return _collections(request, collection.community)


class CollectionPlaceView(PersonalView):
    @extend_schema(operation_id="move_collection", request=PlaceInput, responses=COLLECTIONS)
    def post(self, request: ApiRequest, slug: str, pk: int) -> Response:
        """Put it so many places further down, or up."""
        collection = access.collection_to_arrange(request.user, slug, pk)
        collection.move(read(request, PlaceInput)["by"])
        return _collections(request, collection.community)


def _said(
    request: ApiRequest, community: Community, kind: type[Input], besides: int | None = None
) -> dict[str, Any]:
    """What a verb is given."""
    said = read(request, kind)
    link, key = said.pop("link"), said.pop("file")
    collection = access.collection_to_read(request.user, community, said.pop("collection"))
    upload = Upload.objects.visible_to(request.user).filter(key=key).first() if key else None
    if key and upload is None:
        raise serializers.ValidationError(
            {"file": [_("There is no such file of yours.")]}, "unknown"
        )
    if link and (twin := twin_of(request.user, community, link, besides=besides)):
        message = _("This is in the library already: %(url)s") % {"url": twin.get_absolute_url()}
        raise serializers.ValidationError({"link": [message]}, "there")
    return said | {"collection": collection, "url": link, "upload": upload}


def _answer(request: ApiRequest, pk: int, status: int = 200) -> Response:
    return Response(ResourceOutput(access.resource_to_read(request.user, pk)).data, status=status)


def _collections(request: ApiRequest, community: Community, status: int = 200) -> Response:
    shown: Any = collections_of(request.user, community)
    return Response(CollectionOutput(shown, many=True).data, status=status)
