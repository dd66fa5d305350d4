from django.conf import settings
from django.db import models
from django.db.models import Q

from communities.models import Community
from core.models import SecretAddress


class CalendarFeed(SecretAddress):
    """Lets a calendar program read workshops as one member: their own, or those of a community."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # None: of all communities, those that the member comes to or hosts.
    community = models.ForeignKey(Community, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "community"], name="calendar_feed_once"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(community=None), name="own_calendar_feed_once"
            ),
        ]
