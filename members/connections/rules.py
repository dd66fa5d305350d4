from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from core.permissions import ALLOW, Verdict


def can_connect(viewer: Any, person: User) -> Verdict:
    if not viewer.is_authenticated:
        return Verdict(_("Sign in to connect with people."))
    if viewer.pk == person.pk:
        return Verdict(_("This is you."))
    if not person.is_active:
        return Verdict(_("This person has no account here yet."))
    return ALLOW
