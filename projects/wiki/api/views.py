from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import PageInput as Paging
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.permissions import require
from discussions.api.links import LINKED, LINKED_PAGE, backlinks_of, links_of
from projects import rules
from projects.models import Page
from projects.wiki import access
from projects.wiki.api import serializers as s
from projects.wiki.tree import tree_of


class PagesView(ApiView):
    @extend_schema(operation_id="list_project_pages", responses=s.PageOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """All pages of a project, each before those that hang below it."""
        tree = tree_of(access.project_of_pages(request.user, pk))
        return Response(s.PageOutput([node.page for node in tree.walk()], many=True).data)

    @extend_schema(
        operation_id="write_project_page",
        parameters=[IDEMPOTENCY],
        request=s.PageInput,
        responses={201: s.WholePageOutput},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Write a page, as the last of those below its parent."""
        project = access.project_of_pages(request.user, pk)
        require(rules.can_contribute(request.user, project))
        said = read(request, s.PageInput)
        said["parent"] = access.place_of(project, said["parent"])
        page = Page.objects.write(project, by=request.user, nonce=nonce_of(request), **said)
        return answer(request, page.pk, status.HTTP_201_CREATED)


class DeletedPagesView(PersonalView):
    @extend_schema(
        operation_id="list_deleted_project_pages", responses=s.DeletedPageOutput(many=True)
    )
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Those that you can restore, the last deleted first."""
        project = access.project_of_pages(request.user, pk)
        require(rules.can_contribute(request.user, project))
        gone = project.pages.deleted().select_related("deleted_by").order_by("-deleted_at")
        return Response(s.DeletedPageOutput(gone, many=True).data)


class PageView(ApiView):
    @extend_schema(operation_id="read_project_page", responses=s.WholePageOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """A page of a project, as it was typed and as it is shown."""
        return answer(request, pk)

    @extend_schema(
        operation_id="edit_project_page", request=s.PageEditInput, responses=s.WholePageOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Change what it says. An old `version` is answered with 409."""
        page = access.page_to_edit(request.user, pk)
        page.edit(by=request.user, **read(request, s.PageEditInput))
        return answer(request, pk)

    @extend_schema(operation_id="delete_project_page", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Take it out of the tree; what is below it goes up into its place."""
        access.page_to_edit(request.user, pk).delete_softly(by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PlaceView(PersonalView):
    @extend_schema(
        operation_id="move_project_page", request=s.PagePlaceInput, responses=s.WholePageOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Put it elsewhere in the tree, with what is below it. A circle is answered with 409."""
        page = access.page_to_edit(request.user, pk)
        said = read(request, s.PagePlaceInput)
        parent, before = (
            access.place_of(page.project, said[name]) for name in ("parent", "before")
        )
        page.move(parent, before=before)
        return answer(request, pk)


class PresenceView(PersonalView):
    @extend_schema(operation_id="restore_project_page", request=None, responses=s.WholePageOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Bring a deleted page back."""
        access.page_to_restore(request.user, pk).restore()
        return answer(request, pk)


class RevisionsView(ApiView):
    @extend_schema(
        operation_id="list_project_page_revisions", responses=s.PageRevisionOutput(many=True)
    )
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What a page said before each edit, oldest first."""
        page = access.page_to_read(request.user, pk)
        kept = page.revisions.select_related("author", "replaced_by").order_by("number")
        return Response(s.PageRevisionOutput(kept, many=True).data)


class RevisionView(PersonalView):
    @extend_schema(
        operation_id="restore_project_page_revision",
        request=s.PageRestorationInput,
        responses=s.WholePageOutput,
    )
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Let it say again what that version said; this is a new version."""
        page = access.page_to_edit(request.user, pk)
        revision = access.revision_of(page, number)
        reason = _("Version %(number)s again") % {"number": number}
        said = read(request, s.PageRestorationInput)
        page.restore_version(revision, by=request.user, reason=reason, **said)
        return answer(request, pk)


class LinksView(ApiView):
    @extend_schema(operation_id="list_project_page_links", responses=LINKED)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The pages of this site that a page of a project leads to."""
        return links_of(request, access.page_to_read(request.user, pk))


class BacklinksView(ApiView):
    query = Paging

    @extend_schema(operation_id="list_project_page_backlinks", responses=LINKED_PAGE)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What leads to it, of what you may read."""
        return backlinks_of(request, access.page_to_read(request.user, pk), self.asked)


def answer(request: ApiRequest, pk: int, code: int = status.HTTP_200_OK) -> Response:
    return Response(s.WholePageOutput(access.page_to_read(request.user, pk)).data, code)
