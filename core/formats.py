"""How moments and numbers are said on pages and in mails, in the reader's zone and language."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils import formats, timezone, translation
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext, ngettext, pgettext
from markupsafe import Markup, escape

MINUTE, HOUR, DAY = 60, 3600, 86_400


def when(moment: datetime, now: datetime | None = None) -> Markup:
    """A ``<time>`` that says how long ago it was, or after a week the day; its title says it all.

    ``data-when`` lets the browser of a visitor, whose zone we do not know, say it again.
    """
    zone = timezone.get_current_timezone()  # asked once: a page has a hundred moments
    local = moment.astimezone(zone)
    return _element(local, _ago(local, now or datetime.now(zone)), "when")


def day(moment: datetime) -> Markup:
    """A ``<time>`` that says the day."""
    local = timezone.localtime(moment)
    return _element(local, _day(local, timezone.localtime().year), "day")


def date_day(calendar_day: date) -> Markup:
    """A ``<time>`` that says a day of the calendar, which is the same wherever one lives."""
    words = _day(calendar_day, timezone.localtime().year)
    return Markup("<time datetime='{}'>{}</time>").format(calendar_day.isoformat(), words)


def dated(moment: datetime) -> str:
    """The day as a document has it: with its year, and the same for whoever prints it."""
    return _day(moment.astimezone(UTC), 0)


def clock(moment: datetime) -> Markup:
    """A ``<time>`` that says day and hour, where the hour matters."""
    local = timezone.localtime(moment)
    return _element(local, _moment(local), "clock")


def ago(moment: datetime) -> str:
    return _ago(timezone.localtime(moment), timezone.localtime())


def weekday(moment: datetime) -> Markup:
    """``Monday 23 November``"""
    local = timezone.localtime(moment)
    words = format_date(local, pgettext("weekday, day and month", "l j F"))
    return Markup("<time datetime='{}'>{}</time>").format(local.date().isoformat(), words)


def in_words(count: int) -> str:
    """``four``; from ten on in digits."""
    return str(apnumber(count))


def number(value: int) -> str:
    """``1,284``; from ten thousand on ``12.8k``, because nobody reads the last digits."""
    if value < 1000:
        return str(value)
    if value < 10_000:
        return formats.number_format(value, use_l10n=True, force_grouping=True)
    for size, unit in ((1_000_000, pgettext("million", "M")), (1000, pgettext("thousand", "k"))):
        if value >= size:
            short = value / size
            return formats.number_format(short, 0 if short >= 100 else 1) + unit
    raise AssertionError


def size(count: int) -> str:
    """``640 kB``, ``2.4 MB``, ``1.0 GB``; what is not empty is at least ``1 kB``."""
    if count < 1_000_000:
        return gettext("%(n)d kB") % {"n": max(int(count > 0), round(count / 1000))}
    if count < 1_000_000_000:
        return gettext("%(n)s MB") % {"n": formats.number_format(count / 1_000_000, 1)}
    return gettext("%(n)s GB") % {"n": formats.number_format(count / 1_000_000_000, 1)}


def zone_name() -> str:
    """The zone that times are shown in, as its city: ``Lagos (UTC+1)``."""
    return zone_of(timezone.localtime())


def zone_of(local: datetime) -> str:
    """The same of a moment's own zone, with what its clocks show at that moment."""
    key = getattr(local.tzinfo, "key", None) or str(local.tzinfo)
    if key == "UTC":
        return key
    offset = local.utcoffset() or timedelta()
    sign = "−" if offset < timedelta() else "+"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    shift = f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
    return f"{key.rpartition('/')[2].replace('_', ' ')} ({shift})"


def _ago(local: datetime, now: datetime) -> str:
    seconds = int((now - local).total_seconds())
    if 0 <= seconds < DAY:
        return _ago_today(seconds)
    days = (now.date() - local.date()).days
    if days == 1:
        return gettext("yesterday")
    if 0 < days < 7:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    return _day(local, now.year) if days > 0 else _moment(local)


def _ago_today(seconds: int) -> str:
    if seconds < MINUTE:
        return gettext("just now")
    if seconds < HOUR:
        return gettext("%(n)d min ago") % {"n": seconds // MINUTE}
    return gettext("%(n)d h ago") % {"n": seconds // HOUR}


def _element(local: datetime, words: str, kind: str) -> Markup:
    stamp = local.isoformat(timespec="seconds")
    return Markup(  # noqa: S704 - what comes from a translation is escaped
        f'<time datetime="{stamp}" title="{escape(_moment(local))}" data-{kind}>'
        f"{escape(words)}</time>"
    )


def _moment(local: datetime) -> str:
    return f"{_day(local, 0)}, {local.hour:02}:{local.minute:02}"


def _day(local: date, this_year: int) -> str:
    language = translation.get_language() or "en"
    return _written_day(local.toordinal(), local.year == this_year, language)


@lru_cache(maxsize=4096)  # a page of a hundred moments has few different days
def _written_day(ordinal: int, this_year: bool, language: str) -> str:  # noqa: FBT001
    pattern = pgettext("day and month", "j F") if this_year else pgettext("full day", "j F Y")
    return format_date(date.fromordinal(ordinal), pattern)
