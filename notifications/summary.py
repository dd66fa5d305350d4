"""What a user will get, in plain sentences made of what they have chosen."""

from collections.abc import Iterable
from datetime import time

from django.utils import formats
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from notifications.choosing import Table
from notifications.matters import Matter
from notifications.models import Preference, Rhythm, Way
from notifications.models.rhythm import OVER_ALL
from notifications.schedule import Every

FEW = 3
WHEN = {
    Every.DAILY: _lazy("Every day at %(hour)s"),
    Every.WEEKLY: _lazy("Every %(day)s at %(hour)s"),
    Every.FORTNIGHTLY: _lazy("Every second %(day)s at %(hour)s"),
    Every.MONTHLY: _lazy("On the first %(day)s of each month at %(hour)s"),
}


def summary_of(
    table: Table,
    preference: Preference,
    rhythms: dict[str, Rhythm],
    *,
    is_stopped: bool = False,
) -> list[str]:
    """``is_stopped``: by the link in a mail, all mail of notices."""
    by_mail = [] if is_stopped else table.by(Way.EMAIL)
    in_digest = table.by(Way.DIGEST)
    mailable = [row.matter for row in table.rows if row.matter.may_be_mailed]
    said = [_by_mail(by_mail, mailable, preference), _by_digest(in_digest, rhythms)]
    waiting = [matter for matter in table.by(Way.APP) if matter.may_be_mailed]
    waiting += table.by(Way.EMAIL) if is_stopped else []
    if rhythms[OVER_ALL].is_off:
        waiting += in_digest
    if waiting and len(waiting) < len(mailable):
        said.append(_("Only in the app: %(matters)s.") % {"matters": _list(waiting)})
    if untold := table.by(Way.NONE):
        said.append(_("Nothing at all of: %(matters)s.") % {"matters": _list(untold)})
    return said


def when_mailed(preference: Preference) -> str:
    minutes = preference.minutes
    if not minutes:
        return _("As soon as it happens")
    said = ngettext(
        "%(n)d minute after the first news of a topic",
        "%(n)d minutes after the first news of a topic",
        minutes,
    )
    return said % {"n": minutes}


def quiet_hours(preference: Preference) -> str:
    if preference.quiet_from is None or preference.quiet_to is None:
        return ""
    return _("not between %(begin)s and %(end)s (%(zone)s)") % {
        "begin": _clock(preference.quiet_from),
        "end": _clock(preference.quiet_to),
        "zone": preference.user.timezone,
    }


def _by_mail(matters: list[Matter], mailable: list[Matter], preference: Preference) -> str:
    if not matters:
        return _("Nothing is mailed to you as it happens.")
    when = ", ".join(filter(None, [when_mailed(preference), quiet_hours(preference)]))
    return _("%(when)s, by email: %(what)s.") % {"when": when, "what": _what(matters, mailable)}


def _what(matters: list[Matter], mailable: list[Matter]) -> str:
    """By what is missing, where that is shorter."""
    missing = [matter for matter in mailable if matter not in matters]
    if not missing:
        return _("everything")
    if len(missing) <= FEW < len(matters):
        return _("everything but %(matters)s") % {"matters": _list(missing)}
    return _list(matters)


def _by_digest(matters: list[Matter], rhythms: dict[str, Rhythm]) -> str:
    over_all = rhythms[OVER_ALL]
    if over_all.is_off:
        return _("No digest comes.")
    when = WHEN[Every(over_all.every)] % {
        "day": over_all.get_weekday_display(),
        "hour": _clock(time(over_all.hour)),
    }
    if matters:
        said = _("%(when)s a digest, with what is unread of: %(matters)s.")
        return said % {"when": when, "matters": _list(matters)}
    return _("%(when)s a digest.") % {"when": when}


def _list(matters: Iterable[Matter]) -> str:
    titles = [str(matter.title) for matter in matters]
    return get_text_list([title[:1].lower() + title[1:] for title in titles], _("and"))


def _clock(hour: time) -> str:
    return formats.time_format(hour, "H:i")
