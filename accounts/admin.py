"""For operators. Nothing here shows what opens an account, and nothing here sets a password."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import FormerHandle, User
from accounts.models.stand_in import PLACEHOLDER_DOMAIN
from core.http import PageRequest

# Operators come in by the same door: with the same limits, and with their second step.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# What an operator needs of these is beside the user, and some would show secrets. They are
# registered here and now, so that they are not registered later.
for app in ("account", "mfa", "socialaccount", "usersessions"):
    import_module(f"allauth.{app}.admin")
for model in list(admin.site._registry):  # noqa: SLF001 - there is no public list
    if model.__module__.startswith("allauth."):
        admin.site.unregister(model)


class EmailAddressInline(admin.TabularInline):
    """To vouch for an address. Which it is, and which is the main one, is for its owner to say."""

    model = EmailAddress
    extra = 0
    fields = ["email", "verified", "primary"]
    readonly_fields = ["email", "primary"]
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AuthenticatorInline(admin.TabularInline):
    """To take away the second step of somebody who lost it and has shown who they are."""

    model = Authenticator
    extra = 0
    fields = ["type", "created_at", "last_used_at"]
    readonly_fields = ["type", "created_at", "last_used_at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["name", "handle", "email", "is_active", "is_staff", "date_joined", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "date_joined", "last_login"]
    search_fields = ["name", "handle", "email", "emailaddress__email"]
    ordering = ["-date_joined"]
    date_hierarchy = "date_joined"
    actions = ["sign_out_everywhere", "close", "reopen"]
    list_per_page = 50
    show_full_result_count = False  # counting the table costs more than the page
    inlines = [EmailAddressInline, AuthenticatorInline]
    filter_horizontal = ["groups"]
    readonly_fields = ["date_joined", "last_login", "is_active"]
    fieldsets = [
        (None, {"fields": ["name", "handle", "email", "headline"]}),
        (_("Display"), {"fields": ["timezone", "language", "theme", "dye"]}),
        (_("Access"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Times"), {"fields": ["date_joined", "last_login"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The main address of somebody who is here changes with their list of addresses."""
        return [*self.readonly_fields, "email"] if obj else list(self.readonly_fields)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return self.inlines if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account is closed: others' pages go on naming who wrote there."""
        return False

    def get_view_on_site_url(self, obj: User | None = None) -> str | None:
        return obj.get_absolute_url() if obj and obj.is_active else None

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.set_unusable_password()
            obj.enter()
            return
        if {"name", "handle", "headline"} & set(form.changed_data):
            obj.introduce(name=obj.name, handle=obj.handle, headline=obj.headline)
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Sign out everywhere"))
    def sign_out_everywhere(self, request: HttpRequest, users: QuerySet[User]) -> None:
        sessions = UserSession.objects.filter(user__in=users)
        ended = len(sessions)
        for session in sessions:
            session.end()
        words = ngettext("%(n)d session ended", "%(n)d sessions ended", ended)
        self.message_user(request, words % {"n": ended}, messages.SUCCESS)

    @admin.action(description=_("Close the account"), permissions=["change"])
    def close(self, request: PageRequest, users: QuerySet[User]) -> None:
        """Not one's own: nobody would be left to open it."""
        self._each(request, users.filter(is_active=True).exclude(pk=request.user.pk), User.close)

    @admin.action(description=_("Open the account again"), permissions=["change"])
    def reopen(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """Not for those who stand for somebody: that account was never opened."""
        closed = users.filter(is_active=False).exclude(email__endswith=f"@{PLACEHOLDER_DOMAIN}")
        self._each(request, closed, User.reopen)

    def _each(
        self, request: HttpRequest, users: QuerySet[User], verb: Callable[[User], None]
    ) -> None:
        for user in (found := list(users)):
            verb(user)
            self.log_change(request, user, verb.__name__)
        words = ngettext("%(n)d account changed", "%(n)d accounts changed", len(found))
        self.message_user(request, words % {"n": len(found)}, messages.SUCCESS)


@admin.register(FormerHandle)
class FormerHandleAdmin(admin.ModelAdmin):
    """Deleting one sets the handle free."""

    list_display = ["handle", "user", "left_at"]
    list_select_related = ["user"]
    search_fields = ["handle", "user__handle", "user__name"]
    autocomplete_fields = ["user"]
