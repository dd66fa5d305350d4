"""Which skills the tags of the demo mean."""

from communities.models import Community, Membership, Tag
from members.models import Meaning, Skill

MEANS = {
    "backups": "system backup best practice",
    "data-protection": "data protection",
    "data-quality": "implement data quality processes",
    "postgresql": "PostgreSQL",
    "r": "R",
    "sql": "SQL",
}


def explain(slug: str) -> None:
    community = Community.objects.get(slug=slug)
    by = Membership.objects.active().in_charge().filter(community=community)[0].user
    skills = {skill.label: skill for skill in Skill.objects.filter(label__in=MEANS.values())}
    for tag in Tag.objects.filter(community=community, name__in=MEANS):
        if skill := skills.get(MEANS[tag.name]):
            Meaning.objects.set(tag, skill, by=by)
