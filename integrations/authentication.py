from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import (
    BaseAuthentication,
    SessionAuthentication,
    get_authorization_header,
)
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from core.permissions import deny, require
from integrations.models import AccessToken


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer cop_pat_…``"""

    def authenticate(self, request: Request) -> tuple[Any, AccessToken] | None:
        scheme, _space, text = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        token = AccessToken.objects.with_token(text.strip().decode("ascii", "replace"))
        if token is None:
            raise AuthenticationFailed(_("This access token is not valid, or no longer."))
        if not token.allows(request.method or ""):
            require(deny(_("This access token may only read.")))
        user: Any = token.user
        user.remembers_memberships = True
        return user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class BrowserAuthentication(SessionAuthentication):
    """The session of the browser, with its CSRF token; tokens are what programs use."""

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class BrowserScheme(OpenApiAuthenticationExtension):
    target_class = BrowserAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "An access token from your settings.",
        }
