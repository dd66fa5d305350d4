from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from communities.models import Community
from integrations.judging import SITE, WITHOUT, Begun, Judgement, Sample


class Command(BaseCommand):
    help = (
        "Says how well the search orders its results: NDCG@10 and MRR of a judged set of queries,"
        " and of each part of the ranking what is lost without it; and how often whoever begins to"
        f" ask in other words what is there already is offered it. They are about {SITE} as it was"
        " in 2014; --import brings its dump into a new community first. See docs/search.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--community", metavar="ADDRESS", required=True, help="where it is")
        parser.add_argument("--import", metavar="DIR", type=Path, dest="folder", help="of the dump")
        parser.add_argument("--owner", metavar="HANDLE", help="who owns what --import founds")
        parser.add_argument("--worst", type=int, default=0, help="show so many of the worst")

    def handle(
        self,
        *args: Any,
        community: str,
        folder: Path | None,
        owner: str | None,
        worst: int,
        **options: Any,
    ) -> None:
        if folder:
            call_command(
                "import_stackexchange",
                folder,
                community=community,
                site=SITE,
                create="Beer",
                owner=owner,
                stdout=self.stderr,
            )
        found = Community.objects.filter(slug=community).first()
        sample = Sample(found) if found else None
        if sample is None or not sample.keys:
            raise CommandError(
                f"{SITE} is not in /c/{community}/. To bring it there: --import DIR."
            )
        whole = sample.judge()
        self.stdout.write(f"{len(whole.verdicts)} queries{'':>14} NDCG@10     MRR")
        self.line("as it is", whole)
        for name, tuning in WITHOUT.items():
            self.line(f"without {name}", sample.judge(tuning), whole)
        for one in sorted(whole.verdicts, key=lambda verdict: verdict.ndcg)[:worst]:
            self.stdout.write(f"{one.ndcg:.3f}  {one.query}")
        self.similar(sample.judge_similar(), worst)

    def similar(self, begun: list[Begun], worst: int) -> None:
        first = sum(one.place == 1 for one in begun)
        missed = [one.title for one in begun if one.place is None]
        found = len(begun) - len(missed)
        self.stdout.write(
            f"{len(begun)} titles: what they repeat is among what is offered for {found},"
            f" and is the first for {first}"
        )
        for title in missed[:worst]:
            self.stdout.write(f"missed {title}")

    def line(self, name: str, judged: Judgement, whole: Judgement | None = None) -> None:
        lost = f"{judged.ndcg - whole.ndcg:+9.3f} {judged.mrr - whole.mrr:+.3f}" if whole else ""
        self.stdout.write(f"{name:<28}{judged.ndcg:.3f}   {judged.mrr:.3f}{lost}")
