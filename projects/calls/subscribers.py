from contextlib import suppress

from core.events import subscribe
from core.uploads.events import UploadRemoved
from notifications.models import Notice
from projects.calls.errors import CallIsOver
from projects.calls.events import (
    ApplicationDecided,
    ApplicationWithdrawn,
    CallEdited,
    CallEnded,
    CallOpened,
)
from projects.calls.matching import seek
from projects.calls.models import Application, Call, CallState
from projects.events import ProjectMoved
from projects.models import Status
from projects.naming import quote_anew


@subscribe(CallOpened)
@subscribe(CallEdited)
def put_to_those_it_looks_for(event: CallOpened | CallEdited) -> None:
    seek(event.call_id)


@subscribe(CallEdited)
def keep_notices_true(event: CallEdited) -> None:
    for call in Call.objects.filter(pk=event.call_id):
        Notice.objects.retitle_group(call.target, call.title)
        quote_anew(call)


@subscribe(CallEnded)
def ask_nobody_any_more(event: CallEnded) -> None:
    """Who was told that somebody is looked for, and has not read it, need not."""
    Notice.objects.retract(f"call:{event.call_id}")


@subscribe(ApplicationDecided)
@subscribe(ApplicationWithdrawn)
def settle_application(event: ApplicationDecided | ApplicationWithdrawn) -> None:
    for sent in Application.objects.filter(pk=event.application_id):
        Notice.objects.retract(sent.key)


@subscribe(ProjectMoved)
def end_its_calls(event: ProjectMoved) -> None:
    if event.now != Status.CLOSED:
        return
    for call in Call.objects.filter(project=event.project_id, state=CallState.OPEN):
        with suppress(CallIsOver):  # a lead was faster
            call.fill(by=call.called_by)


@subscribe(UploadRemoved)
def show_no_gap(event: UploadRemoved) -> None:
    ids = [pk for kind, pk in event.uses if kind == Call.kind_of_text]
    for call in Call.objects.filter(pk__in=ids):
        call.render_anew()
