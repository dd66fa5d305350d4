"""Takes out of a log line what a log may not keep: secrets, addresses of people, queries."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

GONE = "[removed]"

SECRET_KEYS = re.compile(
    r"passw|secret|token|authorization|cookie|session|csrf|email|nonce|signature|api_?key",
    re.IGNORECASE,
)
PATTERNS = [
    # What PostgreSQL adds to a broken constraint are the values of the row.
    (re.compile(r"DETAIL: .*"), f"DETAIL: {GONE}"),
    (re.compile(r"\?[^\s\"'<>]*=[^\s\"'<>]*"), f"?{GONE}"),
    (re.compile(r"(://)[^\s/@]+@"), rf"\1{GONE}@"),
    (re.compile(r"[\w.+%-]+@[\w-]+\.[\w.-]+"), GONE),
    (re.compile(r"(?i)\b(bearer|basic)\s+\S+"), rf"\1 {GONE}"),
    (re.compile(r"\bcop_[a-z]+_\w+"), GONE),
    # Whatever looks drawn by lot: long, and of letters and digits mixed. A UUID is neither.
    (re.compile(r"\b(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{20,}\b"), GONE),
    (re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{16,}"), GONE),
]
PLAIN = (bool, int, float, date, timedelta, UUID, type(None))


def scrub(logger: object, method: str, event: Any) -> Any:
    """The processor of structlog."""
    return {key: _value(key, value) for key, value in event.items()}


def scrubbed(text: str) -> str:
    for pattern, instead in PATTERNS:
        text = pattern.sub(instead, text)
    return text


def _value(key: str, value: Any) -> Any:
    if SECRET_KEYS.search(key):
        return GONE
    if isinstance(value, Mapping):
        return {name: _value(str(name), inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_value(key, inner) for inner in value]
    return _single(value)


def _single(value: Any) -> Any:
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, str):
        return scrubbed(value)
    if isinstance(value, Exception):
        return scrubbed(f"{type(value).__name__}: {value}")
    return f"<{type(value).__name__}>"  # its repr could say anything
