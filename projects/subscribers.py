from communities.events import MemberLeft
from communities.models import Membership
from core.events import subscribe
from core.uploads.events import UploadRemoved
from notifications.models import Notice
from projects.events import CollaboratorJoined, InvitationDeclined, ProjectEdited
from projects.models import Collaborator, Lesson, Project, Review
from projects.notices import invitation_key


@subscribe(CollaboratorJoined)
def answer_invitation(event: CollaboratorJoined) -> None:
    for place in Collaborator.objects.filter(pk=event.collaborator_id):
        Notice.objects.retract(invitation_key(place.project_id, place.user_id))


@subscribe(InvitationDeclined)
def take_back_invitation(event: InvitationDeclined) -> None:
    Notice.objects.retract(invitation_key(event.project_id, event.user_id))


@subscribe(ProjectEdited)
def keep_notices_true(event: ProjectEdited) -> None:
    for project in Project.objects.filter(pk=event.project_id):
        Notice.objects.retitle_group(project.target, project.title)


@subscribe(MemberLeft)
def leave_its_projects(event: MemberLeft) -> None:
    """Who has left the community has left what is made there; what they made stays."""
    membership = Membership.objects.select_related("user").get(pk=event.membership_id)
    places = Collaborator.objects.active().filter(
        user=membership.user_id, project__community=membership.community_id
    )
    for place in places.order_by("project"):
        place.leave(by=membership.user, even_as_last_lead=True)


@subscribe(UploadRemoved)
def show_no_gap(event: UploadRemoved) -> None:
    """Where a removed picture was, its words remain."""
    for model in (Project, Review, Lesson):
        ids = [pk for kind, pk in event.uses if kind == model.kind_of_text]
        for thing in model.objects.filter(pk__in=ids):
            thing.render_anew()
