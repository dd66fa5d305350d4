import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cop.engines import EngineError
from cop.supervisor.development import Development
from cop.supervisor.single import AlreadyRunningError


class Command(BaseCommand):
    help = "Run Guildhall here: its engines, the site, a worker, beat, and a page with its mail."
    requires_system_checks = ()  # some ask the database, which is not there yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="localhost", help="address to listen at")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args: object, host: str, port: int, **options: object) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "This is how it runs in development; for production see docs/operating.md."
            )
        try:
            went_well = Development(host, port).up()
        except (AlreadyRunningError, EngineError, OSError) as reason:
            raise CommandError(str(reason)) from reason
        sys.exit(0 if went_well else 1)
