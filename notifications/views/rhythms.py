from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.http import PageRequest
from notifications.rhythms import choices_of, choose


@login_required
def rhythms(request: PageRequest) -> HttpResponse:
    """When the user's digests come."""
    is_sent = request.method == "POST"
    choices = choices_of(request.user, request.POST if is_sent else None)
    wrong = [choice for choice in choices if is_sent and not choice.form.is_valid()]
    if is_sent and not wrong:
        choose(request.user, choices)
        messages.success(request, _("Saved."))
        return redirect("notifications:rhythms")
    context = {"over_all": choices[0], "communities": choices[1:]}
    status = 422 if is_sent else 200
    return render(request, "notifications/rhythms.html", context, status=status)
