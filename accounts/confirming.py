"""Is it still you? Asked before a change that could lock its owner out.

allauth asks for the password or the second step, and takes those who have neither at their word.
Here they get a code by mail.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
    suspend_request,
)
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase

from accounts.letters import send_letter
from accounts.models import User
from core.limits import Limit

View = Callable[..., HttpResponseBase]

SENDING = Limit("mail a code", 5, per=timedelta(hours=1), fails_open=False)


def needs_mailed_code(user: Any) -> bool:
    return user.is_authenticated and not get_reauthentication_flows(user)


def showed_recently(request: HttpRequest) -> bool:
    """Signing in counts, too: nobody is asked twice in a row."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def confirming(view: View) -> View:
    """Show and do what the view does only for somebody who showed recently that it is them."""

    @wraps(view)
    def confirmed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if place := _where_to_ask(request):
            # What was sent is not kept until they have: it may be a password.
            return redirect_to_login(request.path, place)
        return view(request, *args, **kwargs)

    return confirmed


def confirming_changes(view: View) -> View:
    """Show what the view shows to its user, but do what it does only as `confirming` would.

    What was sent is done after they have shown it.
    """

    @wraps(view)
    def confirmed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and (place := _where_to_ask(request)):
            return suspend_request(request, place)
        return view(request, *args, **kwargs)

    return confirmed


def _where_to_ask(request: HttpRequest) -> str | None:
    """None where there is no need; visitors are the view's affair."""
    if not request.user.is_authenticated or showed_recently(request):
        return None
    return get_adapter().get_reauthentication_methods(request.user)[0]["url"]


class MailedCode:
    """The code in a session: for ten minutes, for three tries, and to be used once."""

    KEY = "accounts.mailed_code"
    LIFETIME = 600
    TRIES = 3

    def __init__(self, session: SessionBase) -> None:
        self.session = session

    @property
    def expected(self) -> str:
        """Empty when there is none."""
        state = self.session.get(self.KEY)
        if not state or time.time() - state["at"] > self.LIFETIME:
            return ""
        return state["code"]

    def send(self, user: User) -> None:
        """Raises TooMany, MailNotSent."""
        SENDING.spend(f"user:{user.pk}")
        code = get_adapter().generate_login_code()
        send_letter("account/email/reauthentication_code", user.email, {"code": code})
        self.session[self.KEY] = {"code": code, "at": time.time(), "tries": 0}

    def miss(self) -> None:
        state = self.session[self.KEY]
        state["tries"] += 1
        self.session.modified = True
        if state["tries"] >= self.TRIES:
            self.forget()

    def forget(self) -> None:
        self.session.pop(self.KEY, None)
