from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.models import User
from communities.models import Community
from core.http import PageRequest


def person(request: PageRequest, handle: str) -> HttpResponse:
    """Who a person is, and the communities that the viewer may know they belong to."""
    found = get_object_or_404(
        User.objects.shown().select_related("stand_in"), handle__iexact=handle
    )
    communities = Community.objects.readable_by(request.user).joined_by(found)
    context = {"person": found, "communities": communities.order_by("name")}
    return render(request, "members/person.html", context)
