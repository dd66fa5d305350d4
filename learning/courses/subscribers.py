from typing import Any

from communities.events import MemberLeft, SpaceChanged
from communities.models import Membership
from core.events import subscribe
from core.uploads.events import UploadRemoved
from learning.courses import texts
from learning.courses.events import CourseEdited, CoursePublished, CourseRetired
from learning.courses.models import Course, EditionLesson, Lesson, Run, Work
from learning.courses.notices import proposed_key
from notifications.models import Notice

SHOWS: tuple[Any, ...] = (Course, Lesson, EditionLesson, Work)


@subscribe(SpaceChanged)
def follow_space(event: SpaceChanged) -> None:
    """Files and links of what is not out follow no container (`Course.shown_to`)."""
    for course in Course.objects.filter(space=event.space_id, published_at=None):
        texts.follow(Course.objects.select_related("space__community").get(pk=course.pk))


@subscribe(UploadRemoved)
def show_no_gap(event: UploadRemoved) -> None:
    """Where a removed picture was, its words remain."""
    for model in SHOWS:
        ids = [pk for kind, pk in event.uses if kind == model.kind_of_text]
        for thing in model.objects.filter(pk__in=ids):
            thing.render_anew()


@subscribe(CoursePublished)
@subscribe(CourseRetired)
def take_back_proposal(event: CoursePublished | CourseRetired) -> None:
    """Nobody else needs to decide on it now."""
    Notice.objects.retract(proposed_key(event.course_id))


@subscribe(MemberLeft)
def leave_their_courses(event: MemberLeft) -> None:
    """What they have done is kept, in case they come back."""
    membership = Membership.objects.get(pk=event.membership_id)
    for run in Run.objects.active().filter(
        user=membership.user_id, course__community=membership.community_id
    ):
        run.leave()


@subscribe(CourseEdited)
def keep_notices_true(event: CourseEdited) -> None:
    for course in Course.objects.filter(pk=event.course_id):
        Notice.objects.retitle_group(course.target, course.title)
