from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from core.http import PageRequest
from learning.certificates import access

NAME = "learning/certificates/certificate.html"


@login_required
def certificate(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """One's own, to print."""
    found = access.own_certificate(request.user, pk)
    return render(request, NAME, {"certificate": found, "is_own": True})


@never_cache
def attended(request: HttpRequest, attended: str) -> HttpResponse:
    """The same, for whoever was shown it: it says that it holds, and of whom and what."""
    found = access.certificate_to_check(attended)
    return render(request, NAME, {"certificate": found, "is_own": False})
