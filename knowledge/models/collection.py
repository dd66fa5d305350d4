from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Count, IntegerField, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Space
from core.events import publish
from knowledge.events import CollectionEdited

if TYPE_CHECKING:
    from django.db.models.functions import Coalesce as Counted


class CollectionQuerySet(models.QuerySet["Collection"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.filter(space__in=Space.objects.visible_to(viewer))

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def with_counts(self) -> Self:
        """Annotate ``resource_count``: those that are there and not retired."""
        return self.annotate(resource_count=_counted())

    def open(self, space: Space, *, name: str, description: str = "") -> "Collection":
        """Add a collection behind the others of its community."""
        with transaction.atomic():
            space.community.lock()  # no two stand in one place
            mine = self.filter(community=space.community_id)
            last = mine.aggregate(last=Max("position"))["last"] or 0
            return self.create(
                community_id=space.community_id,
                space=space,
                name=name,
                description=description,
                position=last + 1,
            )


def _counted() -> "Counted":
    from knowledge.models.resource import Resource  # resource.py imports this module

    there = Resource.objects.on_the_shelf().filter(collection=OuterRef("pk")).order_by()
    counted = there.values("collection").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class Collection(models.Model):
    """Resources on one subject, open to the readers of one space."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="collections")
    space = models.ForeignKey(Space, models.PROTECT, related_name="collections")
    name = models.CharField(_("name"), max_length=100)
    description = models.CharField(_("what belongs here"), max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)

    resource_count: int  # annotated by `with_counts`

    objects: ClassVar = CollectionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "position", "id"], name="collection_order")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{self.community.address}resources/collections/{self.pk}/"

    def edit(self, *, name: str, description: str) -> None:
        """What is in it stays open to the same people: its space does not change."""
        with transaction.atomic():
            Collection.objects.filter(pk=self.pk).update(name=name, description=description)
            publish(CollectionEdited(self.pk))
        self.refresh_from_db(fields=["name", "description"])

    def move(self, by: int) -> None:
        """So many places further down, or with less than nothing up."""
        with transaction.atomic():
            self.community.lock()
            order = list(Collection.objects.filter(community=self.community_id).in_order())
            at = order.index(self)
            order.insert(max(at + by, 0), order.pop(at))
            for position, collection in enumerate(order, start=1):
                collection.position = position
            Collection.objects.bulk_update(order, ["position"])
