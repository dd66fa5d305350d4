from collections.abc import Iterable
from typing import Any

from communities.models import SpaceMember
from communities.models.membership import State, memberships_of
from core import audience


@audience.provider
def membership_keys(viewer: Any) -> Iterable[str]:
    active = [pk for pk, m in memberships_of(viewer).items() if m.state == State.ACTIVE]
    yield from (f"community:{pk}" for pk in active)
    named = SpaceMember.objects.filter(user_id=viewer.pk, space__community__in=active)
    yield from (f"space:{pk}" for pk in named.values_list("space_id", flat=True))
