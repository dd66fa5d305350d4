from core.events import subscribe
from core.uploads.events import UploadRemoved
from notifications.models import Notice
from projects.events import CollaboratorLeft, CollaboratorRoleGiven
from projects.models import Assignee, Collaborator, Role, Task, TaskComment
from projects.tasks.events import TaskChanged, TaskCommentDeleted, TaskDeleted
from projects.tasks.notices import comment_key


@subscribe(CollaboratorLeft)
@subscribe(CollaboratorRoleGiven)
def free_their_tasks(event: CollaboratorLeft | CollaboratorRoleGiven) -> None:
    """Who works in it no more leaves what is to be done for others to take on."""
    for place in Collaborator.objects.filter(pk=event.collaborator_id).select_related("user"):
        if place.is_active and place.role != Role.OBSERVER:
            continue
        theirs = Task.objects.open().filter(project=place.project_id).of_person(place.user)
        for task in theirs.order_by("pk"):
            Assignee.objects.filter(task=task, user=place.user_id).delete()
            task.remind()


@subscribe(TaskChanged)
def keep_notices_true(event: TaskChanged) -> None:
    for task in Task.objects.filter(pk=event.task_id):
        Notice.objects.retitle_group(task.target, task.title)


@subscribe(TaskDeleted)
def take_back_what_was_told(event: TaskDeleted) -> None:
    Notice.objects.retract_group(f"task:{event.task_id}")


@subscribe(TaskCommentDeleted)
def take_back_the_comment(event: TaskCommentDeleted) -> None:
    Notice.objects.retract(comment_key(event.comment_id))


@subscribe(UploadRemoved)
def show_no_gap(event: UploadRemoved) -> None:
    """Where a removed picture was, its words remain."""
    for model in (Task, TaskComment):
        ids = [pk for kind, pk in event.uses if kind == model.kind_of_text]
        for one in model.objects.filter(pk__in=ids, deleted_at=None):
            one.render_anew()
