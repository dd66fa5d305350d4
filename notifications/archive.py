"""The issues that a user was sent, one by one and by what they are of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from notifications import follows
from notifications.editions import period_of, title_of
from notifications.models import Digest
from notifications.models.rhythm import OVER_ALL


@dataclass(frozen=True)
class Entry:
    digest: Digest
    title: str
    period: str


def entries(viewer: Any, digests: list[Digest]) -> list[Entry]:
    named = names(viewer, {digest.scope for digest in digests})
    return [
        Entry(digest, title_of(digest, named[digest.scope]), period_of(digest))
        for digest in digests
    ]


def names(viewer: Any, scopes: Iterable[str]) -> dict[str, str]:
    """What each is of, as far as the viewer may know it today."""
    wanted = set(scopes)
    seen = follows.names(viewer, wanted - {OVER_ALL})
    gone = _("a community that is no longer open to you")
    named = {scope: seen[scope].name if scope in seen else gone for scope in wanted}
    return named | ({OVER_ALL: settings.SITE_NAME} if OVER_ALL in wanted else {})


def scopes(viewer: Any) -> list[tuple[str, str, str]]:
    """To choose from what the viewer has had digests of: key, words and address."""
    found = Digest.objects.of(viewer).order_by("scope").values_list("scope", flat=True).distinct()
    named = sorted(names(viewer, found).items(), key=lambda one: (one[0] != OVER_ALL, one[1]))
    offered = [(scope, name, f"?of={scope}") for scope, name in named]
    return [("every", _("Every digest"), "?"), *offered] if len(offered) > 1 else []


def neighbours(digest: Digest) -> dict[str, Digest | None]:
    """The issues before and after it, of the same scope."""
    others = Digest.objects.filter(user=digest.user_id, scope=digest.scope)
    return {
        "previous": others.filter(number__lt=digest.number).order_by("-number").first(),
        "following": others.filter(number__gt=digest.number).order_by("number").first(),
    }
