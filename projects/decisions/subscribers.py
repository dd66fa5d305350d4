from core.events import subscribe
from core.uploads.events import UploadRemoved
from notifications.models import Notice
from projects.decisions.events import DecisionDeleted, DecisionEdited
from projects.models import Decision
from projects.naming import named_in, quote_anew


@subscribe(DecisionEdited)
def keep_notices_true(event: DecisionEdited) -> None:
    for decision in Decision.objects.filter(pk=event.decision_id):
        Notice.objects.quote_anew(decision.target, decision.title)
        quote_anew(decision)


@subscribe(DecisionDeleted)
def take_back_what_was_told(event: DecisionDeleted) -> None:
    target = f"decision:{event.decision_id}"
    Notice.objects.retract(target, named_in(target))


@subscribe(UploadRemoved)
def show_no_gap(event: UploadRemoved) -> None:
    ids = [pk for kind, pk in event.uses if kind == Decision.kind_of_text]
    for decision in Decision.objects.filter(pk__in=ids):
        decision.render_anew()
