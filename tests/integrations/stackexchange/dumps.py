"""An invented site in the format of the dumps, small enough to be read at a glance."""

from io import StringIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from django.core.management import call_command

from communities.models import Community

SITE = "knots.stackexchange.com"
Rows = list[dict[str, Any]]


def at(day: int, hour: int = 9) -> str:
    return f"2019-03-{day:02}T{hour:02}:00:00.000"


def knots() -> dict[str, Rows]:
    """Three questions, of which one is accepted, one closed as its duplicate, one unanswered."""
    return {
        "Users": [
            {"Id": -1, "DisplayName": "Community", "CreationDate": at(1)},
            {"Id": 1, "DisplayName": "Ada", "CreationDate": at(1)},
            {"Id": 2, "DisplayName": "Ben", "CreationDate": at(1)},
            {"Id": 3, "DisplayName": "Ada", "CreationDate": at(2)},
        ],
        "Tags": [
            {"Id": 1, "TagName": "rope", "Count": 2, "ExcerptPostId": 8},
            {"Id": 2, "TagName": "c#", "Count": 1},
            {"Id": 3, "TagName": "c-sharp", "Count": 0},
        ],
        "Posts": [
            post(1, "<p>How do I tie a <em>bowline</em>?</p>", 4, OwnerUserId=1, AcceptedAnswerId=2,
                 PostTypeId=1, Title="How do I tie a bowline?", Tags="<rope><c#>", Score=2),
            post(2, "<p>The rabbit comes out of the hole.</p>", 5, OwnerUserId=2, ParentId=1,
                 PostTypeId=2, Score=-1, LastEditDate=at(6)),
            post(3, "<p>Like this, says @ben.</p>", 5, OwnerDisplayName="user77", ParentId=1,
                 PostTypeId=2),
            post(4, "<p>See https://knots.stackexchange.com/q/1 first.</p>", 7, OwnerUserId=3,
                 PostTypeId=1, Title="Bowline, how?", Tags="<rope>", ClosedDate=at(8)),
            post(5, "<p>What is a <kbd>splice</kbd>?</p>", 9, OwnerUserId=2, PostTypeId=1,
                 Title="What is a splice?", Tags="<c-sharp>"),
            post(8, "What ropes are made of.", 3, PostTypeId=4, OwnerUserId=-1),
            post(9, "<p>Of elections.</p>", 3, PostTypeId=6, OwnerUserId=-1),
        ],
        "Comments": [
            {"Id": 1, "PostId": 1, "Text": "Which one, @ada?", "Score": 3, "UserId": 2,
             "CreationDate": at(4, 10)},
            {"Id": 2, "PostId": 2, "Text": "- what `@ada` said", "UserDisplayName": "user77",
             "CreationDate": at(4, 11)},
            {"Id": 3, "PostId": 99, "Text": "Of a post that is gone.", "UserId": 2,
             "CreationDate": at(4)},
        ],
        "Votes": [
            *votes(1, up=3, down=1),
            *votes(2, up=1, down=2, start=10),
            {"Id": 20, "PostId": 2, "VoteTypeId": 1, "CreationDate": at(5, 0)},
            {"Id": 21, "PostId": 99, "VoteTypeId": 2, "CreationDate": at(5, 0)},
            {"Id": 22, "PostId": 1, "VoteTypeId": 5, "CreationDate": at(5, 0), "UserId": 3},
        ],
        "PostHistory": [
            change(1, 2, 1, "a", 4, 1, "How do I tie a *bowline*?"),
            change(2, 1, 1, "a", 4, 1, "Bowline?"),
            change(3, 3, 1, "a", 4, 1, "<rope>"),
            change(4, 2, 2, "b", 5, 2, "The rabbit comes out."),
            change(5, 5, 2, "c", 6, 3, "The rabbit comes out\r\nof the hole.", "said from where"),
            change(6, 4, 1, "d", 6, 2, "How do I tie a bowline?", "clearer title"),
            change(7, 6, 1, "d", 6, 2, "<rope><c#>"),
            change(8, 10, 4, "e", 8, 2, '{"OriginalQuestionIds":[1]}', "101"),
        ],
        "PostLinks": [
            {"Id": 1, "CreationDate": at(8), "PostId": 4, "RelatedPostId": 1, "LinkTypeId": 3},
            {"Id": 2, "CreationDate": at(8), "PostId": 5, "RelatedPostId": 1, "LinkTypeId": 1},
        ],
        "Badges": [{"Id": 1, "UserId": 1, "Name": "Splicer", "Date": at(2)}],
    }  # fmt: skip


def several(times: int) -> dict[str, Rows]:
    """The same again and again, each time by other people under other numbers."""
    dumps = [knots() for _ in range(times)]
    for nth, dump in enumerate(dumps):
        for rows in dump.values():
            for one in rows:
                one |= {name: _shifted(one[name], 1000 * nth) for name in KEYS if name in one}
                if "TagName" in one and nth:
                    one["TagName"] += str(nth)
    people = dumps[0]["Users"]
    merged = {name: [one for dump in dumps for one in dump[name]] for name in dumps[0]}
    return merged | {"Users": [*people, *(u for u in merged["Users"][4:] if u["Id"] > 0)]}


KEYS = ("Id", "PostId", "ParentId", "AcceptedAnswerId", "OwnerUserId", "UserId", "ExcerptPostId")


def _shifted(key: int, by: int) -> int:
    return key + by if key > 0 else key


def post(key: int, body: str, day: int, **facts: Any) -> dict[str, Any]:
    return {"Id": key, "Body": body, "CreationDate": at(day), "Score": 0} | facts


def votes(key: int, *, up: int, down: int, start: int = 1) -> Rows:
    kinds = [2] * up + [3] * down
    return [
        {"Id": start + n, "PostId": key, "VoteTypeId": kind, "CreationDate": at(6, 0)}
        for n, kind in enumerate(kinds)
    ]


def change(  # noqa: PLR0917 - a row of a table reads best as one
    key: int, kind: int, of: int, guid: str, day: int, by: int, text: str, why: str = ""
) -> dict[str, Any]:
    row = {
        "Id": key,
        "PostHistoryTypeId": kind,
        "PostId": of,
        "RevisionGUID": guid,
        "CreationDate": at(day),
        "UserId": by,
        "Text": text,
    }
    return row | ({"Comment": why} if why else {})


def row(dump: dict[str, Rows], file: str, key: int) -> dict[str, Any]:
    return next(one for one in dump[file] if one["Id"] == key)


def write(dump: dict[str, Rows], folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in dump.items():
        lines = [f"  <row {_attributes(row)} />" for row in rows]
        root = name.lower()
        text = "\n".join(['<?xml version="1.0" encoding="utf-8"?>', f"<{root}>", *lines])
        (folder / f"{name}.xml").write_text(f"\ufeff{text}\n</{root}>\n", encoding="utf-8")
    return folder


def _attributes(row: dict[str, Any]) -> str:
    escapes = {"\r": "&#xD;", "\n": "&#xA;"}
    return " ".join(f"{name}={quoteattr(str(value), escapes)}" for name, value in row.items())


def bring(folder: Path, community: Community, site: str = SITE, **options: Any) -> str:
    """Run the command; what it prints."""
    out = StringIO()
    call_command(
        "import_stackexchange",
        folder,
        community=community.slug,
        site=site,
        stdout=out,
        **options,
    )
    return out.getvalue()
