import json
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

from core.models import CacheEntry

FOREVER = datetime.max.replace(tzinfo=UTC)

# Only an entry that has expired is replaced, and of two that try at once one succeeds.
ADD = """
    INSERT INTO core_cacheentry AS entry (key, value, expires_at) VALUES (%s, %s, %s)
    ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, expires_at = EXCLUDED.expires_at
    WHERE entry.expires_at <= %s
"""


class DurableCache(BaseCache):
    """The default cache, in PostgreSQL: slower than Redis, and not forgetful.

    Libraries count in it on trust: failed sign-ins, one-time codes that are spent, calls of the
    API. What may be forgotten at any time belongs in ``caches["volatile"]``. Values are JSON.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        row: list[Any] = [self._key(key, version), json.dumps(value), self._expiry(timeout)]
        now = datetime.now(tz=UTC)
        with connection.cursor() as cursor:
            cursor.execute(ADD, [*row, now])
            return bool(cursor.rowcount)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        entries = CacheEntry.objects.fresh().filter(key=self._key(key, version))
        for value in entries.values_list("value", flat=True):
            return value
        return default

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        entry = CacheEntry(self._key(key, version), value, self._expiry(timeout))
        CacheEntry.objects.bulk_create(
            [entry],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["value", "expires_at"],
        )

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        entries = CacheEntry.objects.fresh().filter(key=self._key(key, version))
        return entries.update(expires_at=self._expiry(timeout)) == 1

    def delete(self, key: str, version: int | None = None) -> bool:
        entries = CacheEntry.objects.filter(key=self._key(key, version))
        return entries.delete()[0] == 1

    def clear(self) -> None:
        CacheEntry.objects.all().delete()

    def _key(self, key: str, version: int | None) -> str:
        return self.make_and_validate_key(key, version=version)

    def _expiry(self, timeout: Any) -> datetime:
        seconds = self.get_backend_timeout(timeout)
        return FOREVER if seconds is None else datetime.fromtimestamp(seconds, tz=UTC)
