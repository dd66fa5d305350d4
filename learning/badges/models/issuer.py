from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from communities.models import Community
from learning.badges.models.signing_key import KeyKind, Secret, SigningKey
from learning.credentials import badge
from learning.credentials.did_web import did_of

if TYPE_CHECKING:
    from datetime import datetime

PREFIX = "issuers"


def host_of_site() -> str:
    return urlsplit(settings.SITE_ORIGIN).netloc


class IssuerQuerySet(models.QuerySet["Issuer"]):
    def visible_to(self, viewer: Any) -> "IssuerQuerySet":
        return self.filter(community__in=Community.objects.visible_to(viewer))

    def of(self, community: Community) -> "Issuer":
        """The community's, made when it is first wanted."""
        issuer, _made = self.select_related("community").get_or_create(community=community)
        return issuer

    def lock(self, pk: int) -> "Issuer":
        """Alone in this transaction: keys are made, places given and lists signed under it."""
        issuers = self.select_related("community")
        return issuers.select_for_update(of=("self",), no_key=True).get(pk=pk)


class Issuer(models.Model):
    """A community as the one who signs its badges.

    It keeps the host that it began with, because the badges that it gave name it so.
    """

    community = models.OneToOneField(Community, models.CASCADE, related_name="issuer")
    host = models.CharField(max_length=260, default=host_of_site, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = IssuerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.did

    @property
    def did(self) -> str:
        return did_of(self.host, PREFIX, str(self.pk))

    @property
    def address(self) -> str:
        """Of its page for people, and what the addresses of its documents begin with."""
        return f"/{PREFIX}/{self.pk}/"

    def as_said_in_badges(self) -> badge.Issuer:
        home = settings.SITE_ORIGIN + self.address
        return badge.Issuer(self.did, self.community.name, home)

    def secrets(self) -> dict[str, Secret]:
        """By kind, what it signs with now; made where there is none yet."""
        with transaction.atomic():
            Issuer.objects.lock(self.pk)
            current = {key.kind: key for key in self.keys.current()}
            for kind in KeyKind.values:
                if kind not in current:
                    current[kind] = SigningKey.objects.make(self, kind)
        return {kind: key.secret() for kind, key in current.items()}

    def rotate(self) -> None:
        """Sign with new keys from now on. What the old ones signed holds on."""
        with transaction.atomic():
            Issuer.objects.lock(self.pk)
            self.keys.current().retire(timezone.now())
            for kind in KeyKind.values:
                SigningKey.objects.make(self, kind)

    def revoke(self, name: str) -> "datetime":
        """Somebody else may have got this key: nothing holds that it signed. Twice is once."""
        with transaction.atomic():
            Issuer.objects.lock(self.pk)
            key = self.keys.get(name=name)
            if key.revoked_at is None:
                now = timezone.now()
                self.keys.filter(pk=key.pk, retired_at=None).retire(now)
                self.keys.filter(pk=key.pk).update(revoked_at=now)
                key.revoked_at = now
        return key.revoked_at
