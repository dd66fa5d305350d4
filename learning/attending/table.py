"""Who comes, as a table for a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.utils.translation import gettext as _

from learning.workshops.models import Registration

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(registrations: Iterable[Registration], asked: Sequence[str] = ()) -> str:
    """With a byte order mark, by which spreadsheets know that it is UTF-8."""
    text = StringIO()
    table = csv.writer(text)
    first = [_("Name"), _("Handle"), _("Comes"), _("State"), _("Since"), _("Question")]
    table.writerow([_tame(cell) for cell in (*first, *asked)])
    for one in registrations:
        cells = [one.name, one.handle, one.get_mode_display(), one.get_state_display()]
        cells += [one.queued_at.isoformat(timespec="seconds"), one.question]
        said = {answer.words: answer.said for answer in one.answers.all()} if asked else {}
        cells += [said.get(words, "") for words in asked]
        table.writerow([_tame(str(cell)) for cell in cells])
    return "\ufeff" + text.getvalue()


def _tame(cell: str) -> str:
    """A cell that a spreadsheet would reckon is one to it: what members wrote is only text."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
