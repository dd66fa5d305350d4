import hashlib
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from communities.errors import InvitationSpent
from communities.events import InvitationSent
from communities.models.membership import Membership, Role
from core.events import publish

if TYPE_CHECKING:
    from accounts.models import User
    from communities.models.community import Community


def token_from(nonce: str) -> str:
    """The secret in the mailed address: made from the site's key, so a database dump has none."""
    return salted_hmac("communities.invitation", nonce, algorithm="sha256").hexdigest()


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def usable(self) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), uses_left__gt=0)

    def with_token(self, token: str) -> Self:
        return self.filter(token_hash=digest_of(token))

    def invite(
        self, community: "Community", email: str, *, by: "User", role: str = Role.MEMBER
    ) -> "Invitation":
        """Invite one address once: an earlier invitation to it is withdrawn."""
        nonce = secrets.token_urlsafe(16)
        with transaction.atomic():
            self.usable().filter(community=community, email__iexact=email).update(
                revoked_at=timezone.now()
            )
            invitation = self.create(
                community=community,
                email=email,
                role=role,
                invited_by=by,
                nonce=nonce,
                token_hash=digest_of(token_from(nonce)),
            )
            publish(InvitationSent(invitation.pk))
        return invitation


def in_two_weeks() -> datetime:
    return timezone.now() + timedelta(days=14)


class Invitation(models.Model):
    """A way into a community, bound to an address, used once, for two weeks."""

    community = models.ForeignKey(
        "communities.Community", models.CASCADE, related_name="invitations"
    )
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    uses_left = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=in_two_weeks)
    revoked_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects: ClassVar = InvitationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "-created_at"], name="invitation_list")]

    def __str__(self) -> str:
        return f"{self.email} to {self.community_id}"

    def get_absolute_url(self) -> str:
        return reverse("communities:invitation", args=[self.token])

    @property
    def token(self) -> str:
        return token_from(self.nonce)

    @property
    def is_usable(self) -> bool:
        return not self.revoked_at and self.uses_left > 0 and self.expires_at > timezone.now()

    def accept(self, *, by: "User") -> Membership:
        """Spend it and join. Raises InvitationSpent; one use never admits two."""
        with transaction.atomic():
            mine = Invitation.objects.usable().filter(pk=self.pk)
            if not mine.update(uses_left=F("uses_left") - 1, accepted_by=by):
                raise InvitationSpent
            return self.community.admit(by, self.role)

    def revoke(self) -> None:
        Invitation.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())
