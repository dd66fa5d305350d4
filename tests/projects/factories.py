from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from accounts.models import User
from communities.models import Community, Space
from core.models import Upload
from core.uploads.accepting import accept
from projects.models import (
    Application,
    Call,
    Collaborator,
    Decision,
    Lane,
    Lesson,
    Meeting,
    Page,
    Project,
    ProjectFile,
    Review,
    Role,
    Task,
    Update,
)
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join


def said(**changes: Any) -> dict[str, Any]:
    """What a project says of itself, as a verb is given it."""
    usual = {
        "title": "A discharge sheet people can read",
        "purpose": "One page, tested with patients, that any ward can adapt.",
        "done": "- Version 1.0 is published",
        "tags": [],
    }
    return usual | changes


def begin_project(
    *, community: Community | None = None, by: User | None = None, **changes: Any
) -> Project:
    """A project in a public community, led by one of its members, through the real verb."""
    community = community or CommunityFactory()
    by = by or join(community)
    begun = Project.objects.begin(community, by=by, **said(**changes))
    return Project.objects.for_page().get(pk=begun.pk)


def take_part(project: Project, user: User | None = None, role: str = Role.CONTRIBUTOR) -> User:
    """Somebody in the project, in this role; a member of its community unless they are given."""
    user = user or join(project.community)
    Project.objects.get(pk=project.pk).take_in(user, role)
    return user


def partner(project: Project, role: str = Role.CONTRIBUTOR) -> User:
    """Somebody in the project who does not belong to its community."""
    return take_part(project, UserFactory(), role)


def place_of(project: Project, user: User) -> Collaborator:
    return Collaborator.objects.get(project=project, user=user)


def lanes_of(project: Project) -> list[Lane]:
    """To do, Doing, In review, Done."""
    return list(Lane.objects.filter(project=project).in_order())


def add_task(project: Project, title: str = "Ask two care homes", **more: Any) -> Task:
    by = more.pop("by", project.begun_by)
    task = Task.objects.add(project, title, by=by, **more)
    return Task.objects.for_page().get(pk=task.pk)


def titles_in(lane: Lane) -> list[str]:
    present = Task.objects.present().filter(lane=lane).order_by("order")
    return list(present.values_list("title", flat=True))


def reviewed(project: Project, **changes: str) -> Review:
    """A review that says enough to close the project with."""
    said = {
        "intended": "One sheet.",
        "happened": "Two sheets.",
        "why": "Wards differ.",
        "change": "",
    }
    review = Review.objects.of(project, by=project.begun_by)
    review.edit(by=project.begun_by, version=review.version, **said | changes)
    return review


def close_project(
    project: Project, *, title: str = "Test a form with five people", space: Space | None = None
) -> Lesson:
    """With one lesson that is kept, which has the tags of the project."""
    review = reviewed(project)
    tags = [tag.name for tag in project.tags.all()]
    lesson = Lesson.objects.add(review, by=project.begun_by, title=title, tags=tags)
    project.close(review, by=project.begun_by, space=space)
    return Lesson.objects.select_related("review", "article").get(pk=lesson.pk)


def open_call(
    project: Project | None = None, *, by: User | None = None, tags: Any = (), **changes: Any
) -> Call:
    """A call of a project, opened by who began it, through the real verb."""
    project = project or begin_project()
    said = {"title": "Somebody to test it with patients", "text": "Six of them, on *one* ward."}
    opened = Call.objects.open_in(
        project, by=by or project.begun_by, tags=list(tags), **(said | changes)
    )
    return Call.objects.for_page().get(pk=opened.pk)


def post_update(
    project: Project | None = None, *, by: User | None = None, text: str = "Nine of eleven knew."
) -> Update:
    project = project or begin_project()
    posted = Update.objects.post(project, text, by=by or project.begun_by)
    return Update.objects.for_page().get(pk=posted.pk)


def note_decision(
    project: Project | None = None, *, by: User | None = None, **changes: Any
) -> Decision:
    project = project or begin_project()
    said = {
        "title": "One number, not three",
        "why": "It is *read* aloud.",
        "decided_on": localdate(),
    }
    noted = Decision.objects.note(project, by=by or project.begun_by, **(said | changes))
    return Decision.objects.for_page().get(pk=noted.pk)


def note_meeting(
    project: Project | None = None, *, by: User | None = None, **changes: Any
) -> Meeting:
    project = project or begin_project()
    said = {
        "title": "Second look at the sheet",
        "held_on": localdate(),
        "notes": "It is *read* aloud.\n\n- [ ] Ask two care homes\n- [ ] Print it",
    }
    noted = Meeting.objects.note(project, by=by or project.begun_by, **(said | changes))
    return Meeting.objects.for_page().get(pk=noted.pk)


def apply(call: Call, by: User | None = None, note: str = "I have done it before.") -> Application:
    """By a member of the community, unless somebody is given."""
    return Application.objects.apply(call, by=by or join(call.community), note=note)


def write_page(project: Project, *, by: User | None = None, **changes: Any) -> Page:
    """By the lead, at the top, unless it is said otherwise."""
    words = {"title": "How we test", "source": "With *patients*, on the ward."} | changes
    page = Page.objects.write(project, by=by or project.begun_by, **words)
    return Page.objects.for_page().get(pk=page.pk)


def add_file(project: Project, *, by: User | None = None, **changes: Any) -> ProjectFile:
    """A text by the lead, at the top, unless it is said otherwise."""
    by = by or project.begun_by
    data, name = changes.pop("data", b"Eleven patients.\n"), changes.pop("name", "notes.txt")
    upload = changes.pop("upload", None) or send(by, data, name)
    file = ProjectFile.objects.add(project, upload, by=by, **changes)
    return ProjectFile.objects.for_page().get(pk=file.pk)


def send(by: User, data: bytes = b"Twelve patients.\n", name: str = "notes.txt") -> Upload:
    """A file on the site, which its sender alone can see so far."""
    return accept(SimpleUploadedFile(name, data), by=by)
