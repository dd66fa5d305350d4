from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.doorbell import ring
from core.models import OutboxEvent


class Command(BaseCommand):
    help = "Put dead events back in the queue. Subscribers that already ran do not run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ids", nargs="*", type=int, help="only these; without any, all of them")
        parser.add_argument("--name", help="only events of this name, as discussions.PostAdded")

    def handle(self, *, ids: list[int], name: str | None, **options: Any) -> None:
        events = OutboxEvent.objects.dead()
        if ids:
            events = events.filter(pk__in=ids)
        if name:
            events = events.filter(name=name)
        replayed = events.replay()
        if replayed:
            ring()
        self.stdout.write(f"{replayed} put back in the queue.")
