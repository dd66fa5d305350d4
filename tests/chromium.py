"""The browser of the browser tests: ``python -m tests.chromium`` installs it where it can."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ADVICE = (
    "The browser tests need Chromium, and it could not be installed from here. On Debian or "
    "Ubuntu: sudo apt install chromium. Elsewhere: .venv/bin/playwright install chromium. "
    "Or name one: CHROMIUM=/path/to/chrome."
)


def find() -> str | None:
    """A Chromium of the machine's, or else the one Playwright has installed."""
    if chosen := os.environ.get("CHROMIUM"):
        return chosen
    for name in NAMES:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    can_use_apt = os.geteuid() == 0 and shutil.which("apt-get")
    sys.stderr.write("Installing Chromium for the browser tests\n")
    if can_use_apt and _run("apt-get", "update", "-qq"):
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    if find() is None:
        _run(sys.executable, "-m", "playwright", "install", "chromium")


def _run(*command: str) -> bool:
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=os.environ | quiet,
    )
    return done.returncode == 0


if __name__ == "__main__":
    if find() is None:
        install()
    if find() is None:
        sys.stderr.write(f"{ADVICE}\n")
