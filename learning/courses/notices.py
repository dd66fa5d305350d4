"""What courses tell, and to whom. Nothing of what a lesson says: it may not be open to its reader.

Of two reasons to be told of one thing, one is told the first: of what one takes before of what one
teaches, and of that before of what one follows.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.chains import chain_of
from communities.models import Membership
from learning.courses import matters
from learning.courses.events import CourseProposed, CoursePublished, NudgeSent
from learning.courses.models import Course, CourseState, Nudge, Run, Teacher
from learning.courses.stopping import stopped
from learning.news import NewsInSpace
from learning.readers import readers_of
from notifications import notices
from notifications.models import Follow, Level


def proposed_key(course_id: int) -> str:
    return f"course_proposed:{course_id}"


def learners_of(course: Course) -> QuerySet[User]:
    taking = Run.objects.active().filter(course=course)
    return readers_of(course).filter(pk__in=taking.values("user"))


def teachers_of(course: Course) -> QuerySet[User]:
    teaching = Teacher.objects.filter(course=course)
    return readers_of(course).filter(pk__in=teaching.values("user"))


class CourseNews(NewsInSpace):
    """About anything that has a ``course``."""

    about = "course"
    matter = matters.TAKEN
    template = "learning/emails/course"
    action = _("Open the course")
    why = _("You get this because you take this course.")
    stop = _("Stop emails about this course")
    subject = _("News of a course of {name}")

    def excerpt(self, thing: Any) -> str:
        return ""


class Itself:
    """A course, as what a notice is about."""

    def __init__(self, course: Course, by: User | None) -> None:
        self.course, self.by = course, by


class OfTheCourse(CourseNews):
    def actor(self, thing: Itself) -> User | None:
        return thing.by

    def excerpt(self, thing: Itself) -> str:
        return thing.course.gist

    @staticmethod
    def found(pk: int, state: str) -> Course | None:
        course: Course | None = Course.objects.for_page().filter(pk=pk, state=state).first()
        return course


@notices.on(CourseProposed)
class SomebodyBegins(OfTheCourse):
    """Told to those who can publish it."""

    matter = matters.TAUGHT
    label = _("{actor} begins a course")
    action = _("See how far it is")
    why = _("You get this because you look after this community.")

    def load(self, event: CourseProposed) -> Itself | None:
        course = self.found(event.course_id, CourseState.DRAFT)
        return Itself(course, course.proposed_by) if course else None

    def recipients(self, thing: Itself) -> QuerySet[User]:
        in_charge = Membership.objects.active().in_charge()
        community = in_charge.filter(community=thing.course.community_id)
        return readers_of(thing.course).filter(pk__in=community.values("user"))

    def key(self, thing: Itself) -> str:
        return proposed_key(thing.course.pk)


class Publication(OfTheCourse):
    is_first: bool

    def load(self, event: CoursePublished) -> Itself | None:
        """An edition that was followed by another is told by that."""
        course = self.found(event.course_id, CourseState.PUBLISHED)
        if course is None or course.edition != event.edition:
            return None
        if self.is_first != (event.edition == 1):
            return None
        return Itself(course, User.objects.filter(pk=event.by_id).first())

    def key(self, thing: Itself) -> str:
        return f"course_published:{thing.course.pk}:{thing.course.edition}"


@notices.on(CoursePublished)
class CourseYouTakeIsRenewed(Publication):
    is_first = False
    label = _("{actor} published a new edition of a course that you take")

    def recipients(self, thing: Itself) -> QuerySet[User]:
        return learners_of(thing.course)


@notices.on(CoursePublished)
class YourCourseIsPublished(Publication):
    is_first = True
    matter = matters.TAUGHT
    label = _("{actor} published a course that you teach")
    why = _("You get this because you teach this course.")

    def recipients(self, thing: Itself) -> QuerySet[User]:
        return teachers_of(thing.course)


@notices.on(CoursePublished)
class ThereIsACourse(Publication):
    is_first = True
    matter = matters.COURSES
    label = _("There is a new course")
    why = _("You get this because you follow where it is taught.")

    def recipients(self, thing: Itself) -> QuerySet[User]:
        _itself, *above = chain_of(thing.course)
        told = Follow.objects.told_of_new(above)
        return readers_of(thing.course).filter(pk__in=told.values("user"))


@notices.on(CoursePublished)
class FollowedCourseIsRenewed(Publication):
    is_first = False
    matter = matters.COURSES
    label = _("{actor} published a new edition of a course")
    why = _("You get this because you follow this course.")

    def recipients(self, thing: Itself) -> QuerySet[User]:
        watching = Follow.objects.filter(target=thing.course.target, level=Level.WATCHING)
        return readers_of(thing.course).filter(pk__in=watching.values("user"))


@notices.on(NudgeSent)
class TeachersNudge(CourseNews):
    """Told to those who have the lesson before them when it goes out; of what goes to one alone
    nobody else is."""

    label = _("{actor} writes to you about a course that you take")
    action = _("Go on where you stopped")

    def load(self, event: NudgeSent) -> Any:
        nudge: Any = Nudge.objects.select_related("lesson", "by").filter(pk=event.nudge_id).first()
        if nudge is not None:
            nudge.course = Course.objects.for_page().get(pk=nudge.lesson.course_id)
        return nudge

    def actor(self, thing: Any) -> User | None:
        return thing.by

    def recipients(self, thing: Any) -> QuerySet[User]:
        stuck = learners_of(thing.course).filter(pk__in=stopped(thing.lesson))
        return stuck.filter(pk=thing.to_id) if thing.to_id else stuck

    def url(self, thing: Any) -> str:
        return f"{thing.course.address}continue/"

    def excerpt(self, thing: Any) -> str:
        return thing.text[:300]

    def mail(self, thing: Any) -> dict[str, Any]:
        return {"text": thing.text}

    def key(self, thing: Any) -> str:
        return f"course_nudge:{thing.pk}"
