"""The web server in production: ``gunicorn -c deploy/gunicorn.conf.py cop.wsgi``."""

import gc
import os
from pathlib import Path

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"

# A process for each core, and threads for what waits on PostgreSQL. Each thread keeps a database
# connection: workers * threads of them, for each machine.
workers = int(os.environ.get("WEB_CONCURRENCY", os.cpu_count() or 1))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))

# Processes that share what was loaded before they parted, as long as nobody counts it anew.
preload_app = True


def when_ready(server: object) -> None:
    gc.collect()
    gc.freeze()


# Longer than the proxy keeps an idle connection, so that it is never the one to be surprised.
keepalive = 75
timeout = 30
graceful_timeout = 20
max_requests = 20_000
max_requests_jitter = 2_000

# Heartbeats are files; on a disk that is busy they would look like a worker that hangs.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True
errorlog = "-"
