from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from core.events import subscribe
from core.markdown import plain_text
from learning.badges.events import BadgeEdited, BadgePublished, BadgeRetired
from learning.badges.models import Badge
from learning.badges.models.badge import BadgeQuerySet
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document


@declare
class Badges(Searchable):
    """What a community gives, and not whom: who has a badge may show it on their page."""

    kind = "badge"
    tab = _("Badges")
    place = "community"

    def every(self) -> BadgeQuerySet:
        return Badge.objects.all()

    def of_community(self, community_id: int) -> BadgeQuerySet:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Community]:
        return Community.objects.filter(pk__in=self.every().filter(pk__in=ids).values("community"))

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        for badge in self.every().filter(pk__in=ids).published().for_page():
            yield Document(
                kind=self.kind,
                object_id=badge.pk,
                scope=badge.community.scope,
                audience=badge.community.audience,
                thread=badge.target,
                community_id=badge.community_id,
                title=badge.title,
                keywords=badge.skill,
                body=f"{badge.description}\n{plain_text(badge.criteria_html)}",
                traits=["badge"],
                url=badge.get_absolute_url(),
                created_at=badge.published_at or badge.created_at,
                active_at=badge.published_at or badge.created_at,
                weight=0.3,
            )

    def visible_to(self, viewer: Any) -> BadgeQuerySet:
        return Badge.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Badge")


@subscribe(BadgePublished)
@subscribe(BadgeEdited)
@subscribe(BadgeRetired)
def badge_changed(event: BadgePublished | BadgeEdited | BadgeRetired) -> None:
    refresh(Badges.kind, [event.badge_id])
