from django.http import HttpResponse
from django.shortcuts import render

from communities.frame import frame
from core.http import PageRequest
from discussions import access
from discussions.diffs import changes


def history(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Every version of a post, newest first, each with what it changed."""
    post = access.post_to_read(request.user, pk, number)
    context = {
        **frame(request.user, post.topic.community),
        "topic": post.topic,
        "post": post,
        "changes": changes(post),
    }
    return render(request, "discussions/history.html", context)
