"""The doors to badges, for web and API: unseen is 404, refused is 403."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404

from communities.access import community_to_read
from communities.models import Community
from core.permissions import Verdict, require
from learning.badges import rules
from learning.badges.models import Award, Badge, Issuer


def issuer_to_see(viewer: Any, pk: int) -> Issuer:
    issuers = Issuer.objects.visible_to(viewer).select_related("community")
    return get_object_or_404(issuers, pk=pk)


def community_to_define_in(viewer: Any, slug: str) -> Community:
    community = community_to_read(viewer, slug)
    require(rules.can_define(viewer, community))
    return community


def badge_to_read(viewer: Any, pk: int) -> Badge:
    return get_object_or_404(Badge.objects.visible_to(viewer).for_page(), pk=pk)


def badge_to_edit(viewer: Any, pk: int) -> Badge:
    return _allowed(viewer, pk, rules.can_edit)


def badge_to_publish(viewer: Any, pk: int) -> Badge:
    return _allowed(viewer, pk, rules.can_publish)


def badge_to_retire(viewer: Any, pk: int) -> Badge:
    return _allowed(viewer, pk, rules.can_retire)


def badge_to_manage(viewer: Any, pk: int) -> Badge:
    return _allowed(viewer, pk, rules.can_manage)


def badge_to_award(viewer: Any, pk: int) -> Badge:
    return _allowed(viewer, pk, rules.can_award)


def award_to_read(viewer: Any, key: Any) -> Award:
    return get_object_or_404(Award.objects.visible_to(viewer).for_page(), key=key)


def award_to_answer(viewer: Any, key: Any) -> Award:
    return _award(viewer, key, rules.can_answer)


def award_to_withdraw(viewer: Any, key: Any) -> Award:
    return _award(viewer, key, rules.can_withdraw)


def award_to_revoke(viewer: Any, key: Any) -> Award:
    return _award(viewer, key, rules.can_revoke)


def award_to_show(viewer: Any, key: Any) -> Award:
    return _award(viewer, key, rules.can_show)


def award_to_carry(viewer: Any, key: Any) -> Award:
    return _award(viewer, key, rules.can_carry)


def _award(viewer: Any, key: Any, rule: Callable[[Any, Award], Verdict]) -> Award:
    award = award_to_read(viewer, key)
    require(rule(viewer, award))
    return award


def _allowed(viewer: Any, pk: int, rule: Callable[[Any, Badge], Verdict]) -> Badge:
    badge = badge_to_read(viewer, pk)
    require(rule(viewer, badge))
    return badge
