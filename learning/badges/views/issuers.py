"""Issuers: a page for people, and the documents that programs ask for."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control

from communities.frame import frame
from core.http import PageRequest
from learning.badges import access, documents
from learning.badges.models import Issuer, StatusList

SIGNED = "application/vc+ld+json"

for_a_while = cache_control(public=True, max_age=300)


def issuer(request: PageRequest, pk: int) -> HttpResponse:
    """Who may know of the community may know how it signs."""
    found = access.issuer_to_see(request.user, pk)
    context = frame(request.user, found.community) | {"issuer": found}
    context["keys"] = found.keys.in_order()
    return render(request, "learning/badges/issuer.html", context)


@for_a_while
def document(request: HttpRequest, pk: int) -> JsonResponse:
    """Also of a community that nobody may know of: it says numbers and keys, and no name."""
    return published(documents.document_of(_issuer(pk)))


@for_a_while
def keys(request: HttpRequest, pk: int) -> JsonResponse:
    return published(documents.key_set_of(_issuer(pk)))


@for_a_while
def key(request: HttpRequest, pk: int, name: str) -> JsonResponse:
    found = documents.key_of(_issuer(pk), name)
    if found is None:
        raise Http404
    return published(found)


def published(document: dict[str, Any], kind: str = "application/json") -> JsonResponse:
    """Verifiers run in browsers too, on pages of other sites."""
    headers = {"Access-Control-Allow-Origin": "*"}
    return JsonResponse(document, content_type=kind, headers=headers)


def _issuer(pk: int) -> Issuer:
    return get_object_or_404(Issuer.objects.select_related("community"), pk=pk)


@for_a_while
def status_list(request: HttpRequest, pk: int, number: int) -> JsonResponse:
    """Which badges were taken back: bits, for whoever checks one of them."""
    entries = get_object_or_404(StatusList, issuer=pk, number=number)
    return published(entries.credential, SIGNED)
