"""The embedded engines, with real processes that are really killed."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from cop.engines import Engines
from cop.engines.home import Account, fits_sockets, home_of, temporary_home

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE = 20

USER = """
import sys
import threading
from pathlib import Path
from cop.engines import Engines

engines = Engines(Path(sys.argv[1]), is_temporary=True)
engines.use()
print("up", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def engines() -> Iterator[Engines]:
    engines = Engines.temporary()
    yield engines
    engines.leave()


@pytest.fixture
def start_user(engines: Engines) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start a process that uses the engines until it is told to end, or killed."""
    users = []

    def start() -> subprocess.Popen[str]:
        users.append(
            subprocess.Popen(
                [sys.executable, "-c", USER, str(engines.home)],
                cwd=CHECKOUT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        return users[-1]

    yield start
    for user in users:
        user.communicate()


def is_up(user: subprocess.Popen[str]) -> bool:
    assert user.stdout is not None
    return user.stdout.readline() == "up\n"


def pids(engines: Engines) -> set[int]:
    """The keeper and both servers."""
    mine = str(engines.home)
    names = {"postgres", "valkey-server"}
    return {
        process.pid
        for process in psutil.process_iter(["name", "cmdline"])
        if mine in " ".join(process.info["cmdline"] or [])
        and (process.info["name"] in names or "cop.engines.keeper" in process.info["cmdline"])
    }


def keeper(engines: Engines) -> psutil.Process:
    (found,) = [
        process
        for process in map(psutil.Process, pids(engines))
        if "cop.engines.keeper" in process.cmdline()
    ]
    return found


def execute(engines: Engines, sql: str) -> object:
    database = engines.database
    connection = psycopg2.connect(
        host=database["HOST"], user=database["USER"], dbname=database["NAME"]
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall() if cursor.description else None
    connection.close()
    return rows


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        threading.Event().wait(0.05)
    return condition()


def test_both_servers_answer_at_their_addresses(engines: Engines) -> None:
    engines.use()

    assert execute(engines, "SELECT lower('ÄRGER'), current_database()") == [("ärger", "guildhall")]
    assert redis.from_url(engines.redis_url).ping()


def test_processes_that_ask_at_once_share_one_keeper(engines, start_user) -> None:
    users = [start_user() for _ in range(4)]

    assert all(is_up(user) for user in users)
    assert keeper(engines).is_running()  # and there is exactly one


def test_whoever_comes_while_they_are_being_started_waits(engines: Engines) -> None:
    first, second = threading.Thread(target=engines.use), Engines(engines.home, is_temporary=True)
    first.start()
    assert eventually(second.are_running)  # which says that there is a keeper, and no more

    second.use()

    assert execute(second, "SELECT 1") == [(1,)]
    first.join()
    second.leave()


def test_they_stay_for_the_second_user_and_go_with_the_last(engines, start_user) -> None:
    first, second = start_user(), start_user()
    assert is_up(first)
    assert is_up(second)

    first.communicate()
    assert execute(engines, "SELECT 1") == [(1,)]

    second.communicate()
    assert eventually(lambda: not pids(engines))
    assert not engines.home.exists()


def test_they_go_when_the_last_user_is_killed(engines, start_user) -> None:
    user = start_user()
    assert is_up(user)

    user.kill()

    assert eventually(lambda: not pids(engines))


def test_a_killed_keeper_is_replaced_for_those_who_still_use_it(engines: Engines) -> None:
    engines.use()
    killed = pids(engines)

    keeper(engines).kill()
    assert eventually(lambda: not engines.are_running())
    engines.use()

    assert execute(engines, "SELECT 1") == [(1,)]
    assert redis.from_url(engines.redis_url).ping()
    assert eventually(lambda: not pids(engines) & killed)


def test_a_killed_server_is_started_again(engines: Engines) -> None:
    engines.use()
    for pid in pids(engines) - {keeper(engines).pid}:
        os.kill(pid, signal.SIGKILL)

    assert eventually(lambda: answers(engines))


def answers(engines: Engines) -> bool:
    try:
        return execute(engines, "SELECT 1") == [(1,)] and redis.from_url(engines.redis_url).ping()
    except (psycopg2.OperationalError, redis.ConnectionError):
        return False


def test_what_was_written_is_there_after_everything_was_killed() -> None:
    engines = Engines(temporary_home(CHECKOUT))
    engines.use()
    execute(engines, "CREATE TABLE kept AS SELECT 42 AS answer")
    for pid in pids(engines):
        os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: not pids(engines))
    # A pid that now belongs to somebody else, as after a restart of the machine.
    pid_file = engines.home / "pg" / "postmaster.pid"
    _, rest = pid_file.read_text().split("\n", 1)
    pid_file.write_text(f"{os.getpid()}\n{rest}")

    engines.use()

    assert execute(engines, "SELECT answer FROM kept") == [(42,)]
    assert engines.leave()
    shutil.rmtree(engines.home)


def test_a_checkout_too_deep_for_sockets_gets_a_home_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["deep"] * 20)
    deep.mkdir(parents=True)

    assert not fits_sockets(deep / "var" / "engines")
    assert fits_sockets(home_of(deep))
    assert home_of(deep) != home_of(deep.parent)


def test_an_account_cannot_reach_below_a_private_folder(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    stranger = Account(uid=os.getuid() + 1, gid=os.getgid() + 1)
    owner = Account(uid=os.getuid(), gid=os.getgid())

    assert not stranger.can_reach(private / "checkout")
    assert owner.can_reach(private / "checkout")
