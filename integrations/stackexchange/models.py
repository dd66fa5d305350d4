"""What an import remembers: how far it is, what it has read, and what has become what."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone


class Import(models.Model):
    """A site that is brought into a community.

    The row stays when it is done: a newer dump is told from it what is here already.
    """

    site = models.CharField(max_length=100)
    community = models.ForeignKey("communities.Community", models.CASCADE, related_name="+")
    dump = models.CharField(max_length=32)  # the fingerprint of what is being brought
    stage = models.CharField(max_length=20)
    position = models.BigIntegerField(default=0)  # how far in the stage
    counts = models.JSONField(default=dict)  # see report.py
    begun_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "community"], name="import_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.site} into {self.community_id}"


class Kind(models.TextChoices):
    """What a row of a dump is about."""

    USER = "user"
    TAG = "tag"
    QUESTION = "question"
    ANSWER = "answer"
    WIKI = "wiki"
    COMMENT = "comment"
    HISTORY = "history"
    LINK = "link"


class StagedQuerySet(models.QuerySet["Staged"]):
    def of(self, run: Import, *kinds: str) -> Self:
        return self.filter(run=run, kind__in=kinds)

    def beyond(self, key: int, size: int) -> "list[Staged]":
        return list(self.filter(key__gt=key).order_by("key")[:size])


class Staged(models.Model):
    """A row of the dump, kept until the import is done, so that a thread can be put together."""

    run = models.ForeignKey(Import, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.BigIntegerField()
    about = models.BigIntegerField(null=True)  # the key of the post that it belongs to
    line = models.BigIntegerField()
    data = models.JSONField()

    objects: ClassVar = StagedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["run", "kind", "key"], name="staged_key"),
            models.Index(fields=["run", "kind", "about"], name="staged_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Tally(models.Model):
    """The votes of one post of the dump, kept until the import is done."""

    run = models.ForeignKey(Import, models.CASCADE, related_name="+")
    post = models.BigIntegerField()
    up = models.PositiveIntegerField(default=0)
    down = models.PositiveIntegerField(default=0)
    others = models.JSONField(default=dict)  # how many of each type that is not brought
    accepted_at = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "post"], name="tally_unique")]

    def __str__(self) -> str:
        return f"{self.post}: +{self.up} -{self.down}"


class ImportedQuerySet(models.QuerySet["Imported"]):
    def known(self, run: Import, kind: str, keys: Any) -> "dict[int, Imported]":
        found = self.filter(run=run, kind=kind, key__in=keys)
        return {one.key: one for one in found}


class Imported(models.Model):
    """What has become what: a second run, or a newer dump, finds it again."""

    run = models.ForeignKey(Import, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.BigIntegerField()
    object_id = models.BigIntegerField()
    digest = models.CharField(max_length=32, blank=True)  # of what the dump said
    version = models.PositiveIntegerField(default=0)  # of the post as it was left here

    objects: ClassVar = ImportedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "kind", "key"], name="imported_once"),
        ]
        indexes = [models.Index(fields=["run", "kind", "object_id"], name="imported_as")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} is {self.object_id}"
