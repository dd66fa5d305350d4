"""What asks other servers for something that somebody named goes through one door: core/outgoing.

Whoever adds another way takes on redirects, names that change between being looked up and being
asked, and every way of writing an address inside.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

FETCHES = {
    "aiohttp", "ftplib", "http.client", "httpx", "requests", "socket", "ssl", "telnetlib",
    "urllib.request", "urllib3",
}  # fmt: skip
ALLOWED = {
    "core/outgoing/asking.py",
    "core/outgoing/resolving.py",
    # In development, on this machine: two listen, and one asks whether its site is up.
    "cop/mailbox/sink.py",
    "cop/supervisor/development.py",
    "cop/supervisor/ports.py",
    # Listen for what a mail server hands over.
    "notifications/inbound/server.py",
    "notifications/management/commands/receive_mail.py",
}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_nothing_else_of_ours_fetches_an_address():
    root = settings.BASE_DIR
    ours = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == root]
    talking = {
        str(path.relative_to(root))
        for folder in ours
        for path in folder.rglob("*.py")
        if FETCHES & set(imported(path))
    }

    assert len(ours) > 10
    assert talking == ALLOWED
