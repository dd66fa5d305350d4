from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin import LookAdmin
from integrations.models import AccessToken


@admin.register(AccessToken)
class AccessTokenAdmin(LookAdmin):
    """Which programs act for whom: to look at and to revoke, and not one character of a secret."""

    list_display = [
        "name",
        "user",
        "scopes",
        "created_at",
        "last_used_at",
        "expires_at",
        "revoked_at",
    ]
    list_select_related = ["user"]
    list_filter = ["created_at", "last_used_at", "expires_at", "revoked_at"]
    search_fields = ["name", "=user__handle", "=user__email"]
    fields = ["name", "user", "scopes", "created_at", "last_used_at", "expires_at", "revoked_at"]
    actions = ["revoke"]

    @admin.action(description=_("Revoke"), permissions=["act"])
    def revoke(self, request: HttpRequest, tokens: Any) -> None:
        self.act(request, tokens, AccessToken.revoke)
