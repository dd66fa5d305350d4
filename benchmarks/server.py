"""The production server, and what it and the engines have used of the processors so far."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import psutil
import redis
from django.conf import settings
from django.db import connection


@dataclass(frozen=True)
class Used:
    """CPU seconds."""

    application: float
    database: float

    def since(self, before: "Used") -> "Used":
        return Used(self.application - before.application, self.database - before.database)


class Server:
    def __init__(self, port: int, process: psutil.Process) -> None:
        self.port, self._process = port, process
        self._database = psutil.Process(_postmaster())
        with redis.Redis.from_url(settings.REDIS_URL) as client:
            self._redis = psutil.Process(client.info("server")["process_id"])

    def used(self) -> Used:
        database = _tree_seconds(self._database) + _seconds(self._redis)
        return Used(_tree_seconds(self._process), database)

    def megabytes(self) -> float:
        """Of the web processes, with shared pages counted once (PSS)."""
        tree = [self._process, *self._process.children(recursive=True)]
        return sum(process.memory_full_info().pss for process in tree) / 1e6


@contextmanager
def running(workers: int) -> Iterator[Server]:
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "cop.wsgi",
        "--log-level", "error",
        "--max-requests", "0",  # a process that ends takes the time it used along
    ]  # fmt: skip
    there = {"HOST": "127.0.0.1", "PORT": str(port), "WEB_CONCURRENCY": str(workers)}
    there["MALLOC_ARENA_MAX"] = "2"  # as in the Dockerfile
    log = settings.VAR_DIR / "bench" / "server.log"
    with log.open("wb") as out:
        started = subprocess.Popen(command, env=os.environ | there, stdout=out, stderr=out)
    try:
        _wait_for(port)
        yield Server(port, psutil.Process(started.pid))
    finally:
        started.terminate()
        started.wait(30)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/floor/constant/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The server did not start: see var/bench/server.log.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Work:
    """What was done by one worker, this process: call `each` when it is over."""

    began: float = field(default_factory=time.perf_counter)
    busy: float = field(default_factory=time.process_time)
    database: float = field(default_factory=lambda: _tree_seconds(psutil.Process(_postmaster())))

    def each(self, number: int) -> dict[str, float]:
        """A second, and CPU milliseconds for each: the worker's, and those of PostgreSQL."""
        took, busy = time.perf_counter() - self.began, time.process_time() - self.busy
        database = _tree_seconds(psutil.Process(_postmaster())) - self.database
        return {
            "per_second": round(number / took, 1),
            "cpu_ms": round(1000 * busy / max(number, 1), 1),
            "database_ms": round(1000 * database / max(number, 1), 1),
        }


def _postmaster() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        [folder] = cursor.fetchone()
    return int((Path(folder) / "postmaster.pid").read_text().split()[0])


def _tree_seconds(root: psutil.Process) -> float:
    return sum(_seconds(process) for process in [root, *root.children(recursive=True)])


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system
