import time
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models, transaction

from discussions.errors import DraftHasMoved

if TYPE_CHECKING:
    from accounts.models import User

VERSION = "draft_version"  # beside the fields, for the page that goes on with them


class DraftQuerySet(models.QuerySet["Draft"]):
    def keep(
        self, key: str, fields: dict[str, Any], *, by: "User", seen: int | None = None
    ) -> "Draft":
        """Keep what is being written; with nothing in it there is nothing to keep.

        Whoever says which version they have ``seen`` replaces that one alone, and no newer one
        that another tab or device has kept: DraftHasMoved.
        """
        with transaction.atomic():
            draft = self._locked(key, by)
            if seen is not None and draft.version not in {0, seen} and draft.fields != fields:
                raise DraftHasMoved(draft)
            if not any(str(value).strip() for value in fields.values()):
                self.discard(key, by=by)
                return Draft(user=by, key=key, fields={})
            draft.fields = fields
            # No number comes back after a draft was thrown away and another one was begun.
            draft.version = max(draft.version + 1, time.time_ns() // 1_000)
            draft.save()
        return draft

    def _locked(self, key: str, by: "User") -> "Draft":
        """The row, made where there is none, so that two who keep one at once take turns."""
        self.bulk_create([self.model(user=by, key=key)], ignore_conflicts=True)
        return self.select_for_update(no_key=True).get(user=by, key=key)

    def fields_of(self, key: str, *, by: "User") -> dict[str, Any]:
        draft = self.filter(user=by, key=key).first()
        return draft.fields | {VERSION: draft.version} if draft else {}

    def discard(self, key: str, *, by: "User") -> None:
        self.filter(user=by, key=key).delete()


class Draft(models.Model):
    """What a user typed and has not posted; ``key`` names the place: ``reply/7``."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=100)
    fields = models.JSONField(default=dict)
    version = models.BigIntegerField(default=0, db_default=0)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"
