"""Where development's mail goes out and comes in: the preferred ports may have been taken."""

from pathlib import Path

PREFERRED_PORT = 1025
RECEPTION_PORT = 8024


def port_file(mailbox: Path) -> Path:
    return mailbox / "port"


def reception_file(mailbox: Path) -> Path:
    return mailbox / "reception"


def reception_port(mailbox: Path) -> int | None:
    """Where mail comes in while `manage.py up` runs."""
    try:
        return int(reception_file(mailbox).read_text())
    except (FileNotFoundError, ValueError):
        return None


def sink_url(mailbox: Path) -> str:
    try:
        port = int(port_file(mailbox).read_text())
    except (FileNotFoundError, ValueError):
        port = PREFERRED_PORT
    return f"smtp://127.0.0.1:{port}"
