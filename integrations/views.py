from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.http import PageRequest
from integrations.forms import AccessTokenForm
from integrations.models import AccessToken, Scope


@login_required
@never_cache
def tokens(request: PageRequest) -> HttpResponse:
    """One's access tokens; a new one is shown in the answer to the form, and never again."""
    form = AccessTokenForm(request.POST or None, initial={"scopes": [Scope.READ]})
    context: dict[str, Any] = {"form": form, "made": None}
    status = 200
    if form.is_bound and form.is_valid():
        _token, context["made"] = AccessToken.objects.issue(request.user, **form.cleaned_data)
        context["form"] = AccessTokenForm(initial={"scopes": [Scope.READ]})
    elif form.is_bound:
        status = 422
    context["tokens"] = AccessToken.objects.listed(request.user)[:100]
    return render(request, "integrations/tokens.html", context, status=status)


@login_required
@require_POST
def revoke_token(request: PageRequest, pk: int) -> HttpResponse:
    get_object_or_404(AccessToken, user=request.user, pk=pk).revoke()
    messages.success(request, _("Access token revoked. What used it has no access any more."))
    return redirect("integrations:tokens")
