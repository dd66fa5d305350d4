from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from members.profiles.levels import Level, open_to


class FacetKind(models.TextChoices):
    """What a directory is narrowed by. Another kind needs nothing but to be written as rows."""

    OPEN_TO = "open_to", _("Open to")
    LANGUAGE = "language", _("Language")
    LOCATION = "location", _("Location")
    ORGANISATION = "organisation", _("Organisation")
    LOCAL_TIME = "local_time", _("Local time")  # no value: whether it is told


class FacetQuerySet(models.QuerySet["Facet"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.filter(open_to(viewer))


class Facet(models.Model):
    """One thing that somebody is found by, for whoever reads the field that it is of."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="facets")
    kind = models.CharField(max_length=14, choices=FacetKind.choices)
    value = models.CharField(max_length=120, blank=True)  # as it is compared
    label = models.CharField(max_length=120, blank=True)  # as they wrote it
    level = models.CharField(max_length=12, choices=Level.choices)

    objects: ClassVar = FacetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "value"], name="one_facet"),
        ]
        indexes = [models.Index(fields=["kind", "value", "user"], name="facet_value")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}:{self.value}"
