"""A question of the dump with all that hangs on it, in the order in which it was written."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from integrations.stackexchange import texts
from integrations.stackexchange.closing import DUPLICATE_LINK
from integrations.stackexchange.columns import read_moment
from integrations.stackexchange.history import Closing, Version, closing_of, versions_of
from integrations.stackexchange.models import Import, Kind, Staged, Tally
from integrations.stackexchange.people import Writer
from integrations.stackexchange.texts import Text

ADAPTED = "put into the Markdown that is read here"


@dataclass(eq=False)
class Piece:
    """What becomes a post: a question, an answer or a comment."""

    row: Staged
    parent: "Piece | None" = None  # what it hangs on, as a comment does
    history: list[Staged] = field(default_factory=list)
    tally: Tally | None = None

    @property
    def key(self) -> int:
        return self.row.key

    @property
    def kind(self) -> str:
        return self.row.kind

    @property
    def data(self) -> dict[str, Any]:
        return self.row.data

    @property
    def is_comment(self) -> bool:
        return self.kind == Kind.COMMENT

    @cached_property
    def at(self) -> datetime:
        return read_moment(self.data["CreationDate"])

    @property
    def place(self) -> tuple[datetime, bool, int]:
        """Where it stands in its thread: as it was written, but never before what it hangs on."""
        at = max(self.at, self.parent.at) if self.parent else self.at
        return at, self.is_comment, self.key

    @cached_property
    def writer(self) -> Writer:
        if self.is_comment:
            return Writer.of(self.data, "UserId", "UserDisplayName")
        return Writer.of(self.data, "OwnerUserId", "OwnerDisplayName")

    @cached_property
    def text(self) -> Text:
        if self.is_comment:
            return texts.comment(self.data["Text"])
        typed = self._typed[-1].body if self._typed else None
        return texts.body_of(typed, self.data["Body"])

    @cached_property
    def versions(self) -> list[Version]:
        """What was typed each time; and where that is not read here as it was meant, one more.

        So that the history of each edit shows the edit, and not what was adapted for this place.
        """
        typed = self._typed
        if len(typed) < 2 or typed[-1].body == self.text.source:
            return typed
        last = typed[-1]
        return [*typed, replace(last, by=Writer.of_the_site(), why=ADAPTED, body=self.text.source)]

    @cached_property
    def _typed(self) -> list[Version]:
        return versions_of(self.history)

    @property
    def edited_at(self) -> datetime | None:
        if len(self.versions) > 1:
            return self.versions[-1].at
        edited = self.data.get("LastEditDate")
        return read_moment(edited) if edited else None

    @property
    def votes(self) -> tuple[int, int]:
        """Up and down. Of comments only the sum is known, and they can only be voted up."""
        if self.is_comment:
            return max(self.data.get("Score", 0), 0), 0
        return (self.tally.up, self.tally.down) if self.tally else (0, 0)

    @property
    def digest(self) -> str:
        """Of all that the dump says of it but its votes."""
        said = {name: value for name, value in self.data.items() if name != "Score"}
        facts = json.dumps([said, [row.data for row in self.history]], sort_keys=True)
        return hashlib.blake2b(facts.encode(), digest_size=16).hexdigest()


@dataclass(eq=False)
class Thread:
    question: Piece
    answers: list[Piece]
    comments: list[Piece]
    links: list[Staged]

    @property
    def pieces(self) -> list[Piece]:
        rest = sorted([*self.answers, *self.comments], key=lambda piece: piece.place)
        return [self.question, *rest]

    @property
    def accepted(self) -> Piece | None:
        wanted = self.question.data.get("AcceptedAnswerId")
        return next((answer for answer in self.answers if answer.key == wanted), None)

    @cached_property
    def closing(self) -> Closing | None:
        return closing_of(self.question.history)

    @property
    def originals(self) -> list[int]:
        """Of which questions this one is a duplicate, the likeliest first."""
        linked = [
            link.data["RelatedPostId"]
            for link in self.links
            if link.data["LinkTypeId"] == DUPLICATE_LINK
        ]
        return [*(self.closing.originals if self.closing else []), *linked]

    @property
    def writers(self) -> Iterator[tuple[Writer, datetime]]:
        for piece in self.pieces:
            yield piece.writer, piece.at
            for version in piece.versions:
                yield version.by, version.at
        if self.closing:
            yield self.closing.by, self.closing.at


def threads_of(run: Import, questions: Sequence[Staged]) -> list[Thread]:
    """The threads of these questions: five queries, however many there are."""
    keys = [question.key for question in questions]
    answers = _by_about(Staged.objects.of(run, Kind.ANSWER).filter(about__in=keys))
    posts = [*keys, *(answer.key for each in answers.values() for answer in each)]
    comments = _by_about(Staged.objects.of(run, Kind.COMMENT).filter(about__in=posts))
    history = _by_about(Staged.objects.of(run, Kind.HISTORY).filter(about__in=posts))
    links = _by_about(Staged.objects.of(run, Kind.LINK).filter(about__in=keys))
    tallies = {tally.post: tally for tally in Tally.objects.filter(run=run, post__in=posts)}

    def piece(row: Staged) -> Piece:
        return Piece(row, history=history[row.key], tally=tallies.get(row.key))

    threads = []
    for question in questions:
        opening, below = piece(question), [piece(answer) for answer in answers[question.key]]
        said = [Piece(row, parent=post) for post in [opening, *below] for row in comments[post.key]]
        threads.append(Thread(opening, below, said, links[question.key]))
    return threads


def _by_about(rows: "Iterable[Staged]") -> dict[int, list[Staged]]:
    found: dict[int, list[Staged]] = defaultdict(list)
    for row in rows:
        if row.about is not None:
            found[row.about].append(row)
    for each in found.values():
        each.sort(key=lambda row: row.key)
    return found
