"""``cop.settings`` on engines of the run's own, whatever the machine's environment says."""

import os
from pathlib import Path

from cop.engines.home import VALKEY_SOCKET, temporary_home

worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
if worker == "main":  # the workers of pytest-xdist inherit what is set here
    os.environ["ENGINES_DIR"] = str(temporary_home(Path(__file__).resolve().parent.parent))
    os.environ["ENGINES_TEMPORARY"] = "yes"
    os.environ["GUILDHALL_ENV"] = "development"
    # Playwright runs an event loop in the thread of the test, and the test asks the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"

ENGINES_HOME = Path(os.environ["ENGINES_DIR"])
# One Valkey for each worker: tests freeze it, and must not freeze their neighbours'.
VALKEY_HOME = ENGINES_HOME / worker
os.environ["METRICS_DIR"] = str(VALKEY_HOME / "metrics")
os.environ["REDIS_URL"] = f"unix://{VALKEY_HOME / VALKEY_SOCKET}"

from cop.settings import *  # noqa: E402, F403 - it reads the environment that is set above

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = VALKEY_HOME / "media"
# Mail comes in only in the tests that are about it.
MAIL_IN = ""
