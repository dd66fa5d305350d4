"""Production's settings on the checkout's engines, in a database of the benchmark's own."""

import os

from cop import engines

home = engines.of_checkout()
os.environ |= {
    "GUILDHALL_ENV": "production",
    "SECRET_KEY": "for measuring only, and long enough to be let through as a secret key",
    "SITE_ORIGIN": "https://bench.example",
    "SECURE_SSL_REDIRECT": "no",
    "DATABASE_URL": "postgres://set-below",
    "REDIS_URL": home.redis_url,
    "EMAIL_URL": "smtp://localhost:1",
    "DEFAULT_FROM_EMAIL": "bench@bench.example",
    "RATE_LIMITS": "no",
    "MAIL_IN": "%s@in.bench.example",
}

from cop.settings import *  # noqa: E402, F403 - it reads the environment that is set above
from cop.settings import DATABASES, VAR_DIR  # noqa: E402

DATABASES["default"] = home.database | {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": os.environ["BENCH_DATABASE"],
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": True,
}
STATIC_ROOT = VAR_DIR / "bench" / "static"
ROOT_URLCONF = "benchmarks.urls"
