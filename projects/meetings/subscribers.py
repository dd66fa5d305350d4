from core.events import subscribe
from core.uploads.events import UploadRemoved
from notifications.models import Notice
from projects.meetings.events import MeetingDeleted, MeetingEdited
from projects.models import Meeting
from projects.naming import named_in, quote_anew


@subscribe(MeetingEdited)
def keep_notices_true(event: MeetingEdited) -> None:
    for meeting in Meeting.objects.filter(pk=event.meeting_id):
        Notice.objects.quote_anew(meeting.target, meeting.title)
        quote_anew(meeting)


@subscribe(MeetingDeleted)
def take_back_what_was_told(event: MeetingDeleted) -> None:
    target = f"meeting:{event.meeting_id}"
    Notice.objects.retract(target, named_in(target))


@subscribe(UploadRemoved)
def show_no_gap(event: UploadRemoved) -> None:
    ids = [pk for kind, pk in event.uses if kind == Meeting.kind_of_text]
    for meeting in Meeting.objects.filter(pk__in=ids):
        meeting.render_anew()
