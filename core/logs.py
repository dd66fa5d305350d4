"""What is logged, and how: a line of JSON for each event in production, text in development."""

import logging
import sys
from typing import Any

import structlog
from structlog.types import Processor

from core.scrubbing import scrub

ABOUT_THE_EVENT: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(*, as_json: bool, level: str) -> dict[str, Any]:
    """Set structlog up, and give what Django's LOGGING has to be for both to come out alike."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *ABOUT_THE_EVENT,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": lambda: formatter(as_json=as_json)}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own goes to its handlers as well, and would be told twice.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            # What a visitor did wrong is in the line of the request, without the address.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "propagate": True},
            # The lines of django_structlog say the same, and of which request it came.
            "celery.app.trace": {"level": "CRITICAL"},
            "celery.worker.strategy": {"level": "WARNING"},
            # What takes mail in would log each line that is spoken.
            "mail.log": {"level": "WARNING"},
            # That it is there.
            "pikepdf": {"level": "WARNING"},
        },
    }


def formatter(*, as_json: bool) -> logging.Formatter:
    """One for our own lines and for those of libraries; nothing passes it unscrubbed."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*ABOUT_THE_EVENT, structlog.stdlib.add_logger_name],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            scrub,
            structlog.processors.JSONRenderer()
            if as_json
            else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
    )
