"""The composition of everything: settings, addresses, the worker and how it is run."""

from cop.celery import app as celery_app

__all__ = ["celery_app"]
