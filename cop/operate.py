"""The site's own desk at /operate/, for operators."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

# The way from any row to its page: an address may be a secret, as that of an invitation is. And a
# second way to change one's password, which would neither ask nor tell what the first does.
LEFT_OUT = {"view_on_site", "password_change", "password_change_done"}


class OperatorSite(admin.AdminSite):
    site_title = site_header = settings.SITE_NAME
    index_title = _("For operators")
    site_url = "/"
    enable_nav_sidebar = False  # the lists need the room

    def get_urls(self) -> list[Any]:
        patterns = super().get_urls()
        return [one for one in patterns if getattr(one, "name", None) not in LEFT_OUT]
