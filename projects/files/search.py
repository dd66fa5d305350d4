from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from core.uploads.errors import StorageUnavailable
from core.uploads.kinds import CSV, MARKDOWN, TEXT
from projects.files.events import FileAdded, FileChanged, FileVersionAdded
from projects.files.preview import beginning_of
from projects.models import ProjectFile
from projects.models.project_file import ProjectFileQuerySet
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document

READ = {CSV.name, MARKDOWN.name, TEXT.name}
MOST = 20_000  # bytes of a text that can be found


@declare
class Files(Searchable):
    kind = "project_file"
    tab = _("Project files")
    place = "community"

    def every(self) -> ProjectFileQuerySet:
        return ProjectFile.objects.present()

    def of_community(self, community_id: int) -> ProjectFileQuerySet:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        files = ProjectFile.objects.filter(pk__in=ids)
        return Space.objects.filter(pk__in=files.values("project__space"))

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        for file in self.every().filter(pk__in=ids).for_page():
            space = file.project.space
            yield Document(
                kind=self.kind,
                object_id=file.pk,
                scope=space.scope,
                audience=space.audience,
                thread=file.target,
                community_id=file.community_id,
                space_id=space.pk,
                author_id=file.changed_by_id,
                title=file.name,
                body=_words_of(file),
                traits=["project_file"],
                url=file.address,
                created_at=file.added_at,
                active_at=file.changed_at,
                weight=0.0,
            )

    def visible_to(self, viewer: Any) -> ProjectFileQuerySet:
        return ProjectFile.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Project file")


def _words_of(file: ProjectFile) -> str:
    """Its name cut into words, and of a text how it begins."""
    words = file.name.replace("_", " ").replace("-", " ").replace(".", " ")
    if file.file is None or file.kind not in READ:
        return words
    try:
        return f"{words}\n{beginning_of(file.file, MOST)[0]}"
    except (FileNotFoundError, StorageUnavailable):
        return words  # it is found by its name


@subscribe(FileAdded)
@subscribe(FileVersionAdded)
@subscribe(FileChanged)
def file_changed(event: FileAdded | FileVersionAdded | FileChanged) -> None:
    refresh(Files.kind, [event.file_id])
