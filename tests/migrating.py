"""A database that is migrated once in a run, for the processes of pytest-xdist to copy.

Migrating takes ten seconds of work, nearly all of it Django's own in building its models again and
again, and copying what came of it takes a tenth of one.
"""

import fcntl

from django.conf import settings
from django.db import connection

from tests.settings import ENGINES_HOME

MIGRATED = "migrated"


def migrate_once() -> None:
    """Let who comes first migrate and the others wait, and give each a copy for its own tests."""
    connection.ensure_connection()  # which starts the engines, and so makes their folder
    with (ENGINES_HOME / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_there():
            _migrate()
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
