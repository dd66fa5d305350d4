from django.utils.translation import gettext_lazy as _

from accounts.navigation import add_settings_page

add_settings_page(_("Workshops in calendars"), "learning:calendar_feeds", order=46)
