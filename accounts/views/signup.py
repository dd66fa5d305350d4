from typing import Any

from allauth.account import views as account
from allauth.socialaccount import views as socialaccount
from django.http import HttpResponse

from accounts.errors import HandleTaken


class SayHandleTaken:
    """The form was right when it was checked; somebody was a moment faster."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except HandleTaken as taken:
            form.add_error("username", str(taken.message))
            return self.form_invalid(form)  # type: ignore[attr-defined]


class SignupView(SayHandleTaken, account.SignupView):
    pass


class ConnectedSignupView(SayHandleTaken, socialaccount.SignupView):
    pass
