from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from learning.badges.renewing import revoke_key
from learning.models import Issuer, SigningKey


class Command(BaseCommand):
    help = (
        "The keys with which communities sign badges: list them, follow them by new ones, or revoke"
        " one that somebody else may have got. See docs/credentials.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["list", "rotate", "revoke"])
        parser.add_argument("--community", metavar="ADDRESS", help="by default all, but to revoke")
        parser.add_argument("--key", metavar="NAME", help="to revoke, as rs256-1")

    def handle(self, *, act: str, community: str | None, key: str | None, **options: Any) -> None:
        issuers = Issuer.objects.select_related("community").order_by("pk")
        if community:
            issuers = issuers.filter(community__slug=community)
            if not issuers:
                raise CommandError(f"{community} has signed nothing yet, or is no community.")
        if act == "revoke":
            if not community or not key:
                raise CommandError("Say which: --community and --key.")
            self.revoke(issuers.get(), key)
            return
        for issuer in issuers:
            if act == "rotate":
                issuer.rotate()
            self.show(issuer)

    def revoke(self, issuer: Issuer, name: str) -> None:
        try:
            number = revoke_key(issuer, name)
        except SigningKey.DoesNotExist as error:
            raise CommandError(f"There is no key {name}.") from error
        self.stdout.write(f"{number} signed anew.")
        self.show(issuer)

    def show(self, issuer: Issuer) -> None:
        self.stdout.write(f"{issuer.community.slug}: {issuer.did}")
        for key in issuer.keys.in_order():
            ended = key.revoked_at or key.retired_at
            how = "revoked" if key.revoked_at else "retired"
            said = f", {how} {ended:%Y-%m-%d %H:%M}" if ended else ", signs"
            self.stdout.write(f"  {key.name}, made {key.created_at:%Y-%m-%d %H:%M}{said}")
