from django.conf import settings
from django.db import models

from core.models import SecretAddress


class CalendarKey(SecretAddress):
    """Lets a calendar program read when somebody's tasks are due."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
