from core.models.bucket import Bucket
from core.models.cache_entry import CacheEntry
from core.models.heartbeat import Heartbeat
from core.models.outbox import EventRun, OutboxEvent
from core.models.page_version import PageVersion
from core.models.secret_address import SecretAddress
from core.models.upload import Upload
from core.models.upload_use import UploadUse

__all__ = [
    "Bucket",
    "CacheEntry",
    "EventRun",
    "Heartbeat",
    "OutboxEvent",
    "PageVersion",
    "SecretAddress",
    "Upload",
    "UploadUse",
]
