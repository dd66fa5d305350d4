from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from core.http import PageRequest
from core.paging import paginate
from notifications import access, archive
from notifications.editions import context_of, recall
from notifications.models import Digest
from notifications.models.rhythm import OVER_ALL

PAGE = 20
EVERY = "every"  # digest, whatever it is of


@login_required
def digests(request: PageRequest) -> HttpResponse:
    """Every issue there was, of one digest or of all."""
    scope, mine = request.GET.get("of", EVERY), Digest.objects.of(request.user)
    found = mine if scope == EVERY else mine.filter(scope=scope)
    page = paginate(found, ("-due_at", "-pk"), after=request.GET.get("after"), size=PAGE)
    context = {
        "issues": archive.entries(request.user, page.items),
        "next": page.next,
        "scopes": archive.scopes(request.user),
        "scope": scope,
    }
    return render(request, "notifications/digests.html", context)


@login_required
def digest(request: PageRequest, number: int, scope: str = OVER_ALL) -> HttpResponse:
    issue = access.digest_to_read(request.user, int(number), scope)
    contents = recall(issue, request.user)
    name = archive.names(request.user, [scope])[scope]
    context = context_of(issue, contents, name) | archive.neighbours(issue)
    context["is_preview"] = False
    return render(request, "notifications/digest.html", context)
