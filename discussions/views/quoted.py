from django.http import HttpResponse
from django.shortcuts import render

from communities.frame import frame
from core.http import PageRequest
from discussions import access


def quoted(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """The text of other mails that was cut off a post: a page, and what its button opens."""
    mailed = access.mail_of(request.user, pk, number)
    topic = mailed.post.topic
    context = frame(request.user, topic.community)
    context |= {"topic": topic, "post": mailed.post, "mailed": mailed}
    page = "discussions/quoted.html"
    return render(request, f"{page}#text" if request.htmx else page, context)
