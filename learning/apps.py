from importlib import import_module

from django.apps import AppConfig

# What the engines below are told of a room: they find by themselves only what stands on the floor.
ROOMS = {
    "admitting": ("notices",),
    "afterwards": ("notices", "reminders"),
    "attending": ("notices",),
    "badges": ("admin", "beat", "digest", "notices", "profile", "search", "skilled", "subscribers"),
    "calendars": ("inbound", "news"),
    "courses": (
        "admin",
        "assignments.beat",
        "assignments.notices",
        "assignments.reminders",
        "assignments.subscribers",
        "digest",
        "following",
        "notices",
        "pages",
        "reminders",
        "search",
        "showing_skills",
        "subscribers",
        "uploads",
    ),
    "guests": ("beat", "letters", "subscribers"),
    "inquiries": ("beat",),
    "ideas": ("admin", "digest", "notices", "pages", "search", "subscribers"),
    "questions": ("notices", "subscribers"),
    "series": ("admin", "following", "inbound", "notices", "subscribers"),
    "workshops": (
        "admin",
        "beat",
        "digest",
        "following",
        "notices",
        "pages",
        "reminders",
        "search",
        "showing_skills",
        "subscribers",
        "suggestions",
    ),
}


class LearningConfig(AppConfig):
    name = "learning"

    def ready(self) -> None:
        for room, modules in ROOMS.items():
            for module in modules:
                import_module(f"learning.{room}.{module}")
