"""What can be counted of members, so that a badge is proposed to who did it so often.

Rules are published with the badge. What is counted is only said as a number, because what stands
behind it may be for fewer to read than the badge. A room that counts something more declares it
here, in a module that its app imports when it starts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.compiled import VISITOR
from discussions.models import Acceptance
from learning.courses.models import Course, Run
from learning.workshops.models import Host, Registration, RegistrationState, Workshop

if TYPE_CHECKING:
    from learning.badges.models import Badge

COURSE = "course_finished"  # the one rule that is about one thing, which the badge names
Counts = Iterable[tuple[int, int]]  # a user, and how often


@dataclass(frozen=True)
class Rule:
    key: str
    label: str | Promise
    says: Callable[[int], str]  # so many times, in words
    counts: Callable[["Badge"], Counts]  # in its community


_rules: dict[str, Rule] = {}


def declare(rule: Rule) -> Rule:
    _rules[rule.key] = rule
    return rule


def all_rules() -> list[Rule]:
    return list(_rules.values())


def rule_named(key: str) -> Rule | None:
    return _rules.get(key)


def choices() -> list[tuple[str, str | Promise]]:
    return [("", _("By hand: facilitators propose it"))] + [(r.key, r.label) for r in all_rules()]


def in_words(badge: "Badge", viewer: Any = VISITOR) -> str:
    """As it stands on the page of a badge, for its viewer; and in what is given for it, for all.

    A course is named to who may read of it.
    """
    rule = _rules.get(badge.rule)
    if rule is None or badge.times is None:  # a room that counted it is no more
        return ""
    if rule.key == COURSE:
        course = Course.objects.visible_to(viewer).filter(pk=badge.course_id or 0).first()
        if course:
            return gettext("Finished the course “%(title)s”") % {"title": course.title}
    return rule.says(badge.times)


def _held(badge: "Badge") -> Counts:
    over = Workshop.objects.past().filter(community=badge.community_id)
    hosts = Host.objects.filter(workshop__in=over).order_by()
    return hosts.values("user").annotate(n=Count("pk")).values_list("user", "n")


def _attended(badge: "Badge") -> Counts:
    came = Registration.objects.filter(
        workshop__community=badge.community_id, state=RegistrationState.ATTENDED
    ).order_by()
    return came.values("user").annotate(n=Count("pk")).values_list("user", "n")


def _finished(badge: "Badge") -> Counts:
    done = Run.objects.finished().filter(course__community=badge.community_id).order_by()
    return done.values("user").annotate(n=Count("pk")).values_list("user", "n")


def _finished_this(badge: "Badge") -> Counts:
    done = Run.objects.finished().filter(course=badge.course_id)
    return ((user, 1) for user in done.values_list("user", flat=True))


def _answered(badge: "Badge") -> Counts:
    """Not who accepted their own."""
    there = Acceptance.objects.filter(
        topic__community=badge.community_id, topic__deleted_at=None, answer__deleted_at=None
    ).order_by()
    others = there.exclude(answer__author=F("accepted_by"))
    counted = others.values("answer__author").annotate(n=Count("pk"))
    return counted.values_list("answer__author", "n")


declare(
    Rule(
        "workshops_taught",
        _("Workshops given"),
        lambda n: ngettext("Gave %(n)d workshop", "Gave %(n)d workshops", n) % {"n": n},
        _held,
    )
)
declare(
    Rule(
        "workshops_attended",
        _("Workshops attended"),
        lambda n: ngettext("Came to %(n)d workshop", "Came to %(n)d workshops", n) % {"n": n},
        _attended,
    )
)
declare(
    Rule(
        "courses_finished",
        _("Courses finished"),
        lambda n: ngettext("Finished %(n)d course", "Finished %(n)d courses", n) % {"n": n},
        _finished,
    )
)
declare(
    Rule(
        COURSE,
        _("A particular course finished"),
        lambda _n: gettext("Finished a course of this community"),
        _finished_this,
    )
)
declare(
    Rule(
        "accepted_answers",
        _("Answers that were accepted"),
        lambda n: (
            ngettext(
                "Wrote %(n)d answer that was accepted", "Wrote %(n)d answers that were accepted", n
            )
            % {"n": n}
        ),
        _answered,
    )
)
