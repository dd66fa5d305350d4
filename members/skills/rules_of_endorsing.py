from typing import Any

from django.utils.translation import gettext as _

from core.permissions import ALLOW, Verdict, deny
from members.skills.models import Evidence
from members.skills.shown import shared_with


def can_endorse(user: Any, evidence: Evidence) -> Verdict:
    if not user.is_authenticated:
        return deny(_("Sign in to endorse."))
    if evidence.user_id == user.pk:
        return deny(_("Others can say it of you, and you of them."))
    if evidence.source not in shared_with(user, [evidence]):
        return deny(_("Only who had a part in it can endorse it."))
    return ALLOW
