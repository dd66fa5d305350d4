from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DiscussionsConfig(AppConfig):
    name = "discussions"

    def ready(self) -> None:
        autodiscover_modules("offers")
