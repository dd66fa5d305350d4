from collections.abc import Iterable
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F

from core.audience import Audienced, AudiencedQuerySet
from search.models.word import Tally, Word
from search.text import seamed, words_of

CONFIG = "guildhall"
SHELF = 4096  # documents


class DocumentQuerySet(AudiencedQuerySet):
    def of(self, kind: str, ids: Iterable[int]) -> Self:
        return self.filter(kind=kind, object_id__in=ids)

    def replace(self, kind: str, ids: Iterable[int], documents: Iterable["Document"]) -> None:
        """Make ``documents`` the only ones of these objects, and write only what differs.

        Call it in the transaction that holds the lock on what they follow (search/indexing.py).
        """
        locked = self.of(kind, ids).select_for_update(no_key=True).order_by("pk")
        stored = {document.object_id: document for document in locked}
        tally, new = Tally(), []
        for document in documents:
            document.seam()
            before = stored.pop(document.object_id, None)
            if before is None:
                new.append(document)
            elif differing := document.differing_from(before):
                document.pk = before.pk
                document.save(update_fields=differing)
            tally.exchange(before, document)
        for gone in stored.values():
            tally.exchange(gone, None)
        self.bulk_create(new)
        self.filter(pk__in=[gone.pk for gone in stored.values()]).delete()
        Word.objects.keep(tally)


class DocumentManager(models.Manager.from_queryset(DocumentQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> DocumentQuerySet:
        # The vector is as long as the text, and for PostgreSQL alone.
        return super().get_queryset().defer("vector", "shelf")


class Document(Audienced):
    """Something that can be found, as its app describes it (search/kinds.py).

    ``thread`` is what it is shown together with: of a topic and its posts the best one is found.
    ``within`` is the title of the whole that it is a part of, and ``traits`` are plain words
    about its state (``question``, ``solved``) to filter by and to show.

    Another language means a column that names it and a CASE over constants in ``vector``. Not a
    regconfig column: with one in a table pg_upgrade refuses the whole cluster.
    """

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    thread = models.CharField(max_length=40)
    community_id = models.BigIntegerField(null=True)  # a floor above: no foreign key
    space_id = models.BigIntegerField(null=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    title = models.TextField(blank=True)
    within = models.TextField(blank=True)
    keywords = models.TextField(blank=True)
    body = models.TextField(blank=True)
    tags = ArrayField(models.CharField(max_length=50), default=list)
    traits = ArrayField(models.CharField(max_length=20), default=list)
    url = models.CharField(max_length=500)
    created_at = models.DateTimeField()
    active_at = models.DateTimeField()
    weight = models.FloatField(default=0)
    vector = models.GeneratedField(
        expression=(
            SearchVector("title", config=CONFIG, weight="A")
            + SearchVector("keywords", config=CONFIG, weight="B")
            + SearchVector("body", config=CONFIG, weight="C")
            + SearchVector("within", config=CONFIG, weight="D")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    shelf = models.GeneratedField(
        expression=F("id") / SHELF, output_field=models.IntegerField(), db_persist=True
    )

    objects: ClassVar = DocumentManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="document_unique"),
        ]
        indexes = [
            # The one index for every question: words, who may see, filters. With the shelf in
            # it candidates are taken newest first without reading the rest (search/ranking.py).
            # Without fastupdate, because a search would have to read the pending list too.
            GinIndex(
                fields=[
                    "shelf",
                    "audience",
                    "vector",
                    "kind",
                    "community_id",
                    "space_id",
                    "author",
                    "tags",
                    "traits",
                ],
                fastupdate=False,
                name="document_found",
            ),
            models.Index(fields=["thread"], name="document_thread"),
            models.Index(fields=["author", "-created_at", "-id"], name="document_of_author"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"

    SEAMED: ClassVar = ("title", "within", "keywords", "body")
    CONTENT: ClassVar = (
        "scope",
        "audience",
        "thread",
        "community_id",
        "space_id",
        "author_id",
        *SEAMED,
        "tags",
        "traits",
        "url",
        "created_at",
        "active_at",
        "weight",
    )

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.object_id

    def seam(self) -> None:
        for name in self.SEAMED:
            setattr(self, name, seamed(getattr(self, name)))

    def differing_from(self, other: "Document") -> list[str]:
        return [name for name in self.CONTENT if getattr(self, name) != getattr(other, name)]

    @property
    def words(self) -> set[str]:
        """What a misspelt word in a query may have been meant for."""
        return words_of(f"{self.title} {self.keywords}")
