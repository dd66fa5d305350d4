from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.sealing import open_sealed, seal
from learning.credentials.issuers import IssuerKey

if TYPE_CHECKING:
    from learning.badges.models.issuer import Issuer

SEALED_FOR = "badges"
BITS = 2048


class KeyKind(models.TextChoices):
    ED25519 = "ed25519", _("Ed25519, for signatures in a badge")
    RS256 = "rs256", _("RSA, for signatures around a badge")


@dataclass(frozen=True)
class Secret:
    """What signs, for as long as something is being signed."""

    key: "SigningKey"
    private: Any  # Ed25519PrivateKey or RSAPrivateKey
    method: str

    def __repr__(self) -> str:
        return f"<Secret of {self.method}>"


class SigningKeyQuerySet(models.QuerySet["SigningKey"]):
    def current(self) -> Self:
        return self.filter(retired_at=None)

    def in_order(self) -> Self:
        return self.order_by("kind", "pk")

    def make(self, issuer: "Issuer", kind: str) -> "SigningKey":
        """A new one; whoever calls holds the issuer."""
        private = _new(kind)
        number = self.filter(issuer=issuer, kind=kind).count() + 1
        secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return self.create(
            issuer=issuer,
            kind=kind,
            name=f"{kind}-{number}",
            public=public.decode(),
            sealed=seal(secret.decode(), SEALED_FOR),
        )

    def retire(self, now: datetime) -> None:
        """They sign nothing more, so nobody needs their secret parts."""
        self.update(retired_at=now, sealed="")


class SigningKey(models.Model):
    """A pair of keys of an issuer. Its secret part is sealed, and gone once it is retired."""

    issuer = models.ForeignKey("learning.Issuer", models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=7, choices=KeyKind.choices)
    name = models.CharField(max_length=20)  # what its address ends in
    public = models.TextField()
    sealed = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar = SigningKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "name"], name="signing_key_name_unique"),
            models.UniqueConstraint(
                fields=["issuer", "kind"],
                condition=Q(retired_at=None),
                name="signing_key_one_of_a_kind",
            ),
            models.CheckConstraint(
                name="signing_key_retired_is_no_secret",
                condition=Q(retired_at=None) | Q(sealed=""),
            ),
            models.CheckConstraint(
                name="signing_key_revoked_is_retired",
                condition=Q(revoked_at=None) | Q(retired_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def public_key(self) -> Ed25519PublicKey | RSAPublicKey:
        key = load_pem_public_key(self.public.encode())
        return cast("Ed25519PublicKey | RSAPublicKey", key)

    def secret(self) -> Secret:
        pem = open_sealed(self.sealed, SEALED_FOR)
        # Of our own making, and sealed since: to check the primes anew takes longer than to sign.
        private = load_pem_private_key(
            pem.encode(), password=None, unsafe_skip_rsa_key_validation=True
        )
        return Secret(self, private, f"{self.issuer.did}#{self.name}")

    def as_listed(self) -> IssuerKey:
        return IssuerKey(self.name, self.public_key, self.retired_at, self.revoked_at)


def _new(kind: str) -> Ed25519PrivateKey | RSAPrivateKey:
    if kind == KeyKind.ED25519:
        return Ed25519PrivateKey.generate()
    return generate_private_key(public_exponent=65537, key_size=BITS)
