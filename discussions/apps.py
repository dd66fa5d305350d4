from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DiscussionsConfig(AppConfig):
    name = "discussions"

    def ready(self) -> None:
        import_module("discussions.asking.notices")  # in a room of its own
        import_module("discussions.asking.subscribers")
        autodiscover_modules("offers", "evidence", "pages")
