from collections.abc import Iterable, Sequence
from typing import Any

from communities.models import Membership, SpaceMember
from communities.models.membership import State, memberships_of
from core import audience


@audience.provider
def membership_keys(viewer: Any) -> Iterable[str]:
    for pk, membership in memberships_of(viewer).items():
        if membership.state == State.ACTIVE:
            yield f"community:{pk}"
        if membership.state != State.SUSPENDED:
            yield from (f"space:{space}" for space in membership.named_spaces)


@audience.provider_for_many
def membership_keys_of_many(user_ids: Sequence[int]) -> Iterable[tuple[int, str]]:
    there = Membership.objects.with_partners().filter(user__in=user_ids)
    joined = {
        (user, community): state
        for user, community, state in there.values_list("user_id", "community_id", "state")
    }
    for (user, community), state in joined.items():
        if state == State.ACTIVE:
            yield user, f"community:{community}"
    named = SpaceMember.objects.filter(user__in=user_ids)
    for user, space, community in named.values_list("user_id", "space_id", "space__community_id"):
        if (user, community) in joined:
            yield user, f"space:{space}"
