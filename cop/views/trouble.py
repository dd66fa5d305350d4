"""What is answered where no view could: a page, or to programs a problem."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import defaults

from core.api.problems import plain_problem

API = "/api/v1/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return plain_problem("bad_request", _("This cannot be understood."), 400)
    return defaults.bad_request(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(API):
        return plain_problem("broken", _("Something broke on our side."), 500)
    return defaults.server_error(request)
