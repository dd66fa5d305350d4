from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import IntegrityError, models, transaction
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Community, Space, Tag
from communities.models.titled import Titled
from core.events import publish
from core.models import Upload
from core.versions import ensure_current
from knowledge import shelving
from knowledge.addresses import host_of, plain
from knowledge.errors import AlreadyThere
from knowledge.events import ResourceAdded, ResourceChanged
from knowledge.models.collection import Collection
from knowledge.tagging import retag

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_URL = 500


class Standing(models.TextChoices):
    CURRENT = "current", _("Holds")
    BROKEN = "broken", _("Does not open")
    RETIRED = "retired", _("Retired")


class ResourceQuerySet(models.QuerySet["Resource"]):
    def visible_to(self, viewer: Any) -> Self:
        spaces = Space.objects.visible_to(viewer)
        return self.present().filter(collection__space__in=spaces)

    def present(self) -> Self:
        return self.filter(deleted_at=None)

    def deleted(self) -> Self:
        return self.filter(deleted_at__isnull=False)

    def on_the_shelf(self) -> Self:
        return self.present().exclude(standing=Standing.RETIRED)

    def tagged(self, name: str) -> Self:
        return self.filter(Q(tags__name=name))

    def leading_to(self, url: str) -> Self:
        """Those of this address, however it is written."""
        return self.filter(plain=plain(url))

    def with_tags(self) -> Self:
        tags = Tag.objects.filter(resources=OuterRef("pk")).order_by("name")
        return self.annotate(tag_names=ArraySubquery(tags.values("name")))

    def for_display(self) -> Self:
        place = ("collection__community", "collection__space__community")
        related = ("community", *place, "added_by", "upload")
        return self.with_tags().select_related(*related)

    def lock(self, pk: int) -> "Resource":
        resources = self.select_related("community", "collection__space__community", "upload")
        return resources.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def add(  # noqa: PLR0913 - a resource is all of this
        self,
        collection: Collection,
        *,
        title: str,
        description: str,
        tags: list[str],
        by: "User",
        url: str = "",
        upload: Upload | None = None,
    ) -> "Resource":
        """Put a link or a file on the shelf. Raises AlreadyThere."""
        with _once(), transaction.atomic():
            resource = self.create(
                community_id=collection.community_id,
                collection=collection,
                title=title,
                added_by=by,
                url=url,
                plain=plain(url) if url else "",
                upload=upload,
            )
            resource.write(description, tags, by=by)
            space = collection.space
            Activity.objects.record("added", resource, by=by, space=space)
            publish(ResourceAdded(resource.pk))
        return resource


@contextmanager
def _once() -> Iterator[None]:
    """The database keeps an address from being twice in a collection; whoever is second is told."""
    try:
        yield
    except IntegrityError as error:
        if "resource_once" not in str(error):
            raise
        raise AlreadyThere from error


