from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MembersConfig(AppConfig):
    name = "members"

    def ready(self) -> None:
        autodiscover_modules("profile", "showing_skills", "suggestions")
        for name in ("following", "skills.notices"):
            import_module(f"{self.name}.{name}")
