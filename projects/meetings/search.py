from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from core.markdown import plain_text
from projects.meetings.events import MeetingDeleted, MeetingEdited, MeetingNoted
from projects.meetings.models import MeetingQuerySet
from projects.models import Meeting
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document


@declare
class Meetings(Searchable):
    kind = "meeting"
    tab = _("Meetings")
    is_writing = True
    place = "community"

    def every(self) -> MeetingQuerySet:
        return Meeting.objects.all()

    def of_community(self, community_id: int) -> MeetingQuerySet:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(project__meetings__in=ids)

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        for meeting in self.every().filter(pk__in=ids).for_page():
            yield Document(
                kind=self.kind,
                object_id=meeting.pk,
                scope=meeting.space.scope,
                audience=meeting.space.audience,
                thread=meeting.target,
                community_id=meeting.community_id,
                space_id=meeting.space.pk,
                author_id=meeting.noted_by_id,
                title=meeting.title,
                keywords="",
                tags=[],
                body=f"{plain_text(meeting.html)}\n{meeting.attended}\n{meeting.project.title}",
                traits=["meeting"],
                url=meeting.get_absolute_url(),
                created_at=meeting.noted_at,
                active_at=meeting.noted_at,
                weight=0.1,
            )

    def visible_to(self, viewer: Any) -> MeetingQuerySet:
        return Meeting.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Meeting")


@subscribe(MeetingNoted)
@subscribe(MeetingEdited)
@subscribe(MeetingDeleted)
def meeting_changed(event: MeetingNoted | MeetingEdited | MeetingDeleted) -> None:
    refresh(Meetings.kind, [event.meeting_id])
