"""Who may do what with a series: as with a workshop, of which it is several."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import ALLOW, Verdict, deny
from learning.series.models import Series
from learning.workshops.models import Host
from learning.workshops.rules import HOSTS_ONLY, MEMBERS_ONLY

CANCELLED = _("What was to come of this series is cancelled.")
OVER = _("Nothing of this series is to come.")


def can_host(viewer: Any, series: Series) -> Verdict:
    """Look after all of it: who gives what the series says, and facilitators. Whoever gives but
    one of its workshops looks after that one."""
    standing = series.community.standing_of(viewer, series.space_id)
    if standing.facilitates or (standing.is_member and hosts(viewer, series)):
        return ALLOW
    return deny(HOSTS_ONLY)


def hosts(viewer: Any, series: Series) -> bool:
    pattern = series.pattern
    return pattern is not None and pattern.is_hosted_by(viewer)


def can_extend(viewer: Any, series: Series) -> Verdict:
    verdict = can_host(viewer, series)
    return deny(CANCELLED) if verdict and series.is_cancelled else verdict


def can_edit(viewer: Any, series: Series) -> Verdict:
    verdict = can_extend(viewer, series)
    return verdict if not verdict or series.to_come.exists() else deny(OVER)


def can_cancel(viewer: Any, series: Series) -> Verdict:
    """What is proposed is not taken up also when its time has passed."""
    verdict = can_extend(viewer, series)
    if verdict and series.is_out and not series.to_come.exists():
        return deny(OVER)
    return verdict


def can_publish(viewer: Any, series: Series) -> Verdict:
    if not series.community.standing_of(viewer).facilitates:
        return deny(_("Only facilitators and owners publish workshops."))
    if not series.is_proposed:
        return deny(CANCELLED if series.is_cancelled else _("It is published already."))
    return ALLOW if series.to_come.exists() else deny(_("The time of all of them has passed."))


def can_register(viewer: Any, series: Series) -> Verdict:
    """Come to all that is to come."""
    if series.is_cancelled:
        return deny(CANCELLED)
    if not series.is_out:
        return deny(_("Nobody can come to this yet."))
    if not series.community.standing_of(viewer, series.space_id).is_member:
        return deny(MEMBERS_ONLY)
    coming = series.to_come.published()
    if not coming.exists():
        return deny(OVER)
    if not coming.exclude(pk__in=Host.objects.filter(user=viewer).values("workshop")).exists():
        return deny(_("You host this series."))
    return ALLOW
