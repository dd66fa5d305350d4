"""How many badges are accepted and signed, and how many are checked, by one process."""

from accounts.models import User
from benchmarks.server import Work
from communities.models import Community
from learning.badges.checking import check
from learning.badges.models import Award, Badge

BADGES = 100


def measure() -> dict[str, dict[str, float]]:
    """Of each act what it takes; each badge is another member's."""
    community = Community.objects.get(slug="bench")
    Badge.objects.filter(community=community).delete()  # what an earlier run has given
    members = User.objects.filter(memberships__community=community).order_by("pk")
    by, *people = members[: BADGES + 2]
    badge = Badge.objects.define(
        community,
        by=by,
        title="Measured",
        description="Was there when this was measured.",
        criteria="Be *there*.",
        dye=community.dye,
    )
    badge.release(by=by)
    awards = [Award.objects.propose(badge, to=one, by=by, words="For it.") for one in people]
    first, *others = awards
    first.accept()  # makes the keys, and reads the contexts
    check(first)
    work = Work()
    for award in others:
        award.accept()
    issued = work.each(len(others))
    work = Work()
    holding = sum(check(award).embedded.is_proven for award in others)
    verified = work.each(len(others))
    failures = len(others) - holding
    return {"issued": issued, "verified": verified | {"failures": failures}}
