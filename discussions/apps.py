from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DiscussionsConfig(AppConfig):
    name = "discussions"

    def ready(self) -> None:
        for room in ("arranging", "asking"):  # in rooms of their own
            import_module(f"discussions.{room}.notices")
            import_module(f"discussions.{room}.subscribers")
        autodiscover_modules("offers", "evidence", "pages")
