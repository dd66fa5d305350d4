import secrets
from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User


def new_mail_key() -> str:
    return secrets.token_urlsafe(24)


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def of(self, user: "User") -> "Preference":
        return self.of_each([user])[user.pk]

    def peek(self, user: "User") -> "Preference":
        """For showing: the usual ones, unsaved, where the user has none yet."""
        return self.filter(user=user).first() or Preference(user=user)

    def of_each(self, users: Iterable["User"]) -> dict[int, "Preference"]:
        """The preferences of each of the users; who never chose any is given the usual ones."""
        by_id = {user.pk: user for user in users}
        found: dict[int, Preference] = {row.user_id: row for row in self.filter(user__in=by_id)}
        if len(found) < len(by_id):
            missing = [self.model(user=user) for pk, user in by_id.items() if pk not in found]
            self.bulk_create(missing, ignore_conflicts=True)
            found = {row.user_id: row for row in self.filter(user__in=by_id)}
        return found


class Preference(models.Model):
    """How a user wants to be told, apart from what they follow and streams they have stopped."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)
    mails_notices = models.BooleanField(_("email me what is meant for me"), default=True)
    # Signs addresses in mails that must work for ever, so it outlives the site's own key.
    mail_key = models.CharField(max_length=32, default=new_mail_key, editable=False)

    objects: ClassVar = PreferenceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"of {self.user_id}"

    def mail_notices(self, *, on: bool) -> None:
        self.mails_notices = on
        self.save(update_fields=["mails_notices"])
