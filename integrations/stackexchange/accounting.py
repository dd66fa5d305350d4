"""What of a dump is left out, and why: every row of it is in the report somewhere."""

from typing import Any

from django.db.models import Count

from integrations.stackexchange.closing import DUPLICATE_LINK
from integrations.stackexchange.dump import Dump
from integrations.stackexchange.history import LEFT_OUT, PARTS
from integrations.stackexchange.models import Import, Kind, Staged, Tally
from integrations.stackexchange.report import Report

VOTES_LEFT_OUT = {
    "4": "marks as offensive",
    "5": "bookmarks, which are personal",
    "6": "votes to close",
    "7": "votes to reopen",
    "8": "bounties",
    "9": "bounties",
    "10": "votes to delete",
    "11": "votes to undelete",
    "12": "marks as spam",
    "15": "of moderators' reviews",
    "16": "for suggested edits",
}
ABOUT_TAGS = "of texts about tags"


def account(run: Import, dump: Dump, report: Report) -> None:
    for name in dump.absent:
        report.note(f"The dump has no {name}.xml; all else is brought.")
    wikis = Staged.objects.of(run, Kind.WIKI).values("key")
    _history(run, wikis, report)
    comments = Staged.objects.of(run, Kind.COMMENT).filter(about__in=wikis)
    report.skip("comments", ABOUT_TAGS, comments.count())
    related = Staged.objects.of(run, Kind.LINK).exclude(data__LinkTypeId=DUPLICATE_LINK)
    report.skip("links", "to related questions, which topics do not list", related.count())
    _votes(run, wikis, report)


def _history(run: Import, wikis: Any, report: Report) -> None:
    rows = Staged.objects.of(run, Kind.HISTORY)
    kinds = rows.values_list("data__PostHistoryTypeId").annotate(n=Count("pk")).order_by("n")
    for kind, number in kinds:
        if kind not in PARTS:
            report.skip("history", LEFT_OUT.get(kind, f"of type {kind}"), number)
    of_wikis = rows.filter(about__in=wikis, data__PostHistoryTypeId__in=list(PARTS))
    report.skip("history", ABOUT_TAGS, of_wikis.count())


def _votes(run: Import, wikis: Any, report: Report) -> None:
    tallies = Tally.objects.filter(run=run)
    for others in tallies.exclude(others={}).values_list("others", flat=True).iterator():
        for kind, number in others.items():
            report.skip("votes", VOTES_LEFT_OUT.get(kind, f"of type {kind}"), number)
    for up, down in tallies.filter(post__in=wikis).values_list("up", "down").iterator():
        report.skip("votes", ABOUT_TAGS, up + down)
