"""Reads the files into `Staged` and `Tally`, and refuses a dump that is damaged.

Nothing of the community is touched meanwhile. Rows are kept as they are, so that a question and
all that hangs on it, which stand far apart in the files, can be put together afterwards.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef

from integrations.stackexchange import columns
from integrations.stackexchange.columns import ANSWER, EXCERPT, QUESTION, WIKI
from integrations.stackexchange.dump import Dump, Row, Watch
from integrations.stackexchange.errors import DamagedDump
from integrations.stackexchange.models import Import, Kind, Staged, Tally
from integrations.stackexchange.report import Report

BATCH = 2000
Values = dict[str, Any]


class VoteType:
    ACCEPTED, UP, DOWN = 1, 2, 3


OF_POSTS = (Kind.QUESTION, Kind.ANSWER, Kind.WIKI)
KINDS_OF_POSTS = {QUESTION: Kind.QUESTION, ANSWER: Kind.ANSWER, WIKI: Kind.WIKI, EXCERPT: Kind.WIKI}


def read_file(run: Import, dump: Dump, name: str, watch: Watch) -> None:
    """Stage one file, from the row on at which an earlier run was stopped. Raises DamagedDump."""
    keep = _KEEPERS[name]
    with closing(dump.rows(name, watch)) as found:
        rows = islice(found, run.position, None)
        while batch := list(islice(rows, BATCH)):
            report = Report(run.counts)
            with transaction.atomic():
                keep(run, batch, report)
                run.position += len(batch)
                run.counts = report.as_json()
                run.save(update_fields=["position", "counts"])


def _stage(
    run: Import, file: str, spec: columns.Columns, kind: str, about: str | None = None
) -> Callable[[Row], Staged]:
    def staged(row: Row) -> Staged:
        data = spec.read(file, row)
        of = data.get(about) if about else None
        return Staged(run=run, kind=kind, key=data.pop("Id"), about=of, line=row.line, data=data)

    return staged


def _keep_users(run: Import, rows: list[Row], report: Report) -> None:
    Staged.objects.bulk_create(map(_stage(run, "Users", columns.USERS, Kind.USER), rows))


def _keep_tags(run: Import, rows: list[Row], report: Report) -> None:
    Staged.objects.bulk_create(map(_stage(run, "Tags", columns.TAGS, Kind.TAG), rows))


def _keep_posts(run: Import, rows: list[Row], report: Report) -> None:
    kept = []
    for row in rows:
        data = columns.of_post(row).read("Posts", row)
        kind = KINDS_OF_POSTS.get(data["PostTypeId"])
        if kind is None:
            report.skip("posts", f"of type {data['PostTypeId']}, for which there is no place")
            continue
        key, about = data.pop("Id"), data.get("ParentId")
        kept.append(Staged(run=run, kind=kind, key=key, about=about, line=row.line, data=data))
    Staged.objects.bulk_create(kept)


def _keep_comments(run: Import, rows: list[Row], report: Report) -> None:
    staged = _stage(run, "Comments", columns.COMMENTS, Kind.COMMENT, "PostId")
    Staged.objects.bulk_create(map(staged, rows))


def _keep_history(run: Import, rows: list[Row], report: Report) -> None:
    staged = _stage(run, "PostHistory", columns.HISTORY, Kind.HISTORY, "PostId")
    Staged.objects.bulk_create(map(staged, rows))


def _keep_links(run: Import, rows: list[Row], report: Report) -> None:
    staged = _stage(run, "PostLinks", columns.LINKS, Kind.LINK, "PostId")
    Staged.objects.bulk_create(map(staged, rows))


def _keep_votes(run: Import, rows: list[Row], report: Report) -> None:
    """Added up as they come: who voted is not in a dump."""
    tallies: dict[int, Tally] = {}
    for row in rows:
        vote = columns.VOTES.read("Votes", row)
        tally = tallies.setdefault(vote["PostId"], Tally(run=run, post=vote["PostId"]))
        match vote["VoteTypeId"]:
            case VoteType.UP:
                tally.up += 1
            case VoteType.DOWN:
                tally.down += 1
            case VoteType.ACCEPTED:
                tally.accepted_at = vote["CreationDate"]
            case kind:
                tally.others[str(kind)] = tally.others.get(str(kind), 0) + 1
    earlier = Tally.objects.filter(run=run, post__in=tallies)
    for before in earlier:
        tally = tallies[before.post]
        tally.up += before.up
        tally.down += before.down
        tally.accepted_at = tally.accepted_at or before.accepted_at
        for kind, number in before.others.items():
            tally.others[kind] = tally.others.get(kind, 0) + number
    Tally.objects.bulk_create(
        tallies.values(),
        update_conflicts=True,
        unique_fields=["run", "post"],
        update_fields=["up", "down", "others", "accepted_at"],
    )


def _keep_badges(run: Import, rows: list[Row], report: Report) -> None:
    for row in rows:
        columns.BADGES.read("Badges", row)
    report.skip("badges", "nothing here is earned by them", len(rows))


_KEEPERS: dict[str, Callable[[Import, list[Row], Report], None]] = {
    "Users": _keep_users,
    "Tags": _keep_tags,
    "Posts": _keep_posts,
    "Comments": _keep_comments,
    "Votes": _keep_votes,
    "PostHistory": _keep_history,
    "PostLinks": _keep_links,
    "Badges": _keep_badges,
}

FILES_OF_KINDS = {
    Kind.USER: "Users",
    Kind.TAG: "Tags",
    Kind.QUESTION: "Posts",
    Kind.ANSWER: "Posts",
    Kind.WIKI: "Posts",
    Kind.COMMENT: "Comments",
    Kind.HISTORY: "PostHistory",
    Kind.LINK: "PostLinks",
}


def check_references(run: Import, report: Report) -> None:
    """Ask of the rows together what none says alone. Raises DamagedDump.

    An answer without its question cannot be placed, and no dump has one. What else leads nowhere
    is of posts that were deleted there, is in every dump, and is left out with a word.
    """
    _analyse()
    _refuse_twins(run)
    questions = Staged.objects.of(run, Kind.QUESTION).filter(key=OuterRef("about"))
    answers = Staged.objects.of(run, Kind.ANSWER)
    lost = answers.exclude(Exists(questions)).order_by("key").first()
    if lost:
        problem = f'ParentId is "{lost.about}", and there is no such question.'
        raise DamagedDump("Posts.xml", problem, line=lost.line, key=lost.key)
    for what, kind in (("comments", Kind.COMMENT), ("history", Kind.HISTORY)):
        missing = _without_post(run, kind)
        report.skip(what, "of posts that are not in the dump", missing.count())
        missing.delete()
    _count_votes(run, report)
    _compare_scores(run, report)


def _analyse() -> None:
    """The planner has to know at once how much has just been staged."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE integrations_staged, integrations_tally")


