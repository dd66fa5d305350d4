"""JSON of strangers: of bounded size and depth, and with one meaning for every reader."""

import json
import math
import re
from typing import Any

from django.utils.translation import gettext as _

from learning.credentials.errors import BadCredential

LARGEST = 1_000_000  # characters; a picture may be written into it
DEEPEST = 40
MOST_MEMBERS = 10_000

# A text that is never closed is taken to the end at once: tried again from each quotation mark in
# it, one of a million would take a day.
_MARKS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{},]', re.DOTALL)


def parse(text: str) -> dict[str, Any]:
    _measure(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite
        )
        json.dumps(value, ensure_ascii=False).encode()  # halves of characters have no bytes
    except (ValueError, RecursionError) as error:
        raise BadCredential(_("It is not JSON that can be read.")) from error
    if not isinstance(value, dict):
        raise BadCredential(_("It is JSON, but not one credential."))
    return value


def unparse(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _measure(text: str) -> None:
    """Before it is parsed, since parsing is what takes the memory."""
    if len(text) > LARGEST:
        raise BadCredential(_("It is larger than a credential would be."))
    depth = members = 0
    for match in _MARKS.finditer(text):
        mark = match.group()
        depth += (mark in "[{") - (mark in "]}")
        members += mark in "[{,"
        if depth > DEEPEST or members > MOST_MEMBERS:
            raise BadCredential(_("It is nested deeper, or holds more, than a credential would."))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a name twice: readers would not agree on which counts")
    return value


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number too large")
    return number


def _no_number(text: str) -> None:
    raise ValueError(text)
