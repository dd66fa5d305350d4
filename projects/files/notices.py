"""What is told of files, and to whom."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications import notices
from notifications.models import Follow
from projects.files import matters
from projects.files.events import FileAdded, FileVersionAdded
from projects.models import FileVersion, ProjectFile
from projects.notices import ProjectNews, readers_of


class FileNews(ProjectNews):
    """About a file, to those who follow its project."""

    matter = matters.FILES
    template = "projects/emails/file"
    action = _("See the file")
    why = _("You get this because you follow this project.")

    def load(self, event: Any) -> Any:
        file: Any = ProjectFile.objects.present().for_page().filter(pk=event.file_id).first()
        number = getattr(event, "number", 1)
        made = FileVersion.objects.select_related("by").filter(file=event.file_id, number=number)
        if file:
            file.told = made.first()
        return file if file and file.told else None

    def recipients(self, file: ProjectFile) -> QuerySet[User]:
        watching = Follow.objects.watching([[file.project.target]])
        return readers_of(file.project).filter(pk__in=watching.values("user"))

    def actor(self, file: Any) -> User | None:
        return file.told.by

    def url(self, file: ProjectFile) -> str:
        return file.address

    def excerpt(self, file: Any) -> str:
        return f"{file.name}: {file.told.note}" if file.told.note else file.name

    def key(self, file: Any) -> str:
        return f"project_file:{file.pk}:{file.told.number}"


@notices.on(FileAdded)
class FileWasAdded(FileNews):
    label = _("{actor} added a file to a project you follow")


@notices.on(FileVersionAdded)
class FileHasANewVersion(FileNews):
    label = _("{actor} added a new version of a file of a project you follow")
