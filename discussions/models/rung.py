from django.db import models
from django.utils.translation import gettext_lazy as _


class Rung(models.TextChoices):
    """Who is asked when nobody has answered, in this order."""

    MEMBERS = "members", _("Members who have shown that they may know")
    FOLLOWERS = "followers", _("Followers of its tags")
    FACILITATORS = "facilitators", _("Facilitators and owners")
