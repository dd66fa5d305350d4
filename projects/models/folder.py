from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from communities.models import Community, Space
from projects.errors import FileIsGone, NameTaken, OwnFolder
from projects.files.naming import free_name
from projects.models.project import Project

if TYPE_CHECKING:
    from accounts.models import User


class FolderQuerySet(models.QuerySet["Folder"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.present().filter(project__space__in=Space.objects.visible_to(viewer))

    def present(self) -> Self:
        return self.filter(deleted_at=None)

    def deleted(self) -> Self:
        """Those that were deleted themselves, and not with what they were in."""
        return self.filter(deleted_at__isnull=False, deleted_with=None)

    def in_order(self) -> Self:
        return self.order_by(Lower("name"), "pk")

    def for_page(self) -> Self:
        return self.select_related("community", "project__community", "project__space__community")

    def open(self, project: Project, *, name: str, parent: "Folder | None" = None) -> "Folder":
        """Raises NameTaken, FileIsGone."""
        with transaction.atomic():
            project = Project.objects.lock(project.pk)
            if parent:
                parent = project.folders.get(pk=parent.pk)
                parent.ensure_present()
            if name.lower() in taken_in(project, parent.pk if parent else None):
                raise NameTaken
            with named_once():
                return self.create(
                    community=project.community, project=project, parent=parent, name=name
                )


class Folder(models.Model):
    """Where files of a project lie together."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, related_name="folders")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="folders")
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # The folder above it with which it was deleted, and comes back.
    deleted_with = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    objects: ClassVar = FolderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("project"),
                Coalesce("parent", 0),
                Lower("name"),
                condition=Q(deleted_at=None),
                name="folder_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.address

    @property
    def address(self) -> str:
        return f"{self.project.address}files/folders/{self.pk}/"

    def ensure_present(self) -> None:
        if self.deleted_at:
            raise FileIsGone

    def change(self, *, name: str, parent: "Folder | None") -> None:
        """Give it this name and place. Raises NameTaken, OwnFolder, FileIsGone."""
        with transaction.atomic():
            folder = self._locked()
            folder.ensure_present()
            if parent:
                parent = folder.ensure_can_be_in(parent)
            if name.lower() in taken_in(folder.project, parent.pk if parent else None, but=self):
                raise NameTaken
            with named_once():
                Folder.objects.filter(pk=self.pk).update(name=name, parent=parent)
        self.refresh_from_db()

    def delete_softly(self, *, by: "User") -> None:
        """With all that is in it."""
        with transaction.atomic():
            folder = self._locked()
            folder.ensure_present()
            gone = {"deleted_at": timezone.now(), "deleted_by": by}
            inside = folder.with_all_inside()
            below = Folder.objects.present().filter(pk__in=inside).exclude(pk=self.pk)
            below.update(deleted_with=folder, **gone)
            for file in folder.project.files.present().filter(folder__in=inside).order_by("pk"):
                file.project = folder.project
                file.vanish(deleted_with=folder, **gone)
            Folder.objects.filter(pk=self.pk).update(**gone)
            folder.project.count_files()
        self.refresh_from_db()

    def restore(self) -> None:
        """With all that was deleted with it; at the top, if what it was in is gone.

        Under another name, if its own has been given away meanwhile. Twice is the same as once.
        """
        with transaction.atomic():
            folder = self._locked()
            if folder.deleted_at is None:
                return
            project = folder.project
            parent = project.folders.present().filter(pk=folder.parent_id or 0).first()
            name = free_name(folder.name, taken_in(project, parent.pk if parent else None))
            back = {"deleted_at": None, "deleted_by": None, "deleted_with": None}
            with named_once():
                Folder.objects.filter(pk=self.pk).update(name=name, parent=parent, **back)
            project.folders.filter(deleted_with=folder).update(**back)
            for file in project.files.filter(deleted_with=folder).order_by("pk"):
                file.project = project
                file.appear(**back)
            project.count_files()
        self.refresh_from_db()

    def with_all_inside(self) -> set[int]:
        """The numbers of this folder and of all that are somewhere in it."""
        above = dict(self.project.folders.values_list("pk", "parent"))
        return {pk for pk in above if self.pk in _way_up(above, pk)}

    def ensure_can_be_in(self, parent: "Folder") -> "Folder":
        if parent.pk in self.with_all_inside():
            raise OwnFolder
        found = self.project.folders.get(pk=parent.pk)
        found.ensure_present()
        return found

    def _locked(self) -> "Folder":
        project = Project.objects.lock(self.project_id)
        folder = Folder.objects.for_page().get(pk=self.pk)
        folder.project = project
        return folder


@contextmanager
def named_once() -> Iterator[None]:
    """Of some letters the database says that two names are the same, where `taken_in` does not."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "_name_once" not in str(error):
            raise
        raise NameTaken from error


def taken_in(project: Project, folder: int | None, but: Any = None) -> set[str]:
    """The names of what is in a folder, or at the top, in small letters."""
    folders = project.folders.present().filter(parent=folder)
    files = project.files.present().filter(folder=folder)
    if isinstance(but, Folder):
        folders = folders.exclude(pk=but.pk)
    elif but is not None:
        files = files.exclude(pk=but.pk)
    return {
        name.lower()
        for things in (folders, files)
        for name in things.values_list("name", flat=True)
    }


def _way_up(above: dict[int, int | None], pk: int | None) -> list[int]:
    way: list[int] = []
    while pk is not None:
        way.append(pk)
        pk = above[pk]
    return way
