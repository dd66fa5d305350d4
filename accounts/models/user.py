import random
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.errors import EmailTaken, HandleTaken
from accounts.events import UserChanged
from accounts.handles import handles_for, stem_of
from accounts.models.former_handle import FormerHandle
from accounts.validators import validate_handle, validate_name, validate_timezone
from core.events import publish


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

    @classmethod
    def any(cls) -> "Dye":
        return random.choice(list(cls))  # noqa: S311 - a colour is no secret


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def shown(self) -> Self:
        """Whoever has a page: also those who stand for somebody that has not come yet."""
        return self.filter(Q(is_active=True) | Q(stand_in__isnull=False))

    def beginning_with(self, text: str) -> Self:
        """Whose handle, name or a word of whose name begins so, ignoring case."""
        inside = Q(name__istartswith=text) | Q(name__icontains=f" {text}")
        return self.filter(inside | Q(handle__istartswith=text))

    def with_handles(self, handles: Sequence[str]) -> Self:
        return self.alias(lower=Lower("handle")).filter(lower__in=[h.lower() for h in handles])

    def reached_by(self, handle: str) -> "User | None":
        """Whose handle this is, or else was."""
        return self.reached_by_each([handle]).get(handle.lower())

    def reached_by_each(self, handles: Sequence[str]) -> dict[str, "User"]:
        """By handle, in small letters; those that nobody has now cost a second query."""
        reached: dict[str, User] = {
            user.handle.lower(): user for user in self.with_handles(handles)
        }
        left = {handle.lower() for handle in handles} - reached.keys()
        if left:
            former: Any = self.annotate(former=F("former_handles__handle"))
            reached |= {user.former: user for user in former.filter(former__in=left)}
        return reached


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def active(self) -> UserQuerySet:
        return self.get_queryset().active()

    def shown(self) -> UserQuerySet:
        return self.get_queryset().shown()

    def with_handles(self, handles: Sequence[str]) -> UserQuerySet:
        return self.get_queryset().with_handles(handles)

    def reached_by(self, handle: str) -> "User | None":
        return self.get_queryset().reached_by(handle)

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.enter()
        return user

    def create_superuser(self, email: str, password: str, **fields: object) -> "User":
        """Whoever can run the command need not prove that the address is theirs."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        user.vouch_for_email()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """An account that signs in. ``is_staff`` are the site's operators."""

    email = models.EmailField(_("email address"))
    handle = models.CharField(_("handle"), max_length=30, validators=[validate_handle])
    name = models.CharField(_("name"), max_length=120, validators=[validate_name])
    headline = models.CharField(_("what you do, in a line"), max_length=160, blank=True)
    timezone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_timezone]
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    theme = models.CharField(_("theme"), max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    # Single keys get in the way of who speaks to the machine, or whose hand is not steady.
    shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True, db_default=True)
    dye = models.CharField(max_length=12, choices=Dye.choices, default=Dye.any)
    # The key of a photo that everyone may see: it stands beside the name in every list, and is
    # written with the profile, which says who sees it.
    photo = models.CharField(max_length=32, blank=True, default="", db_default="", editable=False)
    # Why mail to the address is stopped, as the engine of mail says it; empty: it is not.
    mail_stopped = models.CharField(max_length=10, blank=True, db_default="", editable=False)
    is_staff = models.BooleanField(_("operates this site"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(default=now, editable=False)

    objects: ClassVar = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["handle", "name"]

    class Meta:
        indexes = [models.Index(fields=["name", "id"], name="user_list")]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="email_unique_ignoring_case"),
            models.UniqueConstraint(
                Lower("handle"),
                name="handle_unique_ignoring_case",
                violation_error_message=HandleTaken.message,
                violation_error_code=HandleTaken.code,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_of(self.handle)

    def has_address(self, email: str) -> bool:
        """Whether the user has shown that they read mail sent there."""
        addresses = EmailAddress.objects.filter(user=self, verified=True)
        return addresses.filter(email__iexact=email).exists()

    @property
    def initials(self) -> str:
        return initials_of(self.name)

    @property
    def zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.timezone)
        except ZoneInfoNotFoundError:  # zones are renamed from time to time
            return ZoneInfo("UTC")

    def enter(self) -> None:
        """Save a new user; one without a handle gets one made from the name.

        Raises EmailTaken, or HandleTaken for a handle that was chosen.
        """
        if self.handle:
            self.ensure_handle_is_free()
            self._insert()
            return
        handles = handles_for(self.name, taken=self._handles_like_mine())
        while not self.pk:
            self.handle = next(handles)
            with suppress(HandleTaken):  # somebody was a moment faster
                self._insert()

    def introduce(self, *, name: str, handle: str, headline: str) -> None:
        """Say who one is. The handle one had goes on leading here. Raises HandleTaken."""
        self.name, self.handle, self.headline = name, handle, headline
        self.ensure_handle_is_free()
        with transaction.atomic():
            before = User.objects.select_for_update(no_key=True).get(pk=self.pk).handle
            if before.lower() != handle.lower():
                self._leave_handle(before)
            self._save_or_say_why(update_fields=["name", "handle", "headline"])
            publish(UserChanged(self.pk))

    def settle(self, **wishes: str | bool) -> None:
        """Keep how this user wants things: time zone, language, theme, keyboard shortcuts."""
        for name, value in wishes.items():
            setattr(self, name, value)
        User.objects.filter(pk=self.pk).update(**wishes)

    def close(self) -> None:
        """Let nobody sign in to it, and end where somebody is; what they wrote stays."""
        self._set_active(active=False)
        for session in UserSession.objects.filter(user=self):
            session.end()

    def reopen(self) -> None:
        self._set_active(active=True)

    def _set_active(self, *, active: bool) -> None:
        with transaction.atomic():
            User.objects.filter(pk=self.pk).update(is_active=active)
            publish(UserChanged(self.pk))
        self.is_active = active

    def ensure_handle_is_free(self) -> None:
        """Also those that others had before are not free. Raises HandleTaken."""
        others = FormerHandle.objects.filter(handle=self.handle.lower()).exclude(user_id=self.pk)
        if others.exists():
            raise HandleTaken

    def vouch_for_email(self) -> None:
        """The address is known to be the user's, without a mail that asks."""
        EmailAddress.objects.update_or_create(
            user=self, email=self.email, defaults={"verified": True, "primary": True}
        )

    def _insert(self) -> None:
        with transaction.atomic():
            self._save_or_say_why(force_insert=True)
            publish(UserChanged(self.pk))

    def _save_or_say_why(self, **options: object) -> None:
        try:
            with transaction.atomic():
                self.save(**options)  # type: ignore[arg-type]
        except IntegrityError as error:
            broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
            if broken == "handle_unique_ignoring_case":
                raise HandleTaken from error
            if broken == "email_unique_ignoring_case":
                raise EmailTaken from error
            raise

    def _leave_handle(self, handle: str) -> None:
        FormerHandle.objects.filter(handle=self.handle.lower(), user=self).delete()
        FormerHandle.objects.update_or_create(handle=handle.lower(), defaults={"user": self})
        kept = self.former_handles.values("pk")[: FormerHandle.KEPT]
        self.former_handles.exclude(pk__in=kept).delete()

    def _handles_like_mine(self) -> set[str]:
        stem = stem_of(self.name)
        present = User.objects.filter(handle__istartswith=stem).values_list("handle", flat=True)
        former = FormerHandle.objects.filter(handle__startswith=stem)
        return {handle.lower() for handle in present} | set(former.values_list("pk", flat=True))


@lru_cache(maxsize=4096)
def page_of(handle: str) -> str:
    return reverse("person", args=[handle])


@lru_cache(maxsize=4096)  # a list shows a hundred faces of a few dozen people
def initials_of(name: str) -> str:
    """Of the first and the last word of the name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
