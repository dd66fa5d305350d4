import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cop.settings")

app = Celery("guildhall")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)  # the request's id goes with the task it caused


@worker_init.connect
@beat_init.connect
def start_engines(**_: Any) -> None:
    """These ask the broker first; everybody else the database, whose backend starts both."""
    if settings.EMBEDDED_ENGINES:
        from cop import engines  # its wheels are not there in production

        engines.of_checkout().use()
