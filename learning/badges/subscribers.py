from contextlib import suppress

from communities.events import MemberLeft
from communities.models import Membership
from core.events import subscribe
from learning.badges.beat import propose_by_rule
from learning.badges.errors import IsDecided
from learning.badges.events import AwardDecided
from learning.badges.models import Award, Badge
from learning.badges.notices import proposed_key
from learning.courses.events import CourseFinished
from learning.courses.models import Run
from notifications.models import Notice


@subscribe(AwardDecided)
def take_back_question(event: AwardDecided) -> None:
    """What was answered, or is not proposed any longer, is not asked."""
    Notice.objects.retract(proposed_key(event.award_id))


@subscribe(CourseFinished)
def ask_who_finished_its_course(event: CourseFinished) -> None:
    """At once; the other rules are looked at once an hour."""
    for run in Run.objects.filter(pk=event.run_id):
        for badge in Badge.objects.by_rule().filter(course=run.course_id).order_by("pk"):
            propose_by_rule(badge, only=run.user_id)


@subscribe(MemberLeft)
def ask_no_longer(event: MemberLeft) -> None:
    """Who has left keeps the badges that they have, and is given no other."""
    membership = Membership.objects.get(pk=event.membership_id)
    asked = Award.objects.proposed().filter(
        user=membership.user_id, badge__community=membership.community_id
    )
    for award in asked.order_by("pk"):
        with suppress(IsDecided):
            award.withdraw()
