"""Where Guildhall differs from django-allauth."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.confirming import needs_mailed_code, showed_recently
from accounts.devices import describe_device
from accounts.errors import MailNotSent
from accounts.letters import send_letter
from accounts.models import User
from accounts.qr import draw_code
from accounts.sealing import open_sealed, seal
from accounts.words import CONNECTION_ERRORS, ERRORS, TOASTS, TWO_STEP_ERRORS
from accounts.zones import known_zone


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | ERRORS

    def save_user(
        self,
        request: HttpRequest,
        user: Any,
        form: Any,
        commit: bool = True,  # noqa: FBT001, FBT002 - its name and place are allauth's
    ) -> Any:
        data = form.cleaned_data
        user.email, user.name, user.timezone = data["email"], data["name"], data["timezone"]
        user.handle = data.get("username") or ""
        user.set_password(data.get("password1") or None)  # None: they sign in by mailed codes
        user.enter()
        return user

    def is_safe_url(self, url: str) -> bool:
        """Paths of this site only: signing in never leads elsewhere."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_reset_password_from_key_url(self, key: str) -> str:
        uidb36, _, token = key.partition("-")
        return absolute("account_reset_password_from_key", uidb36, token)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return absolute("account_confirm_email", emailconfirmation.key)

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """Whoever signed up in this browser is signed in next, having just read their mail."""
        confirmed = super().confirm_email(request, email_address)
        if confirmed and not request.user.is_authenticated:
            record_authentication(request, email_address.user, method="email_confirmation")
        return confirmed

    def add_message(  # noqa: PLR0913, PLR0917 - as allauth calls it
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        text = str(message or "")
        if message_template:
            text = str(TOASTS[message_template]) % (message_context or {})
        if text:
            messages.add_message(request, level, text, extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        send_letter(template_prefix, email, context)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """What it tells of is done, so that a mail that fails is logged and nothing more."""
        with suppress(MailNotSent):
            super().send_notification_mail(*args, **kwargs)

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return describe_device(super().get_http_user_agent(request))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        required = super().is_reauthentication_required(app=app, **kwargs)
        return required and not showed_recently(self.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        if needs_mailed_code(user):
            url = reverse("account_reauthenticate_code")
            return [{"id": "code", "description": _("Use a code by mail"), "url": url}]
        return super().get_reauthentication_methods(user)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Without the host that the request names: it would open a fresh count for each port."""
        return credentials["email"].lower()


class TwoStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | TWO_STEP_ERRORS

    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def build_totp_svg(self, url: str) -> str:
        return draw_code(url)

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_sealed(encrypted_text)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        return describe_device(context.request.headers.get("User-Agent", ""))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": urlsplit(settings.SITE_ORIGIN).hostname or "", "name": settings.SITE_NAME}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.name}


class ConnectionAdapter(DefaultSocialAccountAdapter):
    """Signing in with another site's account."""

    error_messages = DefaultSocialAccountAdapter.error_messages | CONNECTION_ERRORS

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        user = super().populate_user(request, sociallogin, data)
        parts = [data.get("first_name"), data.get("last_name")]
        whole = data.get("name") or " ".join(filter(None, parts))
        user.name = whole[: User._meta.get_field("name").max_length]
        return user

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Without asking, where the other site says who they are."""
        return bool(sociallogin.user.name)

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        initial = super().get_signup_form_initial_data(sociallogin)
        return initial | {"name": sociallogin.user.name}

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        if form is None:
            user = sociallogin.user
            user.timezone = known_zone(request.session.pop(ZONE_KEY, ""))
            user.set_unusable_password()
            user.enter()
            sociallogin.save(request)
            return user
        return super().save_user(request, sociallogin, form)


ZONE_KEY = "accounts.zone"


def absolute(name: str, *args: str) -> str:
    """At the configured origin, whatever host the request names."""
    return settings.SITE_ORIGIN + reverse(name, args=args)