class Resource(Titled, models.Model):
    """A link or a file that a community keeps at hand, and what it is good for."""

    kind_of_target, place = "resource", "resources"

    community = models.ForeignKey(Community, models.CASCADE, related_name="resources")
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="resources")
    title = models.CharField(_("title"), max_length=250)
    url = models.CharField(max_length=LONGEST_URL, blank=True)
    plain = models.CharField(max_length=LONGEST_URL, blank=True, editable=False)
    upload = models.ForeignKey(Upload, models.SET_NULL, null=True, related_name="+")
    description = models.TextField(blank=True)
    html = models.TextField(blank=True, editable=False)
    gist = models.CharField(max_length=300, blank=True, editable=False)
    tags = models.ManyToManyField(Tag, related_name="resources", blank=True)
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.CURRENT)
    note = models.CharField(max_length=300, blank=True)  # why it is broken or retired
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="resources")
    added_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    tag_names: list[str]  # annotated by `with_tags`

    objects: ClassVar = ResourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "plain"],
                condition=Q(deleted_at=None) & ~Q(plain=""),
                name="resource_once",
            ),
            models.CheckConstraint(
                condition=Q(url="") | Q(upload=None), name="resource_is_one_thing"
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-added_at", "-id"], name="resource_newest"),
            models.Index(fields=["collection", "-added_at", "-id"], name="resource_in_collection"),
            models.Index(fields=["community", "plain"], name="resource_by_address"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def space(self) -> Space:
        return self.collection.space

    @property
    def file(self) -> Upload | None:
        """What can be downloaded: its owner may have deleted it."""
        return self.upload if self.upload and self.upload.is_kept else None

    @property
    def leads_to(self) -> str:
        """Where whoever wants it goes."""
        return self.url or (self.file.address if self.file else "")

    @property
    def host(self) -> str:
        return host_of(self.url)

    @property
    def is_retired(self) -> bool:
        return self.standing == Standing.RETIRED

    @property
    def is_broken(self) -> bool:
        return self.standing == Standing.BROKEN or not self.leads_to

    @property
    def is_present(self) -> bool:
        return self.deleted_at is None

    def shown_to(self) -> tuple[str, list[str]]:
        """Scope and audience, which do not change before this transaction ends."""
        if not self.is_present:
            return "", []
        return self.space.scope, self.space.hold_audience()

    def write(self, description: str, tags: list[str], *, by: "User") -> None:
        """Set what is said of it; whoever calls has locked it, or made it."""
        written = shelving.compose(description, by=by, resource=self)
        retag(self, tags)
        said = {"description": description, "html": written.html, "gist": written.gist}
        Resource.objects.filter(pk=self.pk).update(**said)
        for name, value in said.items():
            setattr(self, name, value)
        shelving.note(self, written.uploads)

    def edit(  # noqa: PLR0913 - what can be edited, by whom and from which version
        self,
        *,
        by: "User",
        version: int,
        collection: Collection,
        title: str,
        description: str,
        tags: list[str],
        url: str = "",
        upload: Upload | None = None,
    ) -> None:
        """Change what it is and what is said of it. Raises StaleVersion, AlreadyThere."""
        with _once(), transaction.atomic():
            resource = Resource.objects.lock(self.pk)
            ensure_current(resource, version)
            told = {
                "collection": collection,
                "title": title,
                "url": url,
                "plain": plain(url) if url else "",
                "upload": upload,
                "version": version + 1,
                "changed_at": timezone.now(),
            }
            for name, value in told.items():
                setattr(resource, name, value)
            resource.save(update_fields=list(told))
            resource.write(description, tags, by=by)
            shown = dict(zip(("scope", "audience"), resource.shown_to(), strict=True))
            Activity.objects.about(Resource, [self.pk]).update(**shown)
            publish(ResourceChanged(self.pk))
        self.refresh_from_db()

    def stand(self, standing: str, *, by: "User", note: str = "") -> None:
        """Say that it does not open, or is recommended no more, or holds again."""
        with transaction.atomic():
            resource = Resource.objects.lock(self.pk)
            if (resource.standing, resource.note) == (standing, note):
                return
            Resource.objects.filter(pk=self.pk).update(standing=standing, note=note)
            if standing == Standing.RETIRED:
                Activity.objects.record("retired", resource, by=by, space=resource.space)
            publish(ResourceChanged(self.pk))
        self.refresh_from_db()

    def delete_softly(self, *, by: "User") -> None:
        self._set_presence(deleted_at=timezone.now(), deleted_by=by)

    def restore(self) -> None:
        """Raises AlreadyThere, where its address has been added again."""
        with _once():
            self._set_presence(deleted_at=None, deleted_by=None)

    def _set_presence(self, **presence: Any) -> None:
        with transaction.atomic():
            resource = Resource.objects.lock(self.pk)
            if resource.is_present == (presence["deleted_at"] is None):
                return
            Resource.objects.filter(pk=self.pk).update(**presence)
            resource.deleted_at = presence["deleted_at"]
            shelving.follow(resource)
            scope, keys = resource.shown_to()
            Activity.objects.about(Resource, [self.pk]).update(scope=scope, audience=keys)
            publish(ResourceChanged(self.pk))
        self.refresh_from_db()

    def render_anew(self) -> None:
        """Write the HTML of the text that stands: a file that it showed is no more."""
        with transaction.atomic():
            resource = Resource.objects.lock(self.pk)
            written = shelving.compose_anew(resource)
            Resource.objects.filter(pk=self.pk).update(html=written.html, gist=written.gist)
            publish(ResourceChanged(self.pk))
