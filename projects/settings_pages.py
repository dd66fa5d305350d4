from django.utils.translation import gettext_lazy as _

from accounts.navigation import add_settings_page

add_settings_page(_("Tasks in calendars"), "projects:calendar_key", order=45)
add_settings_page(_("Calls for help"), "projects:wishes", order=41)
