"""Which attributes the rows of each file have, and what each must be.

Dumps of 2014 and of today differ in what is optional; the rest is the same in all of them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from integrations.stackexchange.dump import Row
from integrations.stackexchange.errors import DamagedDump

QUESTION, ANSWER, WIKI, EXCERPT = 1, 2, 5, 4

_NUMBER = re.compile(r"-?[0-9]{1,18}")
_SHOWN = 60


def number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError("is not a whole number")
    return int(text)


def moment(text: str) -> str:
    """Kept as it stands: it is checked here, and read where it is needed."""
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("is not a date") from error
    return text


def words(text: str) -> str:
    return text


def read_moment(text: str) -> datetime:
    """All moments in dumps are UTC, and do not say so."""
    read = datetime.fromisoformat(text)
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


Reader = Callable[[str], Any]


@dataclass(frozen=True)
class Columns:
    required: dict[str, Reader]
    optional: dict[str, Reader]

    def read(self, file: str, row: Row) -> dict[str, Any]:
        """What the row says, as values. Raises DamagedDump for what is missing or malformed."""
        values = {}
        for name, reader in self.required.items():
            if name not in row.attributes:
                raise _damaged(file, row, f"{name} is missing.")
            values[name] = _value(file, row, name, reader)
        for name, reader in self.optional.items():
            if row.attributes.get(name):
                values[name] = _value(file, row, name, reader)
        return values


def _value(file: str, row: Row, name: str, reader: Reader) -> Any:
    text = row.attributes[name]
    try:
        return reader(text)
    except ValueError as error:
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        raise _damaged(file, row, f'{name} is "{shown}", which {error}.') from error


def _damaged(file: str, row: Row, problem: str) -> DamagedDump:
    key = row.attributes.get("Id")
    return DamagedDump(f"{file}.xml", problem, line=row.line, key=key)


_WRITTEN: dict[str, Reader] = {"Id": number, "CreationDate": moment}

USERS = Columns({**_WRITTEN}, {"DisplayName": words})
TAGS = Columns({"Id": number, "TagName": words}, {"ExcerptPostId": number, "WikiPostId": number})
_OF_POSTS: dict[str, Reader] = {
    "OwnerUserId": number,
    "OwnerDisplayName": words,
    "AcceptedAnswerId": number,
    "LastEditDate": moment,
    "LastEditorUserId": number,
    "LastEditorDisplayName": words,
    "ClosedDate": moment,
    "ContentLicense": words,
}
_POSTED: dict[str, Reader] = {**_WRITTEN, "PostTypeId": number, "Score": number, "Body": words}
POSTS = {
    QUESTION: Columns({**_POSTED, "Title": words, "Tags": words}, _OF_POSTS),
    ANSWER: Columns({**_POSTED, "ParentId": number}, _OF_POSTS),
}
OTHER_POSTS = Columns(_POSTED, {})
COMMENTS = Columns(
    {**_WRITTEN, "PostId": number, "Text": words},
    {"Score": number, "UserId": number, "UserDisplayName": words, "ContentLicense": words},
)
VOTES = Columns({**_WRITTEN, "PostId": number, "VoteTypeId": number}, {})
HISTORY = Columns(
    {**_WRITTEN, "PostId": number, "PostHistoryTypeId": number, "RevisionGUID": words},
    {"UserId": number, "UserDisplayName": words, "Comment": words, "Text": words},
)
LINKS = Columns({**_WRITTEN, "PostId": number, "RelatedPostId": number, "LinkTypeId": number}, {})
BADGES = Columns({"Id": number, "UserId": number, "Name": words, "Date": moment}, {})


def of_post(row: Row) -> Columns:
    kind = row.attributes.get("PostTypeId", "")
    return POSTS.get(int(kind) if kind.isdecimal() else 0, OTHER_POSTS)
