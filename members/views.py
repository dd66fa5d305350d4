from django.http import HttpResponse
from django.shortcuts import redirect, render

from communities.models import Community
from core.http import PageRequest
from members import access


def person(request: PageRequest, handle: str) -> HttpResponse:
    """Who a person is, and the communities that the viewer may know they belong to."""
    found = access.person_to_see(request.user, handle)
    if found.handle.lower() != handle.lower():
        return redirect(found)  # not for good: a handle that was left long ago is free again
    communities = Community.objects.readable_by(request.user).joined_by(found)
    context = {"person": found, "communities": communities.order_by("name")}
    return render(request, "members/person.html", context)
