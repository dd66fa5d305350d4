from django.http import HttpResponse
from django.shortcuts import render

from core.http import PageRequest
from search.asked import Asked
from search.kinds import all_kinds


def results(request: PageRequest) -> HttpResponse:
    asked = Asked.read(request.GET)
    narrowings = asked.narrowings(request.user)
    context = {
        "asked": asked,
        "narrowings": narrowings,
        "results": asked.find(request.user, narrowings),
    }
    if request.htmx.target == "results-more":
        return render(request, "search/results.html#rows", context)
    return render(request, "search/results.html", context | {"kinds": all_kinds()})


def instant(request: PageRequest) -> HttpResponse:
    """The first results under a search box, while somebody types."""
    asked = Asked.read(request.GET)
    context = {"asked": asked, "results": asked.find_while_typing(request.user)}
    return render(request, "search/instant.html", context)
