import asyncio
import socket
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from notifications.inbound.server import Address, serve


class Command(BaseCommand):
    help = "Take mail from an MTA, by LMTP or SMTP, where MAIL_IN_LISTEN says."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--socket", type=int, help="SMTP at this listening file descriptor")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["socket"] is not None:
            listening = [("smtp", socket.socket(fileno=options["socket"]))]
        else:
            try:
                addresses = [Address.read(text) for text in settings.MAIL_IN_LISTEN]
            except ValueError as error:
                raise CommandError(str(error)) from error
            listening = [(address.protocol, address.listen()) for address in addresses]
        if not listening:
            raise CommandError("MAIL_IN_LISTEN names no address to listen at.")
        asyncio.run(serve(listening))
