from datetime import timedelta
from typing import Any, ClassVar

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import MethodNotAllowed, NotAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from core.api.problems import NOTHING, plain_problem
from core.api.serializers import Input, read_query
from core.client import requester
from core.limits import Limit

READING = ("GET", "HEAD")
CHANGES = Limit("api", 300, per=timedelta(minutes=10))


class ApiRequest(Request):
    """A request whose user is asked for by the door, not by its type."""

    user: Any


class ApiView(APIView):
    """An endpoint. Reading is open to visitors, as pages are; the door decides what they see.

    ``query`` is what GET can be asked with, ``self.asked`` what it was. Nothing else is taken.
    """

    query: ClassVar[type[Input]] = Input
    asked: dict[str, Any]
    metadata_class = None  # no OPTIONS: other origins have no business here, and programs need none

    @classmethod
    def needs_somebody(cls, method: str) -> bool:
        return method not in READING

    def check_throttles(self, request: Request) -> None:
        """Also what is refused counts: a program in a loop is stopped in any case."""
        if request.method not in READING:
            CHANGES.spend(requester(request))

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        method = request.method or ""
        if method not in self.allowed_methods:
            raise MethodNotAllowed(method)  # before it is asked who wants to
        super().initial(request, *args, **kwargs)
        if self.needs_somebody(method) and not request.user.is_authenticated:
            raise NotAuthenticated
        self.asked = read_query(request, self.query if method in READING else Input)

    @property
    def allowed_methods(self) -> list[str]:
        return [method for method in super().allowed_methods if method != "OPTIONS"]


class PersonalView(ApiView):
    """An endpoint about the caller, who therefore has to be somebody."""

    @classmethod
    def needs_somebody(cls, method: str) -> bool:
        return True


@csrf_exempt
def nothing(request: HttpRequest, path: str) -> JsonResponse:
    """Every address of the API that leads nowhere, whatever one means to do there."""
    return plain_problem("not_found", NOTHING, 404)
