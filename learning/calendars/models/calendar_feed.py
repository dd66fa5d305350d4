from django.conf import settings
from django.db import models
from django.db.models import Q

from communities.models import Community
from core.models import SecretAddress


class CalendarFeed(SecretAddress):
    """Lets a calendar program read workshops as one member: their own, or those of a community or
    of a series."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    series = models.ForeignKey("learning.Series", models.CASCADE, null=True, related_name="+")
    # None, and no series: of all communities, those that the member comes to or hosts.
    community = models.ForeignKey(Community, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "community"], name="calendar_feed_once"),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(community=None, series=None),
                name="own_calendar_feed_once",
            ),
            models.UniqueConstraint(fields=["user", "series"], name="series_calendar_feed_once"),
            models.CheckConstraint(
                name="calendar_feed_of_one",
                condition=Q(community=None) | Q(series=None),
            ),
        ]
