from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from core.markdown import plain_text
from projects.calls.events import CallEdited, CallEnded, CallOpened
from projects.calls.models import Call, CallState
from projects.calls.models.call import CallQuerySet
from projects.events import ProjectMoved
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document


@declare
class Calls(Searchable):
    kind = "call"
    tab = _("Calls")
    is_writing = True
    place = "community"

    def every(self) -> CallQuerySet:
        return Call.objects.all()

    def of_community(self, community_id: int) -> CallQuerySet:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(project__calls__in=ids)

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        """Of those that are open: what is over is of use to nobody who looks for a call."""
        for call in self.every().filter(pk__in=ids, state=CallState.OPEN).for_page():
            if not call.project.is_running:
                continue
            yield Document(
                kind=self.kind,
                object_id=call.pk,
                scope=call.space.scope,
                audience=call.space.audience,
                thread=call.target,
                community_id=call.community_id,
                space_id=call.space.pk,
                author_id=call.called_by_id,
                title=call.title,
                keywords=" ".join(call.tag_names),
                tags=call.tag_names,
                body=f"{plain_text(call.html)}\n{call.time}\n{call.project.title}",
                traits=["call"],
                url=call.get_absolute_url(),
                created_at=call.created_at,
                active_at=call.created_at,
                weight=0.3,
            )

    def visible_to(self, viewer: Any) -> CallQuerySet:
        return Call.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Call")


@subscribe(CallOpened)
@subscribe(CallEdited)
@subscribe(CallEnded)
def call_changed(event: CallOpened | CallEdited | CallEnded) -> None:
    refresh(Calls.kind, [event.call_id])


@subscribe(ProjectMoved)
def calls_changed(event: ProjectMoved) -> None:
    """While a project rests nobody is looked for."""
    of_it = Call.objects.filter(project=event.project_id)
    refresh(Calls.kind, of_it.values_list("pk", flat=True))
