"""What meetings tell: those in the project, and those who follow it closely."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications import matters, notices
from notifications.matters import Heading
from notifications.models import Way
from projects.meetings.events import MeetingNoted
from projects.models import Meeting
from projects.notices import ProjectNews, watchers_of

MEETINGS = matters.declare(
    "project_meetings",
    _("Meetings of projects you are in or follow"),
    _("Somebody writes down what was said in one."),
    heading=Heading.FOLLOWED,
    order=64,
    usual=Way.DIGEST,
)


@notices.on(MeetingNoted)
class ProjectHasMet(ProjectNews):
    matter = MEETINGS
    label = _("{actor} wrote down what was said in a meeting of a project")
    action = _("Read the notes")
    why = _("You get this because you are in this project, or follow it.")

    def load(self, event: MeetingNoted) -> Any:
        return Meeting.objects.for_page().filter(pk=event.meeting_id).first()

    def recipients(self, meeting: Meeting) -> QuerySet[User]:
        return watchers_of(meeting.project).exclude(pk__in=meeting.mentioned)

    def actor(self, meeting: Meeting) -> User:
        return meeting.noted_by

    def url(self, meeting: Meeting) -> str:
        return meeting.get_absolute_url()

    def excerpt(self, meeting: Meeting) -> str:
        return meeting.title

    def key(self, meeting: Meeting) -> str:
        return meeting.target
