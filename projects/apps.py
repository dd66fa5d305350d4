from importlib import import_module

from django.apps import AppConfig

# What the engines below are told of a room: they find by themselves only what stands on the floor.
ROOMS = {
    "closing": ("notices", "subscribers"),
    "tasks": ("notices", "reminders", "digest", "search", "subscribers", "admin", "pages"),
    "calls": ("notices", "subscribers", "search", "digest", "reminders", "pages", "beat"),
    "decisions": ("notices", "subscribers", "search", "digest", "pages"),
    "meetings": ("notices", "subscribers", "search", "digest", "pages"),
    "updates": ("notices", "subscribers", "search", "digest", "pages"),
    "files": ("export", "notices", "pages", "search", "subscribers"),
    "wiki": ("export", "notices", "pages", "search", "subscribers"),
}


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        for room, modules in ROOMS.items():
            for module in modules:
                import_module(f"projects.{room}.{module}")
