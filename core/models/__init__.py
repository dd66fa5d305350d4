from core.models.outbox import EventRun, OutboxEvent

__all__ = ["EventRun", "OutboxEvent"]
