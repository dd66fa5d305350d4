import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from communities.models import Community
from search.indexing import recount_words, refresh_all
from search.kinds import Searchable, all_kinds

WIDTH = 30


class Command(BaseCommand):
    help = (
        "Brings the search up to date with everything there is. Search goes on working meanwhile, "
        "and stopping half-way does no harm."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--community", metavar="ADDRESS", help="only what this community has")

    def handle(self, *args: Any, community: str | None = None, **options: Any) -> None:
        number = None
        if community is not None:
            found = Community.objects.filter(slug=community).first()
            if found is None:
                raise CommandError(f"There is no community at /c/{community}/.")
            number = found.pk
        for searchable in all_kinds():
            self.reindex(searchable, number)
        recount_words()

    def reindex(self, searchable: Searchable, community_id: int | None) -> None:
        every = searchable.every()
        objects = every if community_id is None else searchable.of_community(community_id)
        total, done = objects.count(), 0
        self.show(searchable, done, total)
        for some in refresh_all(searchable, community_id):
            done += some
            self.show(searchable, done, total)
        self.stdout.write(f"{searchable.tab}: {done}")

    def show(self, searchable: Searchable, done: int, total: int) -> None:
        """A bar, where somebody is watching."""
        if not sys.stderr.isatty():
            return
        filled = WIDTH * done // max(total, 1)
        bar = "█" * filled + "░" * (WIDTH - filled)
        end = "\n" if done >= total else ""
        sys.stderr.write(f"\r{bar} {done} of {total} {searchable.tab}{end}")
        sys.stderr.flush()
