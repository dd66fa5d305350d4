"""The process that runs the engines of one checkout: ``python -m cop.engines.keeper HOME``.

``Engines`` starts it and hands it the start lock. It answers ``ready`` or the reason why not,
keeps both servers running, and ends with the last process that uses them.
"""

import argparse
import contextlib
import os
import shutil
import signal
import sys
import threading
from pathlib import Path

from cop.engines.errors import EngineError
from cop.engines.home import postgres_account
from cop.engines.locks import Lock
from cop.engines.postgres import Postgres
from cop.engines.server import Server
from cop.engines.valkey import Valkey

CHECKOUT = Path(__file__).resolve().parents[2]
TICK_SECONDS = 0.2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--start-lock", type=int, required=True, help="its file descriptor")
    parser.add_argument("--temporary", action="store_true", help="fast, unsafe, deleted at the end")
    asked = parser.parse_args()
    if os.fork():  # so that whoever asked need not reap it
        os._exit(0)
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    keep(asked.home, asked.start_lock, stopping, is_temporary=asked.temporary)


def keep(home: Path, start_lock: int, stopping: threading.Event, *, is_temporary: bool) -> None:
    alive = Lock(home / "keeper.lock")
    alive.take()
    account = postgres_account(CHECKOUT)
    servers: list[Server] = [Postgres(home, account, is_durable=not is_temporary), Valkey(home)]
    try:
        for server in servers:
            server.start()
    except (EngineError, OSError) as reason:
        stop(servers)
        answer(str(reason))
        sys.exit(1)
    answer("ready")
    os.close(start_lock)
    users = Lock(home / "users.lock")
    while not stopping.wait(TICK_SECONDS) and not users.take_if_free():
        for server in servers:
            if server.has_died:
                server.start()
    stop(servers)
    if is_temporary:
        shutil.rmtree(home, ignore_errors=True)
    # In this order: who waits for the users' lock must then find no keeper.
    alive.release()
    users.release()


def stop(servers: list[Server]) -> None:
    for server in reversed(servers):
        server.stop()


def answer(text: str) -> None:
    """Tell the process that asked, if it still lives."""
    with contextlib.suppress(BrokenPipeError):
        os.write(sys.stdout.fileno(), text.encode())
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more will come


if __name__ == "__main__":
    main()
