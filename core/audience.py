"""Who may see a thing, outside the thing's own queryset.

A document, notice or upload carries audience keys (``public``, ``community:12``, ``space:9``,
``user:7``); a viewer holds a set of keys; sharing one is enough. Each row also names its
``scope``, the one container whose visibility it follows, so that a container that opens or
closes takes its rows along in the same transaction.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

PUBLIC = "public"

Provider = Callable[[Any], Iterable[str]]
ManyProvider = Callable[[Sequence[int]], Iterable[tuple[int, str]]]
_providers: list[Provider] = []
_providers_for_many: list[ManyProvider] = []


def provider(function: Provider) -> Provider:
    """Register a function that gives the keys a signed-in user holds in its app."""
    _providers.append(function)
    return function


def provider_for_many(function: ManyProvider) -> ManyProvider:
    """Register the same for many: from ids of users, pairs of an id and a key that user holds."""
    _providers_for_many.append(function)
    return function


def keys_for(viewer: Any) -> list[str]:
    """Every key the viewer holds; a visitor holds only ``public``."""
    if not viewer.is_authenticated:
        return [PUBLIC]
    held = {PUBLIC, f"user:{viewer.pk}"}
    for keys in _providers:
        held.update(keys(viewer))
    return sorted(held)


def keys_for_each(user_ids: Sequence[int]) -> dict[int, set[str]]:
    """What `keys_for` gives, for many users in a few queries."""
    held = {pk: {PUBLIC, f"user:{pk}"} for pk in user_ids}
    for keys in _providers_for_many:
        for pk, key in keys(user_ids):
            held[pk].add(key)
    return held


class AudiencedQuerySet(models.QuerySet[Any]):
    def visible_to(self, viewer: Any) -> Self:
        return self.open_to(keys_for(viewer))

    def open_to(self, keys: Any) -> Self:
        return self.filter(audience__overlap=keys)


class Audienced(models.Model):
    scope = models.CharField(max_length=40, db_index=True)
    audience = ArrayField(models.CharField(max_length=40))

    class Meta:
        abstract = True
        indexes = [GinIndex(fields=["audience"], name="%(class)s_audience")]


def rescope(scope: str, keys: Iterable[str]) -> None:
    """Give every row that follows ``scope`` its container's new audience.

    Table by table in one order, in which the documents come before their words (search/indexing.py
    writes them so).
    """
    for model in sorted(_audienced(Audienced), key=lambda model: model._meta.label):
        model._default_manager.filter(scope=scope).update(audience=sorted(set(keys)))


def _audienced(base: type[models.Model]) -> Iterable[type[models.Model]]:
    for model in base.__subclasses__():
        if not model._meta.abstract:
            yield model
        yield from _audienced(model)
