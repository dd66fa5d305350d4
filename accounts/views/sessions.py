from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.http import PageRequest


@login_required
@require_POST
def end_session(request: PageRequest, pk: int) -> HttpResponse:
    """Sign out on one other device."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    session.end()
    messages.success(request, _("Signed out there"))
    return redirect("usersessions_list")
