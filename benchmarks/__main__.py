import argparse
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.scenarios import Scenario
    from benchmarks.server import Server

SIZES = (10_000, 20_000, 100_000, 1_000_000)


@dataclass(frozen=True)
class Figures:
    name: str
    cpu_ms: float  # a request, application and database
    application_ms: float
    database_ms: float
    budget_ms: float | None
    to_constant: float  # times the floor of a constant
    to_rows: float  # times the floor of one query with twenty rows
    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    queries: int
    kilobytes: float
    failures: int


def main() -> None:
    options = _options()
    os.environ["BENCH_DATABASE"] = f"bench_{options.posts}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ["PYTHONWARNINGS"] = "ignore"
    _prepare(options.posts)
    from benchmarks import board, learning, scrolling
    from benchmarks.scenarios import scenarios
    from benchmarks.server import running

    figures: list[Figures] = []
    with running(options.workers) as server:
        for scenario in [*scenarios(), *board.scenarios(), *learning.scenarios()]:
            if options.only in scenario.name or scenario.name.startswith("floor"):
                figures.append(_measure(server, scenario, options, figures))
                print(_row(figures[-1]), flush=True)
        memory = server.megabytes()
        frames = scrolling.measure(server.port) if options.only in "scrolling the board" else {}
    print(f"\nMemory of {options.workers} web workers: {memory:.0f} MB")
    result = {"posts": options.posts, "memory_mb": memory, "pages": [asdict(f) for f in figures]}
    if frames:
        result["scrolling"] = frames
        print("\n".join(map(_frames, frames, frames.values())))
    if options.only in "mail in":
        result["mail_in"] = _mail_in()
    if options.only in "mail out":
        result["mail_out"] = _mail_out()
    if options.only in "badges":
        result["badges"] = _badges()
    if options.only in "people":
        result["people"] = _people()
    if options.only in "registrations":
        result["registrations"] = _registrations()
    if options.only in "digests":
        result["digests"] = _digests()
    Path(options.json).write_text(json.dumps(result, indent=1))
    print(f"As JSON: {options.json}")


def _frames(name: str, figures: dict[str, float]) -> str:
    return (
        "Scrolling {name}: {cards} cards, {pixels:,} pixels; of {frames} frames {over_50_ms} took "
        "more than 50 ms, the longest {longest_ms:g}, half of them {median_ms:g} at most"
    ).format(name=name, **figures)


def _digests() -> dict[str, float]:
    from benchmarks.digests import measure

    figures = measure()
    print(
        "Digests: {planned:,} planned, {planned_per_second:,} a second, which took "
        "{planning_grew_by_mb:g} MB more; {sent:,} written and sent by one worker, "
        "{per_second:g} a second, at {cpu_ms:g} ms of its CPU each, and {database_ms:g} ms of "
        "PostgreSQL's".format(**figures)
    )
    return figures


def _mail_in() -> dict[str, float]:
    from benchmarks.mail_in import measure

    figures = measure()
    print(
        "Mail that comes in: {taken:g} taken a second, and {per_second:g} seen to by one worker, "
        "at {cpu_ms:g} ms of its CPU each, and {database_ms:g} ms of PostgreSQL's; "
        "{failures} failed".format(**figures)
    )
    return figures


def _mail_out() -> dict[str, float]:
    from benchmarks.mail_out import measure

    figures = measure()
    print(
        "Mail that goes out: {per_second:g} a second by one worker, at {cpu_ms:g} ms of its CPU "
        "each, and {database_ms:g} ms of PostgreSQL's; {failures} failed".format(**figures)
    )
    return figures


def _badges() -> dict[str, dict[str, float]]:
    from benchmarks.badges import measure

    figures = measure()
    for act, said in figures.items():
        print(
            "Badges {act}: {per_second:g} a second by one process, at {cpu_ms:g} ms of its CPU "
            "each, and {database_ms:g} ms of PostgreSQL's".format(act=act, **said)
        )
    return figures


def _people() -> dict[str, dict[str, float]]:
    from benchmarks.people import PEOPLE, measure

    print(f"Of a directory of {PEOPLE:,}, a page and what it counts:")
    figures = measure()
    for asked, said in figures.items():
        print("  {asked}: {wall_ms:g} ms; {found} found".format(asked=asked, **said))
    return figures


