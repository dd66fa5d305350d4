from collections.abc import Sequence
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.validators import validate_handle, validate_timezone


class Theme(models.TextChoices):
    SYSTEM = "system", _("As my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Dye(models.TextChoices):
    """The colours of the dye chart (static/css/tokens.css): a name is stored, never a hex code."""

    WOAD = "woad", _("Woad")
    INDIGO = "indigo", _("Indigo")
    ORCHIL = "orchil", _("Orchil")
    COCHINEAL = "cochineal", _("Cochineal")
    MADDER = "madder", _("Madder")
    WALNUT = "walnut", _("Walnut")
    WELD = "weld", _("Weld")
    LINCOLN = "lincoln", _("Lincoln")
    VERDIGRIS = "verdigris", _("Verdigris")
    SLATE = "slate", _("Slate")

    @classmethod
    def nth(cls, number: int) -> "Dye":
        return list(cls)[number % len(cls)]


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def beginning_with(self, text: str) -> Self:
        """Whose handle, name or a word of whose name begins so, ignoring case."""
        inside = Q(name__istartswith=text) | Q(name__icontains=f" {text}")
        return self.filter(inside | Q(handle__istartswith=text))

    def with_handles(self, handles: Sequence[str]) -> Self:
        return self.alias(lower=Lower("handle")).filter(lower__in=[h.lower() for h in handles])


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def active(self) -> UserQuerySet:
        return self.get_queryset().active()

    def with_handles(self, handles: Sequence[str]) -> UserQuerySet:
        return self.get_queryset().with_handles(handles)

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """An account that signs in. ``is_staff`` are the site's operators."""

    email = models.EmailField(_("email address"))
    handle = models.CharField(_("handle"), max_length=30, validators=[validate_handle])
    name = models.CharField(_("name"), max_length=120)
    headline = models.CharField(_("what you do, in a line"), max_length=160, blank=True)
    timezone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_timezone]
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    theme = models.CharField(_("theme"), max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    dye = models.CharField(max_length=12, choices=Dye.choices, default=Dye.SLATE)
    is_staff = models.BooleanField(_("operates this site"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(default=now, editable=False)

    objects: ClassVar = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["handle", "name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="email_unique_ignoring_case"),
            models.UniqueConstraint(Lower("handle"), name="handle_unique_ignoring_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.handle])

    @property
    def initials(self) -> str:
        return initials_of(self.name)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def initials_of(name: str) -> str:
    """The first letters of the first word and the last."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
