"""Why somebody is told of a call: as a match keeps it, and as they read it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from discussions.asking import reasons as of_asking


def chosen(tag: str) -> dict[str, Any]:
    return {"kind": "chosen", "tag": tag}


def in_words(reason: Mapping[str, Any]) -> str:
    if reason["kind"] == "chosen":
        return _("You want to be told of calls about %(tag)s.") % {"tag": reason["tag"]}
    return of_asking.in_words(reason)
