from communities.events import SpaceChanged
from core.events import subscribe
from core.uploads.events import UploadRemoved
from learning.workshops import texts
from learning.workshops.models import Workshop


@subscribe(SpaceChanged)
def follow_space(event: SpaceChanged) -> None:
    """Files and links of what is proposed follow no container (`Workshop.shown_to`)."""
    for workshop in Workshop.objects.filter(space=event.space_id, published_at=None):
        texts.follow(Workshop.objects.select_related("space__community").get(pk=workshop.pk))


@subscribe(UploadRemoved)
def show_no_gap(event: UploadRemoved) -> None:
    """Where a removed picture was, its words remain."""
    ids = [pk for kind, pk in event.uses if kind == texts.KIND]
    for workshop in Workshop.objects.filter(pk__in=ids):
        workshop.render_anew()
