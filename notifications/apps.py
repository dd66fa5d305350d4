from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        # As the admin site finds `admin`: what each app tells, puts in the digest and reminds of,
        # and what mail can be sent to it.
        autodiscover_modules("notices", "digest", "reminders", "inbound")
        import_module("notifications.waiting")
        import_module("notifications.inbound.news")
        import_module("notifications.inbound.watching")
        import_module("notifications.inbound.webhooks")
        import_module("notifications.returning")
        import_module("notifications.tracking")
