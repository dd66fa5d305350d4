from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render

from communities.frame import frame
from core.errors import DomainError, StaleVersion
from core.http import PageRequest
from core.resources import ResourceView


class FormPage(ResourceView):
    """A form about one thing of a community, on a page of its own, and the verb that it leads to.

    What is sent wrongly, or is not possible any more, comes back with what was typed.
    """

    template: str
    called: str  # what the template calls the thing

    def find(self, pk: int) -> Any:
        """The thing, by its door: unseen is 404, refused is 403."""
        raise NotImplementedError

    def form(self, thing: Any, sent: Any = None) -> BaseForm:
        raise NotImplementedError

    def act(self, thing: Any, data: dict[str, Any]) -> str:
        """Do it; what is said of it then."""
        raise NotImplementedError

    def context(self, thing: Any, form: Any) -> dict[str, Any]:
        """What the template asks for besides the thing and the form."""
        return {}

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        thing = self.find(pk)
        return self.show(thing, self.form(thing))

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        thing = self.find(pk)
        form: Any = self.form(thing, request.POST)
        if not form.is_valid():
            return self.show(thing, form, status=422)
        try:
            said = self.act(thing, form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(thing, form, status=error.status)
        messages.success(request, said)
        return redirect(self.then(thing))

    def then(self, thing: Any) -> Any:
        """Where one is led."""
        return thing

    def show(self, thing: Any, form: BaseForm, status: int = 200) -> HttpResponse:
        context = frame(self.request.user, thing.community) | self.context(thing, form)
        context |= {self.called: thing, "form": form}
        return render(self.request, self.template, context, status=status)


class EditPage(FormPage):
    """Of a thing with versions: who saves over what somebody else has saved sees both."""

    theirs: Any = None  # as somebody else has saved it meanwhile

    def again(self, thing: Any) -> Any:
        """As it is now, by its door."""
        return self.find(thing.pk)

    def show(self, thing: Any, form: Any, status: int = 200) -> HttpResponse:
        if status == StaleVersion.status and form.is_bound and "version" in form.fields:
            self.theirs = self.again(thing)
            form.data = self.request.POST.dict() | {"version": self.theirs.version}
        return super().show(thing, form, status)

    def context(self, thing: Any, form: Any) -> dict[str, Any]:
        return super().context(thing, form) | {"theirs": self.theirs}
