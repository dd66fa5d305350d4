"""The doors to badges, for web and API: unseen is 404, refused is 403."""

from typing import Any

from django.shortcuts import get_object_or_404

from learning.badges.models import Issuer


def issuer_to_see(viewer: Any, pk: int) -> Issuer:
    issuers = Issuer.objects.visible_to(viewer).select_related("community")
    return get_object_or_404(issuers, pk=pk)
