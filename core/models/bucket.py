from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import connection, models
from django.utils import timezone

# Drained means empty; each act pours in what takes `share` to run out again. One statement, so
# that two requests at the same moment cannot both have the last drop.
SPEND = """
    INSERT INTO core_bucket AS bucket (key, drained_at) VALUES (%(key)s, %(now)s + %(share)s)
    ON CONFLICT (key) DO UPDATE SET drained_at = greatest(bucket.drained_at, %(now)s) + %(share)s
    WHERE greatest(bucket.drained_at, %(now)s) + %(share)s <= %(now)s + %(room)s
    RETURNING drained_at
"""


class BucketQuerySet(models.QuerySet["Bucket"]):
    def spend(self, key: str, share: timedelta, room: timedelta) -> datetime | None:
        """Pour in ``share``: None, or when ``room`` does not allow it, when the bucket drains."""
        values: dict[str, Any] = {"key": key, "now": timezone.now(), "share": share, "room": room}
        with connection.cursor() as cursor:
            cursor.execute(SPEND, values)
            if cursor.fetchone():
                return None
        return self.values_list("drained_at", flat=True).get(key=key)

    def drained(self) -> "BucketQuerySet":
        """Those that are as good as absent."""
        return self.filter(drained_at__lt=timezone.now())


class Bucket(models.Model):
    """How much of a limit somebody has used. The key is a hash: no address is kept.

    The table is not logged: a crash of PostgreSQL empties it, and writing to it waits for no disk.
    """

    key = models.CharField(max_length=64, primary_key=True)
    drained_at = models.DateTimeField()  # no index: PostgreSQL then updates in place

    objects: ClassVar = BucketQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key
