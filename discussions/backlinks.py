"""The page of what leads to a topic or an article, and of where that leads."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from communities.frame import frame
from core.http import PageRequest
from discussions.linking import leads_to, linked_from

TEMPLATE = "discussions/links.html"


def show_links(request: PageRequest, page: Any, section: str) -> HttpResponse:
    """Of a thing with a title, an address, a community and a target."""
    viewer = request.user
    context = frame(viewer, page.community) | {
        "thing": page,
        "part_of": section,
        "sources": linked_from(viewer, page.target, after=request.GET.get("after")),
    }
    if request.htmx.target == "links-more":
        return render(request, f"{TEMPLATE}#rows", context)
    context["targets"] = leads_to(viewer, page.target)
    return render(request, f"{TEMPLATE}#aside" if request.htmx else TEMPLATE, context)
