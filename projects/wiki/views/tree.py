"""Where a page is: below another one, before or after its siblings, or nowhere for now."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.http import PageRequest
from core.resources import ResourceView
from projects.models import Page
from projects.wiki import access
from projects.wiki.forms import PlaceForm
from projects.wiki.frame import page_frame


class PlaceView(ResourceView):
    def get(self, request: PageRequest, slug: str, pk: int, page: int) -> HttpResponse:
        found = access.page_in(pk, access.page_to_edit(request.user, page))
        return self.show(found)

    def post(self, request: PageRequest, slug: str, pk: int, page: int) -> HttpResponse:
        """Put it below another page, as the last there."""
        found = access.page_in(pk, access.page_to_edit(request.user, page))
        context = page_frame(request.user, found)
        form = PlaceForm(request.POST, outside=context["tree"].outside(found))
        if not form.is_valid():
            return self.show(found, form, status=422)
        try:
            found.move(access.place_of(found.project, form.cleaned_data["parent"]))
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(found, form, status=error.status)
        messages.success(request, _("Page moved."))
        return redirect(found)

    def show(self, page: Page, form: PlaceForm | None = None, status: int = 200) -> HttpResponse:
        context = page_frame(self.request.user, page)
        tree = context["tree"]
        form = form or PlaceForm(outside=tree.outside(page), initial={"parent": page.parent_id})
        context |= {"form": form, "siblings": tree.siblings(page)}
        return render(self.request, "projects/pages/place.html", context, status=status)


class StepView(ResourceView):
    """POST puts it one place further down, or with ``up`` one place further up."""

    def post(self, request: PageRequest, slug: str, pk: int, page: int) -> HttpResponse:
        found = access.page_in(pk, access.page_to_edit(request.user, page))
        found.step(-1 if "up" in request.POST else 1)
        return redirect("projects:page_place", slug, pk, page)


class DeletionView(ResourceView):
    def get(self, request: PageRequest, slug: str, pk: int, page: int) -> HttpResponse:
        found = access.page_in(pk, access.page_to_edit(request.user, page))
        context = page_frame(request.user, found)
        return render(request, "projects/pages/delete.html", context)

    def post(self, request: PageRequest, slug: str, pk: int, page: int) -> HttpResponse:
        found = access.page_in(pk, access.page_to_edit(request.user, page))
        found.delete_softly(by=request.user)
        messages.success(request, _("Page deleted. It can be restored from the list of pages."))
        return redirect("projects:pages", slug, pk)


class RestorationView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int, page: int) -> HttpResponse:
        found = access.page_in(pk, access.page_to_restore(request.user, page))
        found.restore()
        messages.success(request, _("Page restored."))
        return redirect(found)
