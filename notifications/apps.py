from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        # As the admin site finds `admin`: what each app tells, puts in the digest and reminds of.
        autodiscover_modules("notices", "digest", "reminders")
