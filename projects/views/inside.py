from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from communities.form_page import FormPage
from core.errors import StaleVersion
from projects.frame import project_frame


class InsidePage(FormPage):
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


class EditPage(InsidePage):
    """Of a thing with versions: who saves over what somebody else has saved sees both."""

    def show(self, thing: Any, form: Any, status: int = 200) -> Any:
        if status == StaleVersion.status and form.is_bound:
            self.theirs = self.find(thing.project.pk)
            form.data = self.request.POST.dict() | {"version": self.theirs.version}
        return super().show(thing, form, status)

    def context(self, thing: Any, form: Any) -> dict[str, Any]:
        return super().context(thing, form) | {"theirs": getattr(self, "theirs", None)}
