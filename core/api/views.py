from typing import Any

from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView


class ApiRequest(Request):
    """A request whose user is asked for by the door, not by its type."""

    user: Any


class ApiView(APIView):
    """An endpoint. Reading is open to visitors, as pages are; the door decides what they see."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD", "OPTIONS") and not request.user.is_authenticated:
            raise NotAuthenticated


class PersonalView(ApiView):
    """An endpoint about the caller, who therefore has to be somebody."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not request.user.is_authenticated:
            raise NotAuthenticated
