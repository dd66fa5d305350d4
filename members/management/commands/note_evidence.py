from typing import Any

from django.core.management.base import BaseCommand

from members.skills.noting import note_everything


class Command(BaseCommand):
    help = "Writes down anew what shows which skills: of what was done before that was kept."

    def handle(self, *args: Any, **options: Any) -> None:
        note_everything()
