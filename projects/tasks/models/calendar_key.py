import hashlib
import secrets
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class CalendarKeyQuerySet(models.QuerySet["CalendarKey"]):
    def issue(self, user: "User") -> str:
        """A new secret in the place of an earlier one, and the one time that its text is known."""
        secret = secrets.token_urlsafe(32)
        values = {"digest": digest_of(secret), "created_at": timezone.now()}
        self.update_or_create(user=user, defaults=values)
        return secret

    def revoke(self, user: "User") -> None:
        self.filter(user=user).delete()

    def of(self, user: "User") -> "CalendarKey | None":
        return self.filter(user=user).first()

    def user_of(self, secret: str) -> "User | None":
        known = self.filter(digest=digest_of(secret), user__is_active=True)
        found = known.select_related("user").first()
        return found.user if found else None


class CalendarKey(models.Model):
    """Lets a calendar program read when somebody's tasks are due; only its hash is stored."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = CalendarKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"of {self.user_id}"
