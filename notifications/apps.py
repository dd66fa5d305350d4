from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        # As the admin site finds `admin`: what each app tells, and what it puts in the digest.
        autodiscover_modules("notices", "digest")
