from core.models.cache_entry import CacheEntry
from core.models.outbox import EventRun, OutboxEvent

__all__ = ["CacheEntry", "EventRun", "OutboxEvent"]
