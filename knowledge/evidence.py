"""Articles as evidence of what somebody knows."""

from datetime import datetime

from django.db.models import Count, F
from django.utils.translation import ngettext

from discussions.asking.evidence import Rows, Tags, evidence, faded
from knowledge.models import Contribution, State
from knowledge.models.contribution import Part


def _wrote(count: int, tag: str) -> str:
    said = ngettext(
        "You wrote on %(n)d article about %(tag)s.",
        "You wrote on %(n)d articles about %(tag)s.",
        count,
    )
    return said % {"n": count, "tag": tag}


@evidence("articles", weight=3, whose="user", says=_wrote)
def wrote_articles(tags: Tags, now: datetime) -> Rows:
    """Published ones; each as fresh as when somebody last verified it."""
    wrote = Contribution.objects.filter(part=Part.WROTE, article__state=State.PUBLISHED)
    tagged = wrote.annotate(tag=F("article__tags")).filter(tag__in=tags).order_by()
    return tagged.values_list("user", "tag").annotate(
        n=Count("pk"), worth=faded("article__verified_at", now)
    )
