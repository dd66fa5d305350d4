from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from core.http import PageRequest
from core.paging import paginate
from notifications import access
from notifications.editions import context_of, recall
from notifications.models import Digest

PAGE = 20


@login_required
def digests(request: PageRequest) -> HttpResponse:
    mine = Digest.objects.of(request.user)
    page = paginate(mine, ("-number",), after=request.GET.get("after"), size=PAGE)
    return render(request, "notifications/digests.html", {"page": page})


@login_required
def digest(request: PageRequest, number: int) -> HttpResponse:
    issue = access.digest_to_read(request.user, number)
    contents = recall(issue, request.user)
    return render(request, "notifications/digest.html", context_of(issue, contents))
