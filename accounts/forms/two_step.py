from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as allauth_forms
from django.core.cache import caches


class SpentOnce:
    """A code opens once.

    allauth remembers a code for one period; with a tolerance for slow fingers and wrong clocks
    it is good for longer, and has to be remembered for as long.
    """

    user: Any

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]
        spent = f"two-step-code:{self.user.pk}:{normalize_user_code(code)}"
        lifetime = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not caches["default"].add(spent, value=True, timeout=lifetime):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(SpentOnce, allauth_forms.AuthenticateForm):
    pass


class ReauthenticateForm(SpentOnce, allauth_forms.ReauthenticateForm):
    pass
