from typing import Any

from discussions.linkable import Linkable, declare
from projects.meetings.models import MeetingQuerySet
from projects.models import Meeting


@declare
class Meetings(Linkable):
    kind, place = Meeting.kind_of_target, r"projects/[0-9]{1,18}/meetings"

    def every(self) -> MeetingQuerySet:
        return Meeting.objects.all()

    def visible_to(self, viewer: Any) -> MeetingQuerySet:
        return Meeting.objects.visible_to(viewer).select_related("project__community")
