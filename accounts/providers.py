from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse


@dataclass(frozen=True)
class Provider:
    """Another site whose accounts can sign in here; OIDC_PROVIDERS names them."""

    id: str
    name: str

    @property
    def url(self) -> str:
        return reverse("openid_connect_login", args=[self.id])


def providers() -> list[Provider]:
    apps: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return [Provider(app["provider_id"], app["name"]) for app in apps]
