from core.events import subscribe
from learning.ideas.events import IdeaChanged
from learning.ideas.models import Idea
from learning.workshops.events import WorkshopCancelled
from notifications.models import Notice


@subscribe(WorkshopCancelled)
def wait_for_another(event: WorkshopCancelled) -> None:
    for idea in Idea.objects.filter(workshop=event.workshop_id):
        idea.put_back()


@subscribe(IdeaChanged)
def keep_notices_true(event: IdeaChanged) -> None:
    for idea in Idea.objects.filter(pk=event.idea_id):
        Notice.objects.retitle_group(idea.target, idea.title)
