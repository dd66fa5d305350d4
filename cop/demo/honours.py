"""Gives the demo's badges, by the verbs, since they sign."""

from typing import Any

from communities.models import Community
from cop.demo.content import CommunityContent
from cop.demo.quiet import told_to_nobody
from cop.demo.talk import People
from learning.badges.models import Award, Badge
from learning.courses.models import Course

SAYS = ("title", "description", "criteria", "dye", "shape", "rule", "times")


def honour(content: CommunityContent, people: People) -> None:
    community = Community.objects.get(slug=content.slug)
    for told in content.badges:
        with told_to_nobody():
            badge = _define(told, community, people)
            for one in told.get("awards", []):
                _give(badge, one, people)


def _define(told: dict[str, Any], community: Community, people: People) -> Badge:
    said = {name: told[name] for name in SAYS if name in told}
    if "course" in told:
        said["course"] = Course.objects.get(community=community, title=told["course"])
    badge: Badge = Badge.objects.define(community, by=people[told["by"]], **said)
    badge.release(by=people[told["by"]])
    return badge


def _give(badge: Badge, told: dict[str, Any], people: People) -> None:
    to, by = people[told["handle"]], people[told["by"]]
    award = Award.objects.propose(badge, to=to, by=by, words=told["words"])
    if not told.get("asked"):
        award.accept()
