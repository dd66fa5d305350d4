from typing import Any

from discussions.linkable import declare
from projects.meetings.models import MeetingQuerySet
from projects.models import Meeting
from projects.pages import InProject


@declare
class Meetings(InProject):
    kind, place = Meeting.kind_of_target, "meetings"

    def every(self) -> MeetingQuerySet:
        return Meeting.objects.all()

    def visible_to(self, viewer: Any) -> MeetingQuerySet:
        return Meeting.objects.visible_to(viewer).select_related("project__community")
