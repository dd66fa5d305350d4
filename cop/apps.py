from django.apps import AppConfig


class CopConfig(AppConfig):
    name = "cop"

    def ready(self) -> None:
        # Tasks find the app that is current, in the web processes too. Not in cop/__init__.py:
        # the engines' keeper and the mail sink have no use for it.
        from cop import celery  # noqa: F401 - being imported makes it the current one
