from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from core.permissions import ALLOW, Verdict


def can_block(viewer: Any, person: User) -> Verdict:
    if not viewer.is_authenticated:
        return Verdict(_("Sign in to block people."))
    if viewer.pk == person.pk:
        return Verdict(_("This is you."))
    return ALLOW
