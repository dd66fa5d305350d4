"""What lies in one folder of a project, and the way up from it."""

from dataclasses import dataclass

from django.conf import settings

from projects.models import Folder, Project, ProjectFile

MB = 1_000_000


@dataclass(frozen=True)
class Shelf:
    """A folder, or the top where there is none."""

    above: list[Folder]
    folders: list[Folder]
    files: list[ProjectFile]


def shelf_of(project: Project, folder: Folder | None = None) -> Shelf:
    """In two queries, however much there is."""
    known = {one.pk: one for one in project.folders.present().in_order()}
    for one in known.values():
        one.project = project
    at = folder.pk if folder else None
    files = list(project.files.present().filter(folder=at).for_list().in_order())
    for file in files:
        file.project = project
    inside = [one for one in known.values() if one.parent_id == at]
    return Shelf(_above(known, folder), inside, files)


def places(project: Project, but: Folder | None = None) -> list[tuple[int, str]]:
    """Where things can be put: each folder by its whole way down, without one and what is in it."""
    known = {one.pk: one for one in project.folders.present().in_order()}
    barred = but.with_all_inside() if but else set()
    named = [
        (pk, " / ".join(each.name for each in [*_above(known, one), one]))
        for pk, one in known.items()
        if pk not in barred
    ]
    return sorted(named, key=lambda place: place[1].lower())


@dataclass(frozen=True)
class Room:
    """How much of a project's room for files is taken, in bytes."""

    taken: int
    whole: int

    @property
    def is_short(self) -> bool:
        return self.taken > 0.8 * self.whole


def room_of(project: Project) -> Room:
    return Room(ProjectFile.objects.bytes_of(project), settings.PROJECT_FILES_MB * MB)


def _above(known: dict[int, Folder], folder: Folder | None) -> list[Folder]:
    way: list[Folder] = []
    at = folder.parent_id if folder else None
    while at is not None:
        way.insert(0, known[at])
        at = known[at].parent_id
    return way
