from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from communities.models import Activity, Community, Space
from core.events import publish
from core.models import Upload, UploadUse
from core.uploads.names import safe_name
from projects import texts
from projects.errors import FileIsGone, NameTaken, NoRoom, OtherKind
from projects.files.events import FileAdded, FileChanged, FileVersionAdded
from projects.files.naming import free_name
from projects.models.file_version import FileVersion
from projects.models.folder import Folder, named_once, taken_in
from projects.models.project import Project

if TYPE_CHECKING:
    from accounts.models import User

MB = 1_000_000


class ProjectFileQuerySet(models.QuerySet["ProjectFile"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.present().filter(project__space__in=Space.objects.visible_to(viewer))

    def present(self) -> Self:
        return self.filter(deleted_at=None)

    def deleted(self) -> Self:
        """Those that were deleted themselves, and not with the folder that they were in."""
        return self.filter(deleted_at__isnull=False, deleted_with=None)

    def in_order(self) -> Self:
        return self.order_by(Lower("name"), "pk")

    def newest_first(self) -> Self:
        return self.order_by("-changed_at", "-pk")

    def for_list(self) -> Self:
        return self.select_related("upload", "changed_by")

    def for_page(self) -> Self:
        place = ("community", "project__community", "project__space__community", "folder")
        return self.select_related(*place, "upload", "changed_by", "added_by")

    def add(  # noqa: PLR0913 - a file is all of this
        self,
        project: Project,
        upload: Upload,
        *,
        by: "User",
        folder: Folder | None = None,
        name: str = "",
        note: str = "",
        beside: bool = False,
    ) -> "ProjectFile":
        """Put a file that somebody sent into a project; ``beside`` another one of its name, with a
        number behind it. Raises NameTaken, NoRoom, FileIsGone.
        """
        name = safe_name(name or upload.name, upload.traits)
        with transaction.atomic():
            project = Project.objects.lock(project.pk)
            if folder:
                folder = project.folders.get(pk=folder.pk)
                folder.ensure_present()
            taken = taken_in(project, folder.pk if folder else None)
            if beside:
                name = free_name(name, taken)
            if name.lower() in taken:
                raise NameTaken
            with named_once():
                file = self.create(
                    community=project.community,
                    project=project,
                    folder=folder,
                    name=name,
                    kind=upload.kind,
                    version=0,
                    added_by=by,
                    changed_by=by,
                )
            file.take_in(upload, by=by, note=note)
            project.count_files()
            Activity.objects.record("added", file, by=by, space=project.space)
            publish(FileAdded(file.pk))
        return file

    def bytes_of(self, project: Project) -> int:
        """What all versions of all its files take up, also of those that can be restored."""
        versions = FileVersion.objects.filter(file__project=project)
        stock: int = Upload.objects.filter(pk__in=versions.values("upload")).stock()[1]
        return stock


class ProjectFile(models.Model):
    """A file of a project, as it is called and as it is now; `FileVersion` has each that it was."""

    kind_of_text = kind_of_target = "project_file"

    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, related_name="files")
    folder = models.ForeignKey(Folder, models.CASCADE, null=True, related_name="files")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)  # one of `core.uploads.kinds.KINDS`
    version = models.PositiveIntegerField(editable=False)
    # Of the version that counts; none if whoever sent it has deleted it from the site.
    upload = models.ForeignKey(Upload, models.SET_NULL, null=True, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    deleted_with = models.ForeignKey(Folder, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar = ProjectFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("project"),
                Coalesce("folder", 0),
                Lower("name"),
                condition=Q(deleted_at=None),
                name="file_name_once",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "-changed_at", "-id"], name="file_latest"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.address

    @property
    def title(self) -> str:
        return self.name

    @property
    def target(self) -> str:
        return f"{self.kind_of_target}:{self.pk}"

    @property
    def address(self) -> str:
        return f"{self.project.address}files/{self.pk}/"

    @property
    def file(self) -> Upload | None:
        """What can be fetched of it now."""
        return self.upload if self.upload and self.upload.is_kept else None

    def ensure_present(self) -> None:
        if self.deleted_at:
            raise FileIsGone

    def take_in(self, upload: Upload, *, by: "User", note: str = "") -> FileVersion:
        """Of a locked project: make this the version that counts. Raises NoRoom."""
        # Held, so that whoever sent it does not remove it meanwhile.
        if not list(Upload.objects.kept().lock().filter(pk=upload.pk)):
            raise FileIsGone
        self.version += 1
        made = FileVersion.objects.create(
            file=self, number=self.version, upload=upload, size=upload.size, by=by, note=note
        )
        if ProjectFile.objects.bytes_of(self.project) > settings.PROJECT_FILES_MB * MB:
            raise NoRoom
        self.upload, self.changed_by, self.changed_at = upload, by, made.at
        self.save(update_fields=["version", "upload", "changed_by", "changed_at"])
        scope, audience = self.project.space.scope, self.project.space.hold_audience()
        UploadUse.objects.note([upload], self.kind_of_text, self.pk, scope, audience)
        return made

    def add_version(self, upload: Upload, *, by: "User", note: str = "") -> None:
        """Raises OtherKind, NoRoom, FileIsGone."""
        with transaction.atomic():
            file = self._locked()
            file.ensure_present()
            if upload.kind != file.kind:
                raise OtherKind
            made = file.take_in(upload, by=by, note=note)
            publish(FileVersionAdded(self.pk, made.number, by.pk))
        self.refresh_from_db()

    def restore_version(self, version: FileVersion, *, by: "User", note: str = "") -> None:
        """Let an earlier one count again, as a new version. Raises FileIsGone."""
        if version.upload is None:
            raise FileIsGone
        self.add_version(version.upload, by=by, note=note)

    def change(self, *, name: str, folder: Folder | None) -> None:
        """Give it this name and place; it ends as its kind does. Raises NameTaken, FileIsGone."""
        with transaction.atomic():
            file = self._locked()
            file.ensure_present()
            if folder:
                folder = file.project.folders.get(pk=folder.pk)
                folder.ensure_present()
            name = safe_name(name, file.traits)
            if name.lower() in taken_in(file.project, folder.pk if folder else None, but=self):
                raise NameTaken
            with named_once():
                ProjectFile.objects.filter(pk=self.pk).update(name=name, folder=folder)
            publish(FileChanged(self.pk))
        self.refresh_from_db()

    def delete_softly(self, *, by: "User") -> None:
        with transaction.atomic():
            file = self._locked()
            file.ensure_present()
            file.vanish(deleted_at=timezone.now(), deleted_by=by)
            file.project.count_files()
        self.refresh_from_db()

    def restore(self) -> None:
        """Where it was; at the top, if its folder is gone. Twice is the same as once."""
        with transaction.atomic():
            file = self._locked()
            if file.deleted_at is None:
                return
            if file.folder and file.folder.deleted_at:
                file.folder = None
            file.appear(deleted_at=None, deleted_by=None, deleted_with=None)
            file.project.count_files()
        self.refresh_from_db()

    def vanish(self, **gone: Any) -> None:
        """Of a locked project."""
        ProjectFile.objects.filter(pk=self.pk).update(**gone)
        texts.hide(self, self.project)
        publish(FileChanged(self.pk))

    def appear(self, **back: Any) -> None:
        """Of a locked project; under another name, if its own has been given away meanwhile."""
        name = free_name(self.name, taken_in(self.project, self.folder_id))
        with named_once():
            ProjectFile.objects.filter(pk=self.pk).update(name=name, folder=self.folder_id, **back)
        texts.show(self, self.project)
        publish(FileChanged(self.pk))

    def remove_for_good(self) -> None:
        """Of one that is deleted: its versions take up no room then, and nothing brings it back."""
        with transaction.atomic():
            file = self._locked()
            if file.deleted_at is None:
                raise FileIsGone
            texts.forget(file)
            Activity.objects.about(ProjectFile, [self.pk]).delete()
            ProjectFile.objects.filter(pk=self.pk).delete()

    @property
    def traits(self) -> Any:
        return Upload(kind=self.kind).traits

    def _locked(self) -> "ProjectFile":
        project = Project.objects.lock(self.project_id)
        file = ProjectFile.objects.for_page().get(pk=self.pk)
        file.project = project
        return file
