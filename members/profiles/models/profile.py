from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.events import publish
from core.markdown import render
from members.events import ProfileWritten
from members.profiles.fields import FIELDS
from members.profiles.levels import Level

LONGEST_ABOUT, LONGEST_LINE, LONGEST_WORD, MOST = 5000, 120, 60, 12

Words = ArrayField(models.CharField(max_length=LONGEST_WORD), default=list, blank=True)


class ProfileManager(models.Manager["Profile"]):
    def of(self, user: User) -> "Profile":
        """One that is empty, and not kept, where they have said nothing yet."""
        return self.filter(user=user.pk).first() or self.model(user=user)

    def write(self, *, by: User, **said: Any) -> "Profile":
        """Keep what somebody says of themselves; what is not given stays as it was.

        What is found of them changes in the same transaction. ``levels`` names who reads a field.
        """
        with transaction.atomic():
            profile = self.put(by=by, **said)
            publish(ProfileWritten(by.pk))
        return profile

    def put(self, *, by: User, **said: Any) -> "Profile":
        """The same untold: for who says of many at once, and tells the search engine afterwards."""
        from members.profiles.finding import note  # reads this model

        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=by.pk)
            profile, _made = self.get_or_create(user=by)
            profile.user = by
            profile.levels |= said.pop("levels", {})
            for name, value in said.items():
                setattr(profile, name, value)
            profile.about_html = render(profile.about).html if profile.about else ""
            profile.save()
            profile.put_photo_beside_name()
            note(by, profile)
        return profile


class Profile(models.Model):
    """What a user says of themselves, beside name, handle and headline: those are in every list."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="profile"
    )
    photo = models.CharField(  # its key
        max_length=32, blank=True, default="", db_default="", editable=False
    )
    about = models.TextField(_("about you"), blank=True)
    about_html = models.TextField(blank=True, editable=False)
    role = models.CharField(_("role"), max_length=LONGEST_LINE, blank=True)
    organisation = models.CharField(_("organisation"), max_length=LONGEST_LINE, blank=True)
    location = models.CharField(_("location"), max_length=LONGEST_LINE, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=LONGEST_WORD, blank=True)
    languages = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    ask_about = Words.clone()
    wants_to_learn = Words.clone()
    open_to = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    links = models.JSONField(default=list, blank=True)  # of {"label", "url"}
    levels = models.JSONField(default=dict, blank=True)  # those that its owner chose, by field
    changed_at = models.DateTimeField(auto_now=True)

    objects: ClassVar = ProfileManager()

    def __str__(self) -> str:
        return f"profile of {self.user_id}"

    def level_of(self, name: str) -> Level:
        return Level(self.levels.get(name, FIELDS[name].level))

    def put_photo_beside_name(self) -> None:
        """Where everyone may see it, and only there, since a list does not ask for whom it is."""
        shown = self.photo if self.level_of("photo") == Level.EVERYONE else ""
        User.objects.get_queryset().filter(pk=self.user_id).exclude(photo=shown).update(photo=shown)
        self.user.photo = shown

    @property
    def is_kept(self) -> bool:
        return not self._state.adding

    def value_of(self, name: str) -> Any:
        """What the field says; of the local time, which clock it goes by."""
        if name == "local_time":
            return self.user.timezone if self.is_kept else ""
        return getattr(self, name)
