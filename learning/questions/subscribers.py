from core.events import subscribe
from discussions.models import AgendaItem, Topic
from learning.questions.models import WorkshopQuestion
from learning.workshops.events import WorkshopPublished


@subscribe(WorkshopPublished)
def take_off_the_list(event: WorkshopPublished) -> None:
    """What a workshop takes up does not wait to be taken up any longer."""
    taken_up = WorkshopQuestion.objects.filter(workshop=event.workshop_id).open()
    for topic in Topic.objects.filter(pk__in=taken_up.values("topic")):
        AgendaItem.objects.take_off(topic)
