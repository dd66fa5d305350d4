from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from core.breaker import Breaker

log = structlog.get_logger(__name__)


class FailOpenCache(RedisCache):
    """Redis, where no answer is a miss."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._breaker = Breaker.of(server)

    def _guarded(self, method: str, missing: Any, *args: Any, **kwargs: Any) -> Any:
        if self._breaker.is_open:
            return missing
        try:
            return getattr(RedisCache, method)(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            self._breaker.trip()
            log.warning("cache_unreachable", error=type(error).__name__)
            return missing

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return self._guarded("add", False, *args, **kwargs)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._guarded("get", default, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._guarded("set", None, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return self._guarded("touch", False, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return self._guarded("delete", False, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return self._guarded("get_many", {}, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return self._guarded("has_key", False, *args, **kwargs)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return self._guarded("incr", delta, key, delta, version)

    def set_many(self, *args: Any, **kwargs: Any) -> list[str]:
        return self._guarded("set_many", [], *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._guarded("delete_many", None, *args, **kwargs)

    def clear(self) -> Any:
        return self._guarded("clear", False)
