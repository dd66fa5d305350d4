from django.utils.translation import gettext_lazy as _

from accounts.navigation import add_settings_page
from accounts.providers import providers

add_settings_page(_("Profile"), "settings_profile", order=10)
add_settings_page(_("Time and display"), "settings_display", order=20)
add_settings_page(_("Email addresses"), "account_email", order=50)
add_settings_page(_("Password"), "account_change_password", order=60)
add_settings_page(_("Passkeys and two-step"), "mfa_index", order=70)
if providers():
    add_settings_page(_("Connected sign-ins"), "socialaccount_connections", order=80)
add_settings_page(_("Where you are signed in"), "usersessions_list", order=90)
