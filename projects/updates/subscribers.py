from core.events import subscribe
from core.uploads.events import UploadRemoved
from notifications.models import Notice
from projects.models import Update
from projects.naming import named_in, quote_anew
from projects.updates.events import UpdateDeleted, UpdateEdited


@subscribe(UpdateEdited)
def keep_notices_true(event: UpdateEdited) -> None:
    for update in Update.objects.filter(pk=event.update_id):
        Notice.objects.quote_anew(update.target, update.gist)
        quote_anew(update)


@subscribe(UpdateDeleted)
def take_back_what_was_told(event: UpdateDeleted) -> None:
    target = f"update:{event.update_id}"
    Notice.objects.retract(target, named_in(target))


@subscribe(UploadRemoved)
def show_no_gap(event: UploadRemoved) -> None:
    ids = [pk for kind, pk in event.uses if kind == Update.kind_of_text]
    for update in Update.objects.filter(pk__in=ids):
        update.render_anew()
