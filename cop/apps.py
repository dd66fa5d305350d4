from django.apps import AppConfig
from django.contrib.admin import apps as admin


class CopConfig(AppConfig):
    name = "cop"
    default = True  # of the two here

    def ready(self) -> None:
        # Tasks find the app that is current, in the web processes too. Not in cop/__init__.py:
        # the engines' keeper and the mail sink have no use for it.
        from cop import celery  # noqa: F401 - being imported makes it the current one


class OperateConfig(admin.AdminConfig):
    default = False
    default_site = "cop.operate.OperatorSite"
