from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from communities.frame import frame
from core.http import PageRequest
from knowledge import access
from knowledge.queue import proposed_in, stale_in


@login_required
def queue(request: PageRequest, slug: str) -> HttpResponse:
    """What waits for a decision, and what is due to be looked at again."""
    community = access.community_to_review(request.user, slug)
    context = frame(request.user, community) | {
        "proposed": proposed_in(request.user, community),
        "stale": stale_in(request.user, community),
    }
    return render(request, "knowledge/queue.html", context)
