from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import autodiscover_modules, module_has_submodule


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        from core import events  # needs the models

        for app in apps.get_app_configs():
            if app.module and module_has_submodule(app.module, "events"):
                events.learn(import_module(f"{app.name}.events"))
        import_module("core.observing_tasks")
        # As the admin site finds `admin`: each app's audiences, who listens to what, who knows of
        # uploads that are still wanted, and which pages may be kept for visitors.
        autodiscover_modules("audiences", "subscribers", "uploads", "visitors")
