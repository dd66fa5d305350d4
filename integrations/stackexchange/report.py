"""What was brought, what was there already, and what was left out and why.

Kept as plain counts in the import's row, in the transaction of what they count: a run that was
interrupted goes on counting where it stopped.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

NEW, CHANGED, SAME = "new", "changed", "unchanged"
_COLUMNS = (NEW, CHANGED, SAME)


class Report:
    def __init__(self, counts: dict[str, Any] | None = None) -> None:
        counts = counts or {}
        self.brought: dict[str, Counter[str]] = {
            what: Counter(states) for what, states in counts.get("brought", {}).items()
        }
        self.skipped: dict[str, Counter[str]] = {
            what: Counter(reasons) for what, reasons in counts.get("skipped", {}).items()
        }
        self.notes: list[str] = list(counts.get("notes", []))

    def bring(self, what: str, number: int = 1, state: str = NEW) -> None:
        if number:
            self.brought.setdefault(what, Counter())[state] += number

    def skip(self, what: str, why: str, number: int = 1) -> None:
        if number:
            self.skipped.setdefault(what, Counter())[why] += number

    def note(self, text: str) -> None:
        self.notes.append(text)

    def as_json(self) -> dict[str, Any]:
        return {
            "brought": {what: dict(states) for what, states in self.brought.items()},
            "skipped": {what: dict(reasons) for what, reasons in self.skipped.items()},
            "notes": self.notes,
        }

    def lines(self) -> Iterable[str]:
        """As a table that fits a terminal."""
        width = max(map(len, ["imported", *self.brought]))
        yield f"{'imported':<{width}}" + "".join(f"{name:>11}" for name in _COLUMNS)
        for what, states in self.brought.items():
            yield f"{what:<{width}}" + "".join(f"{states[name]:>11}" for name in _COLUMNS)
        if self.skipped:
            yield ""
            yield "skipped"
            for what, reasons in self.skipped.items():
                for why, number in reasons.items():
                    yield f"{number:>8}  {what}: {why}"
        if self.notes:
            yield ""
            yield from self.notes
