"""Why a question was closed there, in the reasons that there are here."""

from collections.abc import Sequence

from discussions.models.closure import Reason
from integrations.stackexchange.history import Closing
from integrations.stackexchange.site import Site

DUPLICATE_LINK = 3

# The codes up to 20 are of the years before 2013.
_REASONS = {
    "1": (Reason.DUPLICATE, "an exact duplicate"),
    "2": (Reason.OFF_TOPIC, "off-topic"),
    "3": (Reason.UNCLEAR, "not constructive"),
    "4": (Reason.UNCLEAR, "not a real question"),
    "7": (Reason.OFF_TOPIC, "too localized"),
    "10": (Reason.OFF_TOPIC, "general reference"),
    "20": (Reason.OFF_TOPIC, "noise or pointless"),
    "101": (Reason.DUPLICATE, "a duplicate"),
    "102": (Reason.OFF_TOPIC, "off-topic"),
    "103": (Reason.UNCLEAR, "unclear what was asked"),
    "104": (Reason.UNCLEAR, "too broad"),
    "105": (Reason.UNCLEAR, "primarily opinion-based"),
}


def reason_of(closing: Closing | None, duplicates: Sequence[int]) -> tuple[str, str]:
    """The reason here, and in the site's own words, if the dump knows it."""
    if closing and closing.code in _REASONS:
        return _REASONS[closing.code]
    if duplicates:
        return _REASONS["101"]
    return Reason.DONE, ""


def note_of(site: Site, words: str) -> str:
    if words:
        return f"Closed at {site.host} as {words}."
    return f"Closed at {site.host}; the dump does not say why."