def _refuse_twins(run: Import) -> None:
    for kind, file in FILES_OF_KINDS.items():
        keys = Staged.objects.of(run, kind).values("key").annotate(n=models.Count("pk"))
        if twin := keys.filter(n__gt=1).order_by("key").first():
            line = Staged.objects.of(run, kind).filter(key=twin["key"]).order_by("-line")[0].line
            problem = "there is an earlier row of this Id."
            raise DamagedDump(f"{file}.xml", problem, line=line, key=twin["key"])


def _posts(run: Import) -> Any:
    return Staged.objects.of(run, Kind.QUESTION, Kind.ANSWER)


def _without_post(run: Import, kind: str) -> Any:
    posts = Staged.objects.of(run, *OF_POSTS).filter(key=OuterRef("about"))
    return Staged.objects.of(run, kind).exclude(Exists(posts))


def _count_votes(run: Import, report: Report) -> None:
    posts = Staged.objects.of(run, *OF_POSTS).filter(key=OuterRef("post"))
    orphans = Tally.objects.filter(run=run).exclude(Exists(posts))
    for tally in orphans.iterator():
        report.skip("votes", "of posts that are not in the dump", _all_of(tally))
    orphans.delete()


def _all_of(tally: Tally) -> int:
    return tally.up + tally.down + bool(tally.accepted_at) + sum(tally.others.values())


def _compare_scores(run: Import, report: Report) -> None:
    """In every dump a score is the up votes less the down votes; say it where that is not so."""
    differing = sum(1 for post, tally in _scored(run) if post.data["Score"] != tally)
    if differing:
        report.note(f"{differing} posts have a Score that is not their votes; the votes count.")


def _scored(run: Import) -> Iterator[tuple[Staged, int]]:
    last = 0
    while batch := _posts(run).beyond(last, BATCH):
        tallies = Tally.objects.filter(run=run, post__in=[post.key for post in batch])
        sums = {tally.post: tally.up - tally.down for tally in tallies}
        for post in batch:
            yield post, sums.get(post.key, 0)
        last = batch[-1].key
