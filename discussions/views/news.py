from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from core.http import PageRequest
from discussions import access
from discussions.marks import marks_of
from discussions.news import count_of_news, read_news
from discussions.reading import Reading
from discussions.views.topics import post_context

PAGE = "discussions/news.html"
LARGEST = 10**9


def news(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """How much came since the open page was made: nothing, or a button that shows it in place."""
    after = _number(request, "after")
    if "shown" in request.GET:
        return _show(request, pk, after)
    counted = count_of_news(request.user, pk, after)
    if counted is None:
        raise Http404  # the page stops asking
    if sum(counted) == _number(request, "known"):  # the page says so already
        return HttpResponse(status=204)
    context = {"first": counted[0], "below": counted[1], "after": after, "at": request.path}
    context["known"] = sum(counted)
    # Without the request, of whose frame it shows nothing, and which would ask for more.
    return HttpResponse(render_to_string(f"{PAGE}#bar", context))


def _show(request: PageRequest, pk: int, after: int) -> HttpResponse:
    topic = access.topic_to_read(request.user, pk)
    if not request.htmx:
        return redirect(topic)
    found = read_news(request.user, topic, after)
    posts = list(found.posts)
    context = post_context(request, topic) | {
        "news": found,
        "after": max(found.last, after),
        "at": request.path,
        "reading": Reading.of(request.user, topic, posts),
        "marks": marks_of(request.user, posts),
        "accepted_number": None,
    }
    return render(request, f"{PAGE}#posts", context)


def _number(request: PageRequest, name: str) -> int:
    typed = request.GET.get(name, "")
    return min(int(typed), LARGEST) if typed.isdecimal() and len(typed) < 18 else 0
