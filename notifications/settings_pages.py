from django.utils.translation import gettext_lazy as _

from accounts.navigation import add_settings_page
from notifications.inbound.addresses import are_open

add_settings_page(_("Notices and email"), "notifications:settings", order=30)
add_settings_page(_("Digests"), "notifications:rhythms", order=31)
add_settings_page(_("Reminders"), "notifications:reminders", order=32)
add_settings_page(_("Email we sent you"), "notifications:mails", order=33)
if are_open():
    add_settings_page(_("Email you sent here"), "notifications:arrivals", order=34)
