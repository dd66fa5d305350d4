from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DiscussionsConfig(AppConfig):
    name = "discussions"

    def ready(self) -> None:
        # What asking declares, in a room of its own; and what apps offer, and bring as evidence.
        import_module("discussions.asking.notices")
        import_module("discussions.asking.subscribers")
        autodiscover_modules("offers", "evidence")
