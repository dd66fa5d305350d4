"""PostgreSQL and Valkey from wheels, for development and tests.

They start when a process first needs them, are shared by every process of the checkout, and stop
when the last of those processes is gone. Production names its own servers with DATABASE_URL and
REDIS_URL, and nothing here runs.
"""

from functools import cache

from cop.engines.engines import Engines
from cop.engines.errors import EngineError

__all__ = ["EngineError", "Engines", "of_checkout"]

of_checkout = cache(Engines.of_checkout)
