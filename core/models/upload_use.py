from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models

from core.audience import Audienced, AudiencedQuerySet

if TYPE_CHECKING:
    from core.models.upload import Upload


class UploadUseQuerySet(AudiencedQuerySet):
    def of(self, kind: str, ids: Any) -> Self:
        return self.filter(kind=kind, object_id__in=ids)

    def note(
        self,
        uploads: "Iterable[Upload]",
        kind: str,
        object_id: int,
        scope: str,
        audience: list[str],
    ) -> None:
        """Write down that a thing shows these, to whom it shows them. Uses it has, it keeps."""
        self.bulk_create(
            [
                UploadUse(
                    upload=upload, kind=kind, object_id=object_id, scope=scope, audience=audience
                )
                for upload in uploads
            ],
            ignore_conflicts=True,
        )

    def hide(self) -> None:
        """While these things are deleted they show nothing to anybody.

        Without a scope no container that opens opens them again.
        """
        self.update(scope="", audience=[])

    def show(self, scope: str, audience: list[str]) -> None:
        self.update(scope=scope, audience=audience)


class UploadUse(Audienced):
    """A thing shows or links an upload: whoever sees the thing may fetch it.

    ``kind`` and ``object_id`` are the thing, as an app calls it: this floor knows none of them.
    """

    upload = models.ForeignKey("core.Upload", models.CASCADE, related_name="uses")
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()

    objects: ClassVar = UploadUseQuerySet.as_manager()

    class Meta(Audienced.Meta):
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "upload"], name="upload_used_once")
        ]

    def __str__(self) -> str:
        return f"{self.upload_id} in {self.kind} {self.object_id}"
