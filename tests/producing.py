"""The production server, on the database of the test that asks for it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings
from django.db import connection

CHECKOUT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Site:
    port: int

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, list[str]]]:
        """Status and headers, as the proxy gets them."""
        asking = HTTPConnection("localhost", self.port, timeout=60)
        asking.request("GET", path, headers={"X-Forwarded-Proto": "https"} | headers)
        answer = asking.getresponse()
        answer.read()
        found: dict[str, list[str]] = {}
        for name, value in answer.getheaders():
            found.setdefault(name.lower(), []).append(value)
        asking.close()
        return answer.status, found

    def say(self, request: bytes) -> bytes:
        """All that is answered to these bytes until the server closes the connection."""
        with socket.create_connection(("localhost", self.port), timeout=10) as speaking:
            speaking.sendall(request)
            speaking.shutdown(socket.SHUT_WR)
            heard = b""
            while more := speaking.recv(65536):
                heard += more
        return heard


@contextmanager
def production(folder: Path) -> Iterator[Site]:
    database = connection.settings_dict
    port = _free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "GUILDHALL_ENV": "production",
        "SECRET_KEY": "only for tests, and long enough to be let through as a secret key",
        "SITE_ORIGIN": "https://localhost",
        "SECURE_SSL_REDIRECT": "no",  # the browser of the tests comes without TLS
        "DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}",
        "REDIS_URL": settings.REDIS_URL,
        "EMAIL_URL": "smtp://localhost:1",
        "DEFAULT_FROM_EMAIL": "hello@guildhall.example",
        "VAR_DIR": str(folder),
        "METRICS_DIR": str(folder / "metrics"),
        "WEB_CONCURRENCY": "1",
        "PORT": str(port),
        "HOST": "localhost",
    }
    run = [sys.executable, "-m"]
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=CHECKOUT, env=environment, check=True)
    serve = [*run, "gunicorn", "-c", "deploy/gunicorn.conf.py", "cop.wsgi"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(serve, cwd=CHECKOUT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(port)
        yield Site(port)
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("localhost", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The server did not start.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]
