"""Rules that ask for a level of skills, as docs/skills.md reckons it, from what was done here."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from learning.badges.earning import Counts, Rule, declare
from members.skills.models import Evidence
from members.skills.rules import NEEDS, SkillLevel
from members.skills.shown import reckon

if TYPE_CHECKING:
    from learning.badges.models import Badge


def _at_least(level: SkillLevel) -> Callable[["Badge"], Counts]:
    """In how many skills members have this level. What they leave out shows nothing."""

    def counts(badge: "Badge") -> Counts:
        here = Evidence.objects.filter(community=badge.community_id, is_shown=True)
        done = here.order_by().values("user").annotate(n=Count("pk"))
        enough = done.filter(n__gte=NEEDS[level].things)
        skills = reckon(here, here.filter(user__in=enough.values("user")))
        for user, mine in skills.items():
            yield user, sum(one.level.rank >= level.rank for one in mine)

    return counts


declare(
    Rule(
        "skills_practised",
        _("Skills practised"),
        lambda n: ngettext("Practised %(n)d skill", "Practised %(n)d skills", n) % {"n": n},
        _at_least(SkillLevel.PRACTISED),
    )
)
declare(
    Rule(
        "skills_experienced",
        _("Skills experienced in"),
        lambda n: (
            ngettext("Is experienced in %(n)d skill", "Is experienced in %(n)d skills", n)
            % {"n": n}
        ),
        _at_least(SkillLevel.EXPERIENCED),
    )
)
