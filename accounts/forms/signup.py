from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django.http import HttpRequest

from accounts.errors import EmailTaken
from accounts.models import User


class SignupForm(AllauthSignupForm):
    account_already_exists: bool

    def try_save(self, request: HttpRequest) -> tuple[Any, Any]:
        """An address with an account is answered as any other, in bytes and in time.

        Raises HandleTaken.
        """
        if not self.account_already_exists:
            try:
                return super().try_save(request)
            except EmailTaken:  # a moment ago
                self.account_already_exists = True
        User().set_password(self.cleaned_data.get("password1"))  # takes as long as for a new user
        return super().try_save(request)
