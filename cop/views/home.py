from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from communities.models import Community
from cop.waiting import waiting_for
from core.http import PageRequest
from discussions.models import Topic

BOOKS = 10


def home(request: PageRequest) -> HttpResponse:
    """Signed in, what is waiting; for visitors, what this place is."""
    if not request.user.is_authenticated:
        return render(request, "landing.html", landing(request))
    waiting = waiting_for(request.user)
    context = {"waiting": waiting, "suggested": [] if waiting.communities else busiest(request)}
    return render(request, "home.html", context)


def landing(request: PageRequest) -> dict[str, Any]:
    books = busiest(request)
    first = next((community for community in books if community.is_public), None)
    seen = Topic.objects.visible_to(request.user)
    return {"books": books, "topic": seen.best_solved_in(first) if first else None}


def busiest(request: PageRequest) -> list[Community]:
    communities = Community.objects.visible_to(request.user)
    return list(communities.order_by("-member_count", "-pk")[:BOOKS])
