import json
import sys
from pathlib import Path
from typing import Any, Self

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from accounts.models import User
from communities.models import Community, Space
from communities.validators import SLUG
from integrations.stackexchange.dump import Dump
from integrations.stackexchange.errors import CannotImport, DamagedDump
from integrations.stackexchange.importing import Importer
from integrations.stackexchange.report import Report
from integrations.stackexchange.site import Site


class Command(BaseCommand):
    help = (
        "Brings the public dump of a Stack Exchange site into a community. Nobody is told. Run it"
        " again after an interruption, and it goes on; or with a newer dump, and it adds what is"
        " new. See docs/importing.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="holds Posts.xml and the rest")
        parser.add_argument("--community", metavar="ADDRESS", required=True, help="where it goes")
        parser.add_argument("--space", metavar="ADDRESS", help="the space; by default the first")
        parser.add_argument("--site", metavar="HOST", help="as beer.stackexchange.com")
        parser.add_argument("--create", metavar="NAME", help="found it, where there is none")
        parser.add_argument("--owner", metavar="HANDLE", help="who owns what --create founds")
        parser.add_argument("--report", metavar="FILE", type=Path, help="write the report as JSON")

    def handle(self, *args: Any, folder: Path, report: Path | None, **options: Any) -> None:
        try:
            dump = Dump(folder)
            site = Site.named(options["site"]) if options["site"] else Site.guessed(folder)
            founded = not Community.objects.filter(slug=options["community"]).exists()
            community = self.community(**options)
            space = self.space(community, options["space"])
            with Bar() as bar:
                found = Importer(dump, site, community, space, bar).run()
        except DamagedDump as error:
            if founded:  # by this run, and nothing has come into it
                community.delete()
            raise CommandError(str(error)) from error
        except CannotImport as error:
            raise CommandError(str(error)) from error
        if report:
            report.write_text(json.dumps(self.facts(site, community, found), indent=2) + "\n")
        for line in found.lines():
            self.stdout.write(line)

    def community(
        self, *, community: str, create: str | None, owner: str | None, **options: Any
    ) -> Community:
        found = Community.objects.filter(slug=community).first()
        if found:
            return found
        if not create:
            raise CommandError(
                f"There is no community at /c/{community}/. To found it:"
                ' --create "Its name" --owner HANDLE.'
            )
        if not SLUG.fullmatch(community):
            raise CommandError(f'"{community}" can be no address: small letters, digits, hyphens.')
        founder = User.objects.active().with_handles([owner or ""]).first()
        if founder is None:
            raise CommandError("Say who owns the new community: --owner HANDLE, of a user here.")
        return Community.objects.found(by=founder, name=create, slug=community)

    def space(self, community: Community, slug: str | None) -> Space:
        spaces = community.spaces.select_related("community").in_order()
        found = spaces.filter(slug=slug).first() if slug else spaces.first()
        if found is None:
            raise CommandError(f"/c/{community.slug}/ has no space {slug or ''}.")
        return found

    def facts(self, site: Site, community: Community, found: Report) -> dict[str, Any]:
        return {"site": site.host, "community": community.slug, **found.as_json()}


class Bar:
    """Shows how far each stage is, where somebody is watching."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._end()

    def begin(self, stage: str, total: int, unit: str) -> None:
        self._end()
        self._bar = tqdm(
            desc=stage,
            total=total or None,
            unit=unit if unit == "B" else f" {unit}",
            unit_scale=unit == "B",
            disable=not sys.stderr.isatty(),
            file=sys.stderr,
        )

    def advance(self, by: int) -> None:
        if self._bar is not None:
            self._bar.update(by)

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
