"""The doors to what tags mean and to what somebody can do, for web and API."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from communities.access import community_to_facilitate, community_to_read
from communities.models import Community, Tag
from communities.models.tag import TagQuerySet
from core.permissions import require
from members.access import person_to_see
from members.directory import people_shown_to
from members.skills import rules_of_endorsing as rules
from members.skills.models import Endorsement, Evidence
from members.skills.shown import Shown, skill_of


def tags_to_read(viewer: Any, slug: str) -> tuple[Community, TagQuerySet]:
    community = community_to_read(viewer, slug)
    return community, with_meaning(Tag.objects.known_to(viewer, community))


def tags_to_explain(viewer: Any, slug: str) -> tuple[Community, TagQuerySet]:
    community = community_to_facilitate(viewer, slug)
    return community, with_meaning(Tag.objects.filter(community=community))


def tag_to_explain(viewer: Any, slug: str, name: str) -> Tag:
    _community, tags = tags_to_explain(viewer, slug)
    return get_object_or_404(tags.select_related("community"), name=name)


def with_meaning(tags: TagQuerySet) -> TagQuerySet:
    return tags.select_related("meaning__skill")


def skill_to_see(viewer: Any, handle: str, key: str) -> tuple[User, Shown]:
    person = person_to_see(viewer, handle)
    shown = skill_of(viewer, person, key)
    if shown is None:
        raise Http404
    return person, shown


def own_skill(user: Any, key: str) -> Shown:
    shown = skill_of(user, user, key)
    if shown is None:
        raise Http404
    return shown


def own_evidence(user: Any, pk: int) -> Evidence:
    return get_object_or_404(Evidence.objects.filter(user=user.pk), pk=pk)


def evidence_to_endorse(viewer: Any, pk: int) -> Evidence:
    """Of somebody whom the viewer may see."""
    visible = Evidence.objects.visible_to(viewer).filter(user__in=people_shown_to(viewer))
    found = get_object_or_404(visible, pk=pk)
    require(rules.can_endorse(viewer, found))
    return found


def own_endorsement(user: Any, evidence: int) -> Endorsement:
    """One that the user gave, to take it back, whatever they may see by now."""
    return get_object_or_404(Endorsement.objects.filter(by=user.pk), evidence=evidence)


def endorsement_of_own(user: Any, pk: int) -> Endorsement:
    """One that the user got."""
    return get_object_or_404(Endorsement.objects.filter(evidence__user=user.pk), pk=pk)
