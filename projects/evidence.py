"""What somebody did in a project, as evidence of what they know."""

from datetime import datetime

from django.db.models import Count, F
from django.utils.translation import ngettext

from discussions.asking.evidence import Rows, Tags, evidence, faded
from projects.models import Contribution


def _delivered(count: int, tag: str) -> str:
    said = ngettext(
        "You delivered %(n)d project on %(tag)s.",
        "You delivered %(n)d projects on %(tag)s.",
        count,
    )
    return said % {"n": count, "tag": tag}


@evidence("projects", weight=2, whose="user", says=_delivered)
def delivered_projects(tags: Tags, now: datetime) -> Rows:
    """With others, one of whom confirmed it; not of who does not want to be named."""
    named = Contribution.objects.named()
    tagged = named.annotate(tag=F("tags")).filter(tag__in=tags).order_by()
    return tagged.values_list("user", "tag").annotate(n=Count("pk"), worth=faded("thanked_at", now))
