"""The skills that come with Guildhall: those of ESCO that are beside this file."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from members.profiles.text import plain

SOURCE = Path(__file__).with_name("ict.csv")
ATTRIBUTION = _("This service uses the ESCO classification of the European Commission.")
ADDRESS = "https://esco.ec.europa.eu"


def skills() -> Iterator[dict[str, Any]]:
    """The columns of a `Skill` for each."""
    with SOURCE.open(newline="") as lines:
        for row in csv.DictReader(lines):
            others = row.pop("alternatives").split("|")
            yield row | {"words": plain(" | ".join([row["label"], *others]))}
