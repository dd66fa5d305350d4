from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views import View

from core.http import PageRequest


class ResourceView(LoginRequiredMixin, View):
    """A thing one makes with POST and unmakes with DELETE.

    A form can only POST, so one with ``_method=delete`` in it is taken for a DELETE: buttons
    work without script, and htmx may send either.
    """

    request: PageRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and request.POST.get("_method") == "delete":
            request.method = "DELETE"
        return super().dispatch(request, *args, **kwargs)
