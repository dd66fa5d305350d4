from django.http import HttpResponse
from django.shortcuts import render

from communities import access
from communities.frame import frame
from communities.models import Community
from communities.models.membership import Role
from core.http import PageRequest
from members.listing.asked import OVERLAPS, Asked
from members.listing.facets import count
from members.listing.page import listing_of


def people(request: PageRequest) -> HttpResponse:
    """Everybody whom the viewer may find."""
    return _directory(request)


def members(request: PageRequest, slug: str) -> HttpResponse:
    return _directory(request, access.community_to_read(request.user, slug))


def _directory(request: PageRequest, community: Community | None = None) -> HttpResponse:
    asked = Asked.read(request.GET, community)
    listing = listing_of(request.user, asked, after=request.GET.get("after"))
    context = {"asked": asked, "listing": listing}
    if request.htmx.target == "people-more":
        return render(request, "members/people.html#rows", context)
    counted = count(request.user, listing.people, asked)
    context |= {
        "counted": counted,
        "facets": counted.facets(asked),
        "chosen": counted.chosen(asked),
        "overlaps": OVERLAPS if request.user.is_authenticated else (),
        "roles": Role.choices,
    }
    framed = frame(request.user, community) if community else {}
    return render(request, "members/people.html", framed | context)
