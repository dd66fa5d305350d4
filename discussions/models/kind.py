from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    QUESTION = "question", _("Question")
    DISCUSSION = "discussion", _("Discussion")
    STORY = "story", _("Practice story")
    ANNOUNCEMENT = "announcement", _("Announcement")
