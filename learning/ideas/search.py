from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from learning.ideas.events import IdeaChanged
from learning.ideas.models import Idea
from learning.ideas.models.idea import IdeaQuerySet
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document


@declare
class Ideas(Searchable):
    kind = "idea"
    tab = _("Ideas")
    is_writing = True
    place = "community"

    def every(self) -> IdeaQuerySet:
        found: IdeaQuerySet = Idea.objects.all()
        return found

    def of_community(self, community_id: int) -> IdeaQuerySet:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(pk__in=self.every().filter(pk__in=ids).values("space"))

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        """Of those that wait for a workshop; what became one is found as that."""
        ideas = self.every().filter(pk__in=ids).open()
        for idea in ideas.select_related("community", "space__community"):
            yield Document(
                kind=self.kind,
                object_id=idea.pk,
                scope=idea.space.scope,
                audience=idea.space.audience,
                thread=idea.target,
                community_id=idea.community_id,
                space_id=idea.space.pk,
                author_id=idea.author_id,
                title=idea.title,
                body=idea.text,
                traits=["idea"],
                url=idea.get_absolute_url(),
                created_at=idea.added_at,
                active_at=idea.added_at,
                weight=0.2,
            )

    def visible_to(self, viewer: Any) -> IdeaQuerySet:
        return self.every().visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Idea for a workshop")


@subscribe(IdeaChanged)
def idea_changed(event: IdeaChanged) -> None:
    refresh(Ideas.kind, [event.idea_id])
