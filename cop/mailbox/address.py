"""Where the development mail sink listens: its preferred port may have been taken."""

from pathlib import Path

PREFERRED_PORT = 1025


def port_file(mailbox: Path) -> Path:
    return mailbox / "port"


def sink_url(mailbox: Path) -> str:
    try:
        port = int(port_file(mailbox).read_text())
    except (FileNotFoundError, ValueError):
        port = PREFERRED_PORT
    return f"smtp://127.0.0.1:{port}"
