"""For operators. Nothing here shows what opens an account, and nothing here sets a password."""

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
    model = EmailAddress
    extra = 0
    fields = ["email", "verified", "primary"]


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
    actions = ["sign_out_everywhere"]
    inlines = [EmailAddressInline, AuthenticatorInline]
    filter_horizontal = ["groups"]
    readonly_fields = ["date_joined", "last_login"]
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


@admin.register(FormerHandle)
class FormerHandleAdmin(admin.ModelAdmin):
    """Deleting one sets the handle free."""

    list_display = ["handle", "user", "left_at"]
    list_select_related = ["user"]
    search_fields = ["handle", "user__handle", "user__name"]
    autocomplete_fields = ["user"]
