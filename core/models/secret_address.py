import hashlib
import secrets
from typing import Any, Self

from django.db import models
from django.utils import timezone


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class SecretAddressQuerySet(models.QuerySet[Any]):
    """``whose`` is its user, and what else it is one of."""

    def issue(self, user: Any, **whose: Any) -> str:
        """A new secret in the place of an earlier one, and the one time that its text is known."""
        secret = secrets.token_urlsafe(32)
        values = {"digest": digest_of(secret), "created_at": timezone.now()}
        self.update_or_create(user=user, **whose, defaults=values)
        return secret

    def revoke(self, user: Any, **whose: Any) -> None:
        self.filter(user=user, **whose).delete()

    def of(self, user: Any, **whose: Any) -> Any:
        return self.filter(user=user, **whose).first()

    def with_secret(self, secret: str) -> Self:
        """It, unless who made it is shut out of the site."""
        known = self.filter(digest=digest_of(secret), user__is_active=True)
        return known.select_related("user")


class SecretAddress(models.Model):
    """Lets whoever knows it read what its user may: a program that cannot sign in. Only its hash
    is stored."""

    user: "models.ForeignKey[Any, Any]"
    user_id: int
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SecretAddressQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"of {self.user_id}"
