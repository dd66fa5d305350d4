"""Production must not start on a guess."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "GUILDHALL_ENV": "production",
    "SECRET_KEY": "k" * 64,
    "SITE_ORIGIN": "https://guildhall.example",
    "DATABASE_URL": "postgresql://guildhall@localhost/guildhall",
    "REDIS_URL": "redis://localhost/0",
    "EMAIL_URL": "smtp://localhost:25",
    "DEFAULT_FROM_EMAIL": "hello@guildhall.example",
}


def load(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "from cop import settings; print(settings.DEBUG)"],
        cwd=CHECKOUT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_everything_set_and_debug_cannot_be_on() -> None:
    done = load(PRODUCTION | {"DEBUG": "1"})

    assert done.stdout == "False\n"


@pytest.mark.parametrize("name", sorted(PRODUCTION.keys() - {"GUILDHALL_ENV"}))
def test_production_names_what_is_missing(name: str) -> None:
    done = load({key: value for key, value in PRODUCTION.items() if key != name})

    assert done.returncode == 1
    assert f"{name} must be set in production" in done.stderr.splitlines()[-1]


def test_production_refuses_to_believe_every_host() -> None:
    done = load(PRODUCTION | {"ALLOWED_HOSTS": "*"})

    assert "ALLOWED_HOSTS must name hosts" in done.stderr


def test_development_needs_nothing() -> None:
    assert load({}).stdout == "True\n"
