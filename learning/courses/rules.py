"""Who may do what with courses. Any member proposes one; facilitators publish it for the first
time, in the community's name; those who teach it, and facilitators, look after it from then on.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.models import Community
from core.permissions import ALLOW, Verdict, deny
from learning.courses.models import Course, Run

MEMBERS_ONLY = _("Join this community to take part.")
RETIRED = _("This course is retired.")
TEACHERS_ONLY = _("Only those who teach this course can do this.")


def can_propose(viewer: Any, community: Community) -> Verdict:
    return ALLOW if community.standing_of(viewer).is_member else deny(MEMBERS_ONLY)


def can_teach(viewer: Any, course: Course) -> Verdict:
    """Write it, see it before it is out, and look after those who learn."""
    standing = course.community.standing_of(viewer, course.space_id)
    if standing.facilitates or (standing.is_member and course.is_taught_by(viewer)):
        return ALLOW
    return deny(TEACHERS_ONLY)


def can_publish(viewer: Any, course: Course) -> Verdict:
    """Of one that is out already, a new edition."""
    if course.is_published:
        verdict = can_teach(viewer, course)
        if verdict and not course.has_news:
            return deny(_("Nothing has changed since it was published last."))
        return verdict
    if not course.community.standing_of(viewer).facilitates:
        return deny(_("Only facilitators and owners publish courses."))
    return ALLOW


def can_retire(viewer: Any, course: Course) -> Verdict:
    verdict = can_teach(viewer, course)
    return deny(_("This course is retired already.")) if verdict and course.is_retired else verdict


def can_read_lessons(course: Course, run: Run | None) -> Verdict:
    """At all; each lesson has a say of its own (`Reading.may_read`)."""
    if not course.is_out:
        return deny(_("This course is not published yet."))
    if course.is_retired and run is None:
        return deny(RETIRED)
    return ALLOW


def can_follow(viewer: Any, course: Course) -> Verdict:
    is_member = course.community.standing_of(viewer, course.space_id).is_member
    return ALLOW if is_member else deny(MEMBERS_ONLY)


def can_begin(viewer: Any, course: Course, missing: Iterable[Course] = ()) -> Verdict:
    """Take it; ``missing`` are the courses to finish first, as far as they are asked about."""
    if not course.community.standing_of(viewer, course.space_id).is_member:
        return deny(MEMBERS_ONLY)
    if not course.is_published:
        return deny(RETIRED if course.is_out else _("This course is not published yet."))
    if titles := [one.title for one in missing]:
        reason = _("Finish this first: %(titles)s")
        return deny(reason % {"titles": ", ".join(f"“{title}”" for title in titles)})
    return ALLOW
