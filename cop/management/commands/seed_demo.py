from django.core.management.base import BaseCommand, CommandError

from communities.models import Community
from cop.demo import loader
from discussions.models import Post, Topic


class Command(BaseCommand):
    help = "Fill an empty hall with the demo communities; where they are already, do nothing."

    def handle(self, *args: object, **options: object) -> None:
        try:
            written = loader.load()
        except loader.NamesAreTaken as taken:
            raise CommandError(
                f"The demo needs handles that belong to others here: {taken}. Nothing was written."
            ) from taken
        if not written:
            self.stdout.write("The demo is here already; nothing was written.")
            return
        self.stdout.write(
            f"Wrote the demo: {Community.objects.count()} communities,"
            f" {Topic.objects.count()} topics, {Post.objects.count()} posts."
        )
        self.stdout.write(f'Sign in with the password "{loader.PASSWORD}" as:')
        for sign_in in loader.sign_ins():
            self.stdout.write(f"  {sign_in.role:<12} {sign_in.email}  ({sign_in.name})")
