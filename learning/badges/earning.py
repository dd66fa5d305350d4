"""What can be counted of members, so that a badge is proposed to who did it so often.

Rules are published with the badge. What is counted is only said as a number, because what stands
behind it may be for fewer to read than the badge. A room that counts something more declares it
here, in a module that its app imports when it starts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from discussions.models import Acceptance
from learning.courses.models import Run
from learning.workshops.models import Host, Registration, RegistrationState, Workshop

Counts = Iterable[tuple[int, int]]  # a user, and how often


@dataclass(frozen=True)
class Rule:
    key: str
    label: str | Promise
    says: Callable[[int], str]  # so many times, in words
    counts: Callable[[int], Counts]  # of one community


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


def in_words(key: str, times: int) -> str:
    """As it stands on the page of a badge, and in what is given for it."""
    rule = _rules.get(key)
    return rule.says(times) if rule else ""


def _held(community: int) -> Counts:
    over = Workshop.objects.past().filter(community=community)
    hosts = Host.objects.filter(workshop__in=over).order_by()
    return hosts.values("user").annotate(n=Count("pk")).values_list("user", "n")


def _attended(community: int) -> Counts:
    came = Registration.objects.filter(
        workshop__community=community, state=RegistrationState.ATTENDED
    ).order_by()
    return came.values("user").annotate(n=Count("pk")).values_list("user", "n")


def _finished(community: int) -> Counts:
    done = Run.objects.finished().filter(course__community=community).order_by()
    return done.values("user").annotate(n=Count("pk")).values_list("user", "n")


def _answered(community: int) -> Counts:
    """Not who accepted their own."""
    there = Acceptance.objects.filter(
        topic__community=community, topic__deleted_at=None, answer__deleted_at=None
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
