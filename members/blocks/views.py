from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.http import PageRequest
from core.paging import paginate
from core.resources import ResourceView
from members.blocks import access
from members.blocks.blocking import block, lift

PAGE = 24


@login_required
def blocked(request: PageRequest) -> HttpResponse:
    """Whom one blocks."""
    people = access.blocked_by(request.user)
    page = paginate(people, access.ORDER, size=PAGE, after=request.GET.get("after"))
    name = "members/blocks/list.html"
    if request.htmx.target == "blocked-more":
        name += "#rows"
    return render(request, name, {"page": page})


class BlockView(ResourceView):
    """POST: block somebody. DELETE: block them no more."""

    def get(self, request: PageRequest, handle: str) -> HttpResponse:
        """What it does, before one does it."""
        person = access.person_to_block(request.user, handle)
        is_blocked = access.blocked_by(request.user).filter(pk=person.pk).exists()
        context = {"person": person, "is_blocked": is_blocked}
        return render(request, "members/blocks/block.html", context)

    def post(self, request: PageRequest, handle: str) -> HttpResponse:
        person = access.person_to_block(request.user, handle)
        block(person, by=request.user)
        said = _("You block %(name)s. Nobody is told.")
        messages.success(request, said % {"name": person.name})
        return redirect("settings_blocked")

    def delete(self, request: PageRequest, handle: str) -> HttpResponse:
        person = access.person_to_block(request.user, handle)
        lift(person, by=request.user)
        said = _("You do not block %(name)s any more. Nobody is told.")
        messages.success(request, said % {"name": person.name})
        return redirect("settings_blocked")
