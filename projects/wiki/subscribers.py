from core.events import subscribe
from core.uploads.events import UploadRemoved
from notifications.models import Notice
from projects.models import Page
from projects.wiki.events import PageDeleted, PageEdited


@subscribe(PageEdited)
def keep_notices_true(event: PageEdited) -> None:
    for page in Page.objects.filter(pk=event.page_id):
        Notice.objects.retitle_group(page.target, page.title)


@subscribe(PageDeleted)
def take_back_notices(event: PageDeleted) -> None:
    for page in Page.objects.deleted().filter(pk=event.page_id):
        Notice.objects.retract_group(page.target)


@subscribe(UploadRemoved)
def show_no_gap(event: UploadRemoved) -> None:
    """Where a removed picture was, its words remain."""
    ids = [pk for kind, pk in event.uses if kind == Page.kind_of_text]
    for page in Page.objects.filter(pk__in=ids):
        page.render_anew()
