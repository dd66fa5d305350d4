"""Series: proposed, read, said otherwise, published, extended, cancelled."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.form_page import FormPage
from communities.frame import frame
from core.http import PageRequest
from core.resources import ResourceView
from learning.series import access
from learning.series.forms import (
    RHYTHM,
    ExtendForm,
    SeriesEditForm,
    SeriesForm,
    forget_all_but_rhythm,
)
from learning.series.models import Series
from learning.series.showing import series_context
from learning.workshops.access import community_to_propose_in
from learning.workshops.forms import CancelForm, said_in
from learning.workshops.views.workshops import EditView as WorkshopEditView
from learning.workshops.views.workshops import begun_with


def series(request: PageRequest, slug: str, pk: int, title: str = "") -> HttpResponse:
    found = access.series_to_read(request.user, pk)
    if (slug, title) != (found.community.slug, found.slug):
        return redirect(found)
    context = series_context(request.user, found)
    return render(request, "learning/series/series.html", context)


@login_required
def new_series(request: PageRequest, slug: str) -> HttpResponse:
    """Sent with ``look`` the days are shown, and nothing is proposed."""
    community = community_to_propose_in(request.user, slug)
    begun = {
        "nonce": uuid.uuid4().hex,
        "hosts": f"@{request.user.handle}",
        "zone": request.user.timezone,
    }
    form = SeriesForm(request.POST or None, viewer=request.user, community=community, initial=begun)
    looks = "look" in request.POST
    if form.is_valid() and not looks:
        said = said_in(form.cleaned_data)
        for name in {"when", *RHYTHM} & set(said):
            said.pop(name)
        made = Series.objects.propose(said.pop("space"), by=request.user, **said)
        messages.success(request, _("Series proposed. A facilitator publishes it."))
        return redirect(made)
    if looks:
        forget_all_but_rhythm(form)
    context = frame(request.user, community) | {"form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "learning/series/new.html", context, status=status)


class EditView(WorkshopEditView):
    """Of all that is to come."""

    template, called = "learning/series/edit.html", "series"

    def find(self, pk: int) -> Any:
        return access.series_to_edit(self.request.user, pk)

    def form(self, thing: Any, sent: Any = None) -> Any:
        begun = begun_with(thing.pattern) | {"version": thing.version}
        return SeriesEditForm(sent, space=thing.space, initial=begun)


class PublicationView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.series_to_publish(request.user, pk)
        found.release(by=request.user)
        messages.success(request, _("Series published. People can come."))
        return redirect(found)


class ExtendView(FormPage):
    template, called = "learning/series/extend.html", "series"

    def find(self, pk: int) -> Series:
        return access.series_to_extend(self.request.user, pk)

    def form(self, thing: Series, sent: Any = None) -> ExtendForm:
        return ExtendForm(sent, zone=thing.zone)

    def act(self, thing: Series, data: dict[str, Any]) -> str:
        made = len(thing.extend(by=self.request.user, **data))
        return ngettext("%(n)d date added.", "%(n)d dates added.", made) % {"n": made}


class CancelView(FormPage):
    template, called = "learning/series/cancel.html", "series"

    def find(self, pk: int) -> Series:
        return access.series_to_cancel(self.request.user, pk)

    def form(self, thing: Series, sent: Any = None) -> CancelForm:
        return CancelForm(sent)

    def act(self, thing: Series, data: dict[str, Any]) -> str:
        thing.cancel(by=self.request.user, **data)
        return _("Series cancelled.")
