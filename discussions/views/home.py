from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.access import community_to_see
from communities.frame import frame, sides
from communities.hearing import card_for
from communities.models import Community, Space
from communities.rules import can_read
from core.http import PageRequest
from discussions import rules
from discussions.listing import Listing, pinned, readable_spaces
from discussions.models import Kind
from notifications.inbound.addresses import spaces_are_open

PAGE = 20


def home(request: PageRequest, slug: str) -> HttpResponse:
    """A community's front page: its discussions, and around them what it is."""
    community = community_to_see(request.user, slug)
    if not can_read(request.user, community):
        return redirect("communities:about", slug)
    listing = Listing.read(request.GET)
    page = listing.page(request.user, community, after=request.GET.get("after"), size=PAGE)
    context = frame(request.user, community) | {"listing": listing, "page": page}
    if request.htmx.target == "topics-more":
        return render(request, "discussions/home.html#rows", context)
    return render(request, "discussions/home.html", context | _around(request, community, listing))


def _around(request: PageRequest, community: Community, listing: Listing) -> dict[str, object]:
    spaces = readable_spaces(request.user, community)
    return {
        "pinned": pinned(request.user, community) if listing.is_plain else [],
        **sides(community),
        "card": card_for(request.user, community) if listing.is_plain else None,
        "spaces": spaces,
        "by_mail": _that_take_mail(request, community, spaces, listing),
        "kinds": Kind.choices,
        "facts": [
            ngettext("%(num)d member", "%(num)d members", community.member_count)
            % {"num": community.member_count},
            ngettext("%(num)d topic", "%(num)d topics", community.topic_count)
            % {"num": community.topic_count},
        ],
        "may_start": rules.can_start(request.user, community),
        "states": [
            ("", _("Latest")),
            ("unanswered", _("Unanswered")),
            ("unread", _("Unread")),
            ("mine", _("Yours")),
        ],
    }


def _that_take_mail(
    request: PageRequest, community: Community, spaces: list[Space], listing: Listing
) -> list[Space]:
    """Those in which the viewer begins a topic by email: of the one that is shown, or of all."""
    if not community.standing_of(request.user).is_member:
        return []
    shown = [space for space in spaces if listing.space in ("", space.slug)]
    return [space for space in shown if space.takes_mail and spaces_are_open()]
