from django.utils.translation import gettext_lazy as _

from accounts.navigation import add_settings_page

add_settings_page(_("About you"), "settings_about", order=11)
add_settings_page(_("Your skills"), "settings_skills", order=12)
add_settings_page(_("Whom you block"), "settings_blocked", order=13)
