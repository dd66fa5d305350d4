import secrets
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from members.photos.errors import NothingToRestore
from members.photos.squaring import Squares

KEPT = timedelta(days=1)  # after it was removed


def new_key() -> str:
    return secrets.token_hex(16)


class PhotoQuerySet(models.QuerySet["Photo"]):
    def show(self, squares: Squares, *, by: User, level: str) -> "Photo":
        """Show this one from now on, in the place of the one before."""
        said = {"large": squares.large, "small": squares.small, "removed_at": None}
        with transaction.atomic():
            self._hold(by)
            photo, _made = self.update_or_create(user=by, defaults=said | {"key": new_key()})
            _write(by, photo.key, level)
        return photo

    def remove(self, *, by: User) -> None:
        """Show it no more. For a day it can be brought back; then it is gone."""
        with transaction.atomic():
            self._hold(by)
            if self.filter(user=by, removed_at=None).update(removed_at=timezone.now()):
                _write(by, "")

    def restore(self, *, by: User) -> None:
        """Raises NothingToRestore."""
        with transaction.atomic():
            self._hold(by)
            photo = self.removed().filter(user=by).first()
            if photo is None:
                raise NothingToRestore
            photo.removed_at = None
            photo.save(update_fields=["removed_at"])
            _write(by, photo.key)

    def removed(self) -> "PhotoQuerySet":
        return self.filter(removed_at__isnull=False)

    def purge(self) -> None:
        self.removed().filter(removed_at__lt=timezone.now() - KEPT).delete()

    def _hold(self, user: User) -> None:
        """As whoever writes a profile holds its user."""
        User.objects.get_queryset().select_for_update(no_key=True).get(pk=user.pk)


class Photo(models.Model):
    """The two squares, and the key of their address, which is another with each photo."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    key = models.CharField(max_length=32, unique=True)
    large = models.BinaryField()
    small = models.BinaryField()
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar = PhotoQuerySet.as_manager()

    def __str__(self) -> str:
        return f"photo of {self.user_id}"


def _write(user: User, key: str, level: str = "") -> None:
    from members.profiles.models import Profile  # is another room of this floor

    said = {"levels": {"photo": level}} if level else {}
    Profile.objects.write(by=user, photo=key, **said)
