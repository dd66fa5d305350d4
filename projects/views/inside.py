from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from communities import form_page
from projects.frame import project_frame


class InsidePage(form_page.FormPage):
    """A form about one thing of a project, whose address names both.

    ``self.number`` is the thing's, where there is one yet; ``self.part`` the tab it stands under.
    """

    part: str
    number: int | None = None
    names: dict[str, Any]  # what else the address names

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        slug, pk = kwargs.pop("slug"), kwargs.pop("pk")
        self.number, self.names = kwargs.pop("number", None), kwargs
        return super().dispatch(request, slug, pk)

    def context(self, thing: Any, form: Any) -> dict[str, Any]:
        return project_frame(self.request.user, getattr(thing, "project", thing), self.part)


class EditPage(form_page.EditPage, InsidePage):
    def again(self, thing: Any) -> Any:
        return self.find(thing.project.pk)
