from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        # As the admin site finds `admin`: what each app has to be found, and when it changes.
        autodiscover_modules("search")
