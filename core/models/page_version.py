from typing import ClassVar

from django.db import connection, models
from django.db.models import OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

ADVANCE = """
    INSERT INTO core_pageversion AS kept (key, number) VALUES (%s, 1)
    ON CONFLICT (key) DO UPDATE SET number = kept.number + 1
"""


class PageVersionQuerySet(models.QuerySet["PageVersion"]):
    def advance(self, key: str) -> None:
        """Say in the act's own transaction that what pages show of this thing changes.

        Until the transaction ends, others who change the same thing wait here.
        """
        with connection.cursor() as cursor:
            cursor.execute(ADVANCE, [key])

    def of(self, kind: str, pk: str) -> Coalesce:
        """The number for ``kind:pk`` of each row of a query; what never changed has 0."""
        key = Concat(Value(f"{kind}:"), Cast(OuterRef(pk), TextField()))
        return Coalesce(Subquery(self.filter(key=key).values("number")), 0)


class PageVersion(models.Model):
    """How often what visitors are shown of a thing has changed; ``key`` as in ``topic:7``.

    Beside the things and not in their rows: whoever indexes a space or edits a charter holds
    those rows for longer than an act should wait. Rows stay when the thing goes, so that no number
    ever comes back.
    """

    key = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField()

    objects: ClassVar = PageVersionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.key} {self.number}"
