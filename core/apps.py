from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        # As the admin site finds `admin`: each app's audiences, and who listens to what.
        autodiscover_modules("audiences", "subscribers")
