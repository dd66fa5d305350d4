import hashlib
import secrets
import string
import zlib
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrations.stackexchange.models import Import, Imported, Staged, Tally

if TYPE_CHECKING:
    from accounts.models import User

__all__ = ["AccessToken", "Import", "Imported", "Scope", "Staged", "Tally"]

PREFIX = "cop_pat_"
BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
SECRET_LENGTH, CHECK_LENGTH = 30, 6
LAST_USED_STEP = timedelta(minutes=10)


class Scope(models.TextChoices):
    READ = "read", _("Read what you can read")
    WRITE = "write", _("Post, vote and change things for you")


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def checksum(secret: str) -> str:
    """Six base-62 digits of CRC-32, so that a scanner knows a leaked token without asking."""
    number, text = zlib.crc32(secret.encode()), ""
    for _place in range(CHECK_LENGTH):
        number, rest = divmod(number, 62)
        text = BASE62[rest] + text
    return text


def is_well_formed(token: str) -> bool:
    secret, check = token[len(PREFIX) : -CHECK_LENGTH], token[-CHECK_LENGTH:]
    return token.startswith(PREFIX) and len(secret) == SECRET_LENGTH and checksum(secret) == check


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def usable(self) -> Self:
        unexpired = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        return self.filter(unexpired, revoked_at=None, user__is_active=True)

    def listed(self, user: "User") -> Self:
        """The user's tokens, newest first, without those revoked."""
        return self.filter(user=user, revoked_at=None).order_by("-created_at", "-pk")

    def with_token(self, token: str) -> "AccessToken | None":
        """The usable token that this text is. A text with a wrong checksum asks no database."""
        if not is_well_formed(token):
            return None
        found = self.usable().select_related("user").filter(digest=digest_of(token)).first()
        if found:
            found.note_use()
        return found

    def issue(
        self, user: "User", name: str, scopes: list[str], *, days: int | None = None
    ) -> tuple["AccessToken", str]:
        """A new token, and the one time that its text is known."""
        secret = "".join(secrets.choice(BASE62) for _ in range(SECRET_LENGTH))
        text = f"{PREFIX}{secret}{checksum(secret)}"
        expires_at = timezone.now() + timedelta(days=days) if days else None
        token = self.create(
            user=user,
            name=name,
            scopes=scopes,
            digest=digest_of(text),
            hint=text[-4:],
            expires_at=expires_at,
        )
        return token, text


class AccessToken(models.Model):
    """Lets a program act for a user; only its hash is stored."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="access_tokens")
    name = models.CharField(_("what it is for"), max_length=100)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope.choices))
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=4)  # its last characters, to tell one's tokens apart
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar = AccessTokenQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="token_list")]

    def __str__(self) -> str:
        return self.name

    @property
    def has_ended(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    def allows(self, method: str) -> bool:
        reading = method in ("GET", "HEAD", "OPTIONS")
        return Scope.WRITE in self.scopes or (reading and Scope.READ in self.scopes)

    def revoke(self) -> None:
        mine = AccessToken.objects.filter(pk=self.pk, revoked_at=None)
        mine.update(revoked_at=timezone.now())

    def note_use(self) -> None:
        """Remember when, to within ten minutes: a write for each request would be too many."""
        now = timezone.now()
        if self.last_used_at is None or now - self.last_used_at > LAST_USED_STEP:
            AccessToken.objects.filter(pk=self.pk).update(last_used_at=now)
