from core.events import subscribe
from core.uploads.events import UploadRemoved
from notifications.models import Notice
from projects.decisions.events import DecisionDeleted, DecisionEdited
from projects.models import Decision


@subscribe(DecisionEdited)
def keep_notices_true(event: DecisionEdited) -> None:
    for decision in Decision.objects.filter(pk=event.decision_id):
        Notice.objects.quote_anew(decision.target, decision.title)


@subscribe(DecisionDeleted)
def take_back_what_was_told(event: DecisionDeleted) -> None:
    Notice.objects.retract(f"decision:{event.decision_id}")


@subscribe(UploadRemoved)
def show_no_gap(event: UploadRemoved) -> None:
    ids = [pk for kind, pk in event.uses if kind == Decision.kind_of_text]
    for decision in Decision.objects.filter(pk__in=ids):
        decision.render_anew()
