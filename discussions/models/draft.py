from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from accounts.models import User


class DraftQuerySet(models.QuerySet["Draft"]):
    def keep(self, key: str, fields: dict[str, Any], *, by: "User") -> "Draft":
        """Keep what is being written; with nothing in it there is nothing to keep."""
        if not any(str(value).strip() for value in fields.values()):
            self.discard(key, by=by)
            return Draft(user=by, key=key, fields={})
        return self.update_or_create(user=by, key=key, defaults={"fields": fields})[0]

    def fields_of(self, key: str, *, by: "User") -> dict[str, Any]:
        draft = self.filter(user=by, key=key).first()
        return draft.fields if draft else {}

    def discard(self, key: str, *, by: "User") -> None:
        self.filter(user=by, key=key).delete()


class Draft(models.Model):
    """What a user typed and has not posted; ``key`` names the place: ``reply/7``."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=100)
    fields = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"