def _registrations() -> dict[str, float]:
    from benchmarks.learning import measure

    figures = measure()
    print(
        "Registrations, eight at once for one workshop: {per_second:g} a second, at {cpu_ms:g} ms "
        "of CPU each, and {database_ms:g} ms of PostgreSQL's; {wrong} seats too many or too "
        "few".format(**figures)
    )
    return figures


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="What pages cost.")
    parser.add_argument("--posts", type=int, default=20_000, help=f"such as {SIZES}")
    parser.add_argument("--seconds", type=float, default=6, help="for each page")
    parser.add_argument("--warm-up", type=float, default=4, help="seconds before that")
    parser.add_argument("--at-once", type=int, default=8, help="requests")
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    parser.add_argument("--only", default="", help="pages whose name has this in it")
    parser.add_argument("--json", default="benchmarks/results/latest.json")
    options = parser.parse_args()
    Path(options.json).parent.mkdir(parents=True, exist_ok=True)
    return options


def _prepare(posts: int) -> None:
    """A database of this size, filled once and kept, and the static files collected."""
    import django
    import psycopg2

    from cop import engines

    home = engines.of_checkout()
    home.use()
    there = psycopg2.connect(
        host=home.database["HOST"], dbname=home.database["NAME"], user=home.database["USER"]
    )
    there.autocommit = True
    with there.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [f"bench_{posts}"])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "bench_{posts}"')
    there.close()
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.data import seed

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    seed(posts)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _measure(
    server: "Server", scenario: "Scenario", options: argparse.Namespace, before: list[Figures]
) -> Figures:
    from benchmarks import load

    load.run(server.port, scenario.ask, at_once=options.at_once, seconds=options.warm_up)
    start = server.used()
    run = load.run(
        server.port,
        lambda n: scenario.ask(n + 1_000_000),
        at_once=options.at_once,
        seconds=options.seconds,
    )
    used = server.used().since(start)
    application, database = (s * 1000 / run.requests for s in (used.application, used.database))
    cpu = application + database
    floors = [figure.cpu_ms for figure in before[:2]] + [cpu, cpu]
    return Figures(
        name=scenario.name,
        cpu_ms=round(cpu, 2),
        application_ms=round(application, 2),
        database_ms=round(database, 2),
        budget_ms=scenario.budget,
        to_constant=round(cpu / floors[0], 1),
        to_rows=round(cpu / floors[1], 1),
        per_second=round(run.requests / run.seconds, 1),
        p50_ms=round(run.percentile(0.5), 1),
        p95_ms=round(run.percentile(0.95), 1),
        p99_ms=round(run.percentile(0.99), 1),
        queries=_queries(scenario),
        kilobytes=round(run.size / 1000, 1),
        failures=run.failures,
    )


def _queries(scenario: "Scenario") -> int:
    """What PostgreSQL is asked for one, which is done for that; not where a transaction ends."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from benchmarks.load import HEADERS

    ask = scenario.ask(7_654_321)
    with CaptureQueriesContext(connection) as captured:
        Client().generic(ask.method, ask.path, ask.body, headers=HEADERS | dict(ask.headers))
    return sum(query["sql"] not in ("BEGIN", "COMMIT") for query in captured)


HEAD = (
    f"{'':32} {'CPU ms':>7} {'app':>6} {'db':>6} {'budget':>7} {'×const':>7} {'×rows':>6} "
    f"{'req/s':>7} {'p50':>6} {'p95':>6} {'p99':>6} {'queries':>7} {'kB':>6}"
)


def _row(f: Figures) -> str:
    line = "" if f.to_constant != 1 or "constant" not in f.name else HEAD + "\n"
    mark = "" if f.budget_ms is None else ("ok" if f.cpu_ms <= f.budget_ms else "OVER")
    budget = f"{f.budget_ms:g} {mark}" if f.budget_ms else ""
    return line + (
        f"{f.name:32} {f.cpu_ms:7.2f} {f.application_ms:6.2f} {f.database_ms:6.2f} {budget:>7} "
        f"{f.to_constant:7.1f} {f.to_rows:6.1f} {f.per_second:7.1f} {f.p50_ms:6.1f} "
        f"{f.p95_ms:6.1f} {f.p99_ms:6.1f} {f.queries:7} "
        f"{f.kilobytes:6.1f}" + (f"  {f.failures} FAILED" if f.failures else "")
    )


if __name__ == "__main__":
    sys.exit(main())
