from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.http import PageRequest
from discussions.listing import Listing
from projects.access import project_inside
from projects.frame import project_frame

PAGE = 20


def talk(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """The topics of the project's space, as any list of topics."""
    project = project_inside(request.user, pk)
    listing = replace(Listing.read(request.GET), space="")
    here = replace(listing, space=project.space.slug)
    after = request.GET.get("after")
    context = project_frame(request.user, project, "talk") | {
        "listing": listing,
        "page": here.page(request.user, project.community, after=after, size=PAGE),
        "states": [
            ("", _("Latest")),
            ("unanswered", _("Unanswered")),
            ("unread", _("Unread")),
            ("mine", _("Yours")),
        ],
    }
    more = request.htmx.target == "topics-more"
    return render(request, "projects/talk.html" + ("#rows" if more else ""), context)
