from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models, transaction
from django.db.models import QuerySet

from core.audience import Audienced, AudiencedQuerySet

if TYPE_CHECKING:
    from search.models.document import Document


class Tally:
    """Words that documents have gained and lost, to be counted together."""

    def __init__(self) -> None:
        self.changes: Counter[tuple[str, str]] = Counter()
        self.audience: dict[str, list[str]] = {}

    def exchange(self, before: "Document | None", after: "Document | None") -> None:
        if before is not None:
            self.changes.subtract((before.scope, word) for word in before.words)
        if after is not None:
            self.changes.update((after.scope, word) for word in after.words)
            self.audience[after.scope] = after.audience

    def rows(self) -> list[tuple[str, list[str], str, int]]:
        """In one order for everyone, so that two who count at once do not deadlock."""
        changed = sorted((key, n) for key, n in self.changes.items() if n)
        return [(scope, self.audience.get(scope, []), word, n) for (scope, word), n in changed]


class WordQuerySet(AudiencedQuerySet):
    def keep(self, tally: Tally) -> None:
        """A word is forgotten with the last document that had it."""
        for scope, audience in sorted(tally.audience.items()):
            self.filter(scope=scope).exclude(audience=audience).update(audience=audience)
        if not (rows := tally.rows()):
            return
        values = ", ".join(["(%s, %s::varchar[], %s, %s)"] * len(rows))
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                INSERT INTO search_word (scope, audience, word, count) VALUES {values}
                ON CONFLICT (scope, word) DO UPDATE SET count = search_word.count + EXCLUDED.count
                """,  # noqa: S608 - placeholders alone are put in
                [value for row in rows for value in row],
            )
        self.filter(scope__in={row[0] for row in rows}, count__lte=0).delete()

    def recount(self, scopes: list[str], documents: "QuerySet[Document]") -> None:
        """Correct the counts of these scopes, of which ``documents`` are all that there are."""
        with transaction.atomic():
            with connection.cursor() as cursor:  # nobody indexes until this has been counted
                cursor.execute("LOCK TABLE search_document IN SHARE ROW EXCLUSIVE MODE")
            tally = Tally()
            words = documents.only("scope", "audience", "title", "keywords")
            for document in words.iterator():  # there may be millions
                tally.exchange(None, document)
            for scope, word, count in self.filter(scope__in=scopes).values_list(
                "scope", "word", "count"
            ):
                tally.changes[scope, word] -= count
            self.keep(tally)


class Word(Audienced):
    """A word of titles and names, for whoever may read one that has it: what typos are for.

    A row for each container, so that a word that occurs only where the viewer may not look is
    never proposed, and one that occurs in both is.
    """

    word = models.CharField(max_length=40)
    count = models.IntegerField()

    objects: ClassVar = WordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "word"], name="word_unique"),
        ]
        indexes = [
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="word_trigrams"),
        ]

    def __str__(self) -> str:
        return self.word
