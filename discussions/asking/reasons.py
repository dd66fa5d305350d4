"""Why a question was put to somebody, as an ask keeps it and as the person reads it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from discussions.asking import evidence

FACILITATES: dict[str, Any] = {"kind": "facilitates"}


def reason_of(kind: str, tag: str, count: int) -> dict[str, Any]:
    return {"kind": kind, "tag": tag, "count": count}


def in_words(reason: Mapping[str, Any]) -> str:
    if reason == FACILITATES:
        return _("You facilitate this community, and nobody has answered for long.")
    if known := evidence.kinds.get(reason["kind"]):
        return known.says(reason["count"], reason["tag"])
    return _("It may be about something that you know.")  # of a kind that an earlier release had
