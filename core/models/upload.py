import re
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar, Self
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.audience import keys_for
from core.models.upload_use import UploadUse
from core.uploads.kinds import KINDS, Kind
from core.uploads.names import words_of

UNUSED_KEPT = timedelta(days=30)
UNFINISHED_KEPT = timedelta(hours=1)  # longer than any request lasts

_ADDRESS = re.compile(r"/uploads/([0-9a-f]{32})/", re.ASCII)


def paths_of(addresses: Iterable[str]) -> dict[str, str]:
    """By key, those of the addresses that lead to uploads, also where one was copied whole."""
    paths = (address.removeprefix(settings.SITE_ORIGIN) for address in addresses)
    return {found[1]: path for path in paths if (found := _ADDRESS.match(path))}


class UploadQuerySet(models.QuerySet["Upload"]):
    def kept(self) -> Self:
        return self.filter(is_kept=True)

    def of(self, viewer: Any) -> Self:
        """The viewer's own, also those that nobody uses."""
        return self.kept().filter(owner_id=viewer.pk or 0)  # None would find those without one

    def visible_to(self, viewer: Any) -> Self:
        """One's own, and those used where one may see it."""
        shown = UploadUse.objects.filter(upload=OuterRef("pk"), audience__overlap=keys_for(viewer))
        return self.kept().filter(Q(owner_id=viewer.pk or 0) | Exists(shown))

    def used_by(self, kind: str, object_id: int) -> Self:
        uses = UploadUse.objects.filter(upload=OuterRef("pk"), kind=kind, object_id=object_id)
        return self.kept().filter(Exists(uses))

    def at(self, paths: dict[str, str]) -> "list[Upload]":
        """Those that live at these addresses: see `paths_of`."""
        found = self.filter(key__in=paths)
        return [upload for upload in found if upload.address == paths[upload.key]]

    def lock(self) -> Self:
        """Held to the end of the transaction: what is being used is not removed meanwhile."""
        return self.order_by("pk").select_for_update(no_key=True, of=("self",))

    def unused(self) -> Self:
        return self.filter(~Exists(UploadUse.objects.filter(upload=OuterRef("pk"))))

    def with_use_count(self) -> Self:
        return self.annotate(use_count=Count("uses"))

    def stock(self) -> tuple[int, int]:
        """How many are kept, and how many bytes they have."""
        sums = self.kept().aggregate(count=Count("pk"), size=Coalesce(Sum("size"), 0))
        return sums["count"], sums["size"]

    def forgotten(self) -> Self:
        """Those that nothing has used for so long that nothing will."""
        return self.kept().unused().filter(created_at__lt=timezone.now() - UNUSED_KEPT)

    def abandoned(self) -> Self:
        """Removed, or never finished: what is left of them can go."""
        return self.filter(is_kept=False, created_at__lt=timezone.now() - UNFINISHED_KEPT)


def new_key() -> str:
    return secrets.token_hex(16)


class Upload(models.Model):
    """A file that somebody sent. Whoever is in the audience of one of its uses may fetch it.

    Its key cannot be guessed, and opens nothing: each time it is asked for, the viewer is asked
    about.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="uploads"
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)  # one of `KINDS`: what it is, not what it is called
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)  # of pictures
    height = models.PositiveIntegerField(null=True)
    # True while its row and its file belong together: not before the file is whole, and no longer
    # once it is removed, though the file may still be there for a moment.
    is_kept = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    use_count: int  # annotated by the queryset

    objects: ClassVar = UploadQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-id"], name="upload_of_person"),
            models.Index(fields=["id"], condition=Q(is_kept=False), name="upload_abandoned"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def address(self) -> str:
        """The one under which it is found: Markdown names it, so it never changes."""
        return f"/uploads/{self.key}/{quote(self.slug)}"

    @property
    def slug(self) -> str:
        return self.name.replace(" ", "-")

    @property
    def stored_as(self) -> str:
        """Its name in the storage: without an ending, so that nothing there is taken for a page."""
        return f"uploads/{self.key[:2]}/{self.key}"

    @property
    def traits(self) -> Kind:
        return KINDS[self.kind]

    @property
    def is_picture(self) -> bool:
        return self.traits.is_picture

    @property
    def markdown(self) -> str:
        """What to write in a text so that it is there: a picture is shown, a file is linked."""
        if self.is_picture:
            return f"![{words_of(self.name)}]({self.address})"
        return f"[{self.name}]({self.address})"
