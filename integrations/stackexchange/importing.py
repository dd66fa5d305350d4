"""A run: its stages, each taken up where it was left.

Each batch is one transaction, together with the mark of how far it came and the counts for the
report. A run that dies at any moment goes on with the next, and ends where it would have ended.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import StandIn
from communities.models import Community, Space
from discussions.models import Topic
from discussions.showing_skills import note_topics
from integrations.stackexchange import linking, reading
from integrations.stackexchange.accounting import account
from integrations.stackexchange.dump import Dump
from integrations.stackexchange.errors import CannotImport, DamagedDump
from integrations.stackexchange.models import Import, Imported, Kind, Staged, Tally
from integrations.stackexchange.people import introduce_users
from integrations.stackexchange.posts import Hall
from integrations.stackexchange.report import SAME, Report
from integrations.stackexchange.site import Site
from integrations.stackexchange.tags import bring_tags, tags_by_name
from integrations.stackexchange.threads import threads_of
from integrations.stackexchange.updating import Update
from integrations.stackexchange.writing import Batch
from search.indexing import refresh

USERS = 1000
THREADS = 100
POSTS = 500
CHECK, PEOPLE, TAGS, TOPICS, DUPLICATES, LINKS, SEARCH, DONE = (
    "check", "people", "tags", "topics", "duplicates", "links", "search", "done",
)  # fmt: skip
STAGES = (PEOPLE, TAGS, TOPICS, DUPLICATES, LINKS, SEARCH)
BEFORE_ALL = -(10**18)  # a dump has negative keys: its Community is user -1
LOCK = 0x5E1A  # of PostgreSQL's advisory locks: one import at a time


class Progress(Protocol):
    """Somebody who is told how far it is."""

    def begin(self, stage: str, total: int, unit: str) -> None: ...

    def advance(self, by: int) -> None: ...


@dataclass
class Importer:
    dump: Dump
    site: Site
    community: Community
    space: Space
    progress: Progress

    def run(self) -> Report:
        """Bring the dump. Raises CannotImport, and then nothing of the community has changed."""
        with self._alone():
            self.record = self._record()
            self._read()
            for stage in STAGES[STAGES.index(self.record.stage) :]:
                getattr(self, f"_bring_{stage}")()
                self._turn_to(self._after(stage))
            return self._finish()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                raise CannotImport("Another import is running. Let it end first.")
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

    def _record(self) -> Import:
        """The record of this site and community; of another dump it begins anew."""
        record, _ = Import.objects.get_or_create(
            site=self.site.host, community=self.community, defaults={"stage": DONE}
        )
        if record.stage == DONE or record.dump != self.dump.fingerprint:
            self._forget_staged(record)
            record.dump, record.stage, record.position = (
                self.dump.fingerprint,
                self.dump.files[0],
                0,
            )
            record.counts = {}
            record.begun_at, record.finished_at = timezone.now(), None
            record.save()
        return record

    def _read(self) -> None:
        files = self.dump.files
        try:
            if self.record.stage in files:
                for name in files[files.index(self.record.stage) :]:
                    self.progress.begin(f"reading {name}.xml", self.dump.size(name), "B")
                    reading.read_file(self.record, self.dump, name, self.progress.advance)
                    self._turn_to((*files, CHECK)[files.index(name) + 1])
            if self.record.stage == CHECK:
                with self._step() as report:
                    reading.check_references(self.record, report)
                    account(self.record, self.dump, report)
                    self.record.stage, self.record.position = PEOPLE, BEFORE_ALL
        except DamagedDump:
            self._forget_staged(self.record)
            self._forget_record()
            raise

    def _bring_people(self) -> None:
        users = Staged.objects.of(self.record, Kind.USER)
        for batch in self._batches(users, USERS, "people"):
            with self._step(batch) as report:
                new = introduce_users(self.site, batch)
                report.bring("users", new)
                report.bring("users", len(batch) - new, SAME)

    def _bring_tags(self) -> None:
        with self._step() as report:
            bring_tags(self.record, self.community, report)
            self.record.stage = TOPICS  # once, for it counts

    def _bring_topics(self) -> None:
        tags = tags_by_name(self.record)
        questions = Staged.objects.of(self.record, Kind.QUESTION)
        for batch in self._batches(questions, THREADS, "questions"):
            with self._step(batch) as report:
                keys = [question.key for question in batch]
                known = Imported.objects.known(self.record, Kind.QUESTION, keys)
                hall = Hall(self.record, self.site, self._hold(known), tags)
                threads = threads_of(self.record, batch)
                Batch(hall, [t for t in threads if t.question.key not in known], report).write()
                Update(hall, [t for t in threads if t.question.key in known], known, report).write()

    def _bring_duplicates(self) -> None:
        closed = Staged.objects.of(self.record, Kind.QUESTION).filter(data__has_key="ClosedDate")
        for batch in self._batches(closed, THREADS, "duplicates"):
            with self._step(batch) as report:
                linking.link_duplicates(self.record, threads_of(self.record, batch), report)

    def _bring_links(self) -> None:
        self.progress.begin("links", 0, "posts")
        while True:
            with self._step():
                beyond = max(self.record.position, 0)
                last = linking.link_posts(self.record, self.site, self.community, beyond, POSTS)
                self.record.position = last
            if not last:
                return

    def _bring_search(self) -> None:
        """After the rest, so that it is found as it is read, and shows what who wrote it can do; as
        often as one likes."""
        people = StandIn.objects.filter(key__startswith=self.site.user_key(""))
        ids = people.values_list("user_id", flat=True)
        for batch in _in_chunks(ids.order_by("user_id"), USERS):
            refresh("person", batch)
        topics = Imported.objects.filter(run=self.record, kind=Kind.QUESTION)
        self.progress.begin("search", topics.count(), "topics")
        ordered = topics.order_by("object_id").values_list("object_id", flat=True)
        for batch in _in_chunks(ordered.filter(object_id__gt=self.record.position), THREADS):
            refresh("topic", batch)
            posts = Topic.objects.filter(pk__in=batch, posts__number__gt=1)
            refresh("post", posts.values_list("posts", flat=True))
            note_topics(*batch)
            self.record.position = batch[-1]
            self.record.save(update_fields=["position"])
            self.progress.advance(len(batch))

    def _batches(self, staged: Any, size: int, unit: str) -> Iterator[list[Staged]]:
        ahead = staged.filter(key__gt=self.record.position)
        self.progress.begin(self.record.stage, ahead.count(), unit)
        while batch := staged.beyond(self.record.position, size):
            yield batch
            self.progress.advance(len(batch))

    @contextmanager
    def _step(self, batch: Sequence[Staged] = ()) -> Iterator[Report]:
        """One transaction: what is written, how far it is, and the counts."""
        report = Report(self.record.counts)
        with transaction.atomic():
            yield report
            if batch:
                self.record.position = batch[-1].key
            self.record.counts = report.as_json()
            self.record.save()

    def _hold(self, known: dict[int, Imported]) -> Space:
        """Lock what is written in, in the order in which verbs do: topics, community, space.

        The space's audience is written into rows, and must not change meanwhile (core/audience.py).
        """
        Topic.objects.hold(one.object_id for one in known.values())
        self.community.lock()
        return Space.objects.hold([self.space.pk])[self.space.pk]

    def _turn_to(self, stage: str) -> None:
        self.record.stage = stage
        self.record.position = BEFORE_ALL if stage in STAGES else 0
        self.record.save(update_fields=["stage", "position"])

    def _after(self, stage: str) -> str:
        return (*STAGES, DONE)[STAGES.index(stage) + 1]

    def _finish(self) -> Report:
        self._forget_staged(self.record)
        self.record.finished_at = timezone.now()
        self.record.save(update_fields=["finished_at"])
        return Report(self.record.counts)

    def _forget_staged(self, record: Import) -> None:
        Staged.objects.filter(run=record).delete()
        Tally.objects.filter(run=record).delete()

    def _forget_record(self) -> None:
        """A first try leaves no trace; of a later one the record of what is here stays."""
        if Imported.objects.filter(run=self.record).exists():
            self._turn_to(DONE)
        else:
            self.record.delete()


def _in_chunks(ids: Any, size: int) -> Iterator[list[int]]:
    chunk: list[int] = []
    for pk in ids.iterator(chunk_size=size):
        chunk.append(pk)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
