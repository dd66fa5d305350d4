from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from core.markdown import plain_text
from projects.decisions.events import DecisionDeleted, DecisionEdited, DecisionNoted
from projects.decisions.models import DecisionQuerySet
from projects.models import Decision
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document


@declare
class Decisions(Searchable):
    kind = "decision"
    tab = _("Decisions")
    is_writing = True
    place = "community"

    def every(self) -> DecisionQuerySet:
        return Decision.objects.all()

    def of_community(self, community_id: int) -> DecisionQuerySet:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(project__decisions__in=ids)

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        """One that another has taken the place of is found below those that stand."""
        for decision in self.every().filter(pk__in=ids).for_page():
            yield Document(
                kind=self.kind,
                object_id=decision.pk,
                scope=decision.space.scope,
                audience=decision.space.audience,
                thread=decision.target,
                community_id=decision.community_id,
                space_id=decision.space.pk,
                author_id=decision.noted_by_id,
                title=decision.title,
                keywords="",
                tags=[],
                body="\n".join(plain_text(html) for html in decision.html.values()),
                traits=["decision"] if decision.stands else ["decision", "superseded"],
                url=decision.get_absolute_url(),
                created_at=decision.noted_at,
                active_at=decision.noted_at,
                weight=0.3 if decision.stands else 0.1,
            )

    def visible_to(self, viewer: Any) -> DecisionQuerySet:
        return Decision.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Earlier decision") if "superseded" in traits else _("Decision")


@subscribe(DecisionNoted)
@subscribe(DecisionEdited)
@subscribe(DecisionDeleted)
def decision_changed(event: DecisionNoted | DecisionEdited | DecisionDeleted) -> None:
    refresh(Decisions.kind, [event.decision_id])
