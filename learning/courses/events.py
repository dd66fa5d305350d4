from dataclasses import dataclass


@dataclass(frozen=True)
class CourseProposed:
    course_id: int


@dataclass(frozen=True)
class CoursePublished:
    """For the first time, or anew: ``edition`` is the number of what is read from now on."""

    course_id: int
    edition: int
    by_id: int


@dataclass(frozen=True)
class CourseEdited:
    """What its page says. Its lessons are published as an edition."""

    course_id: int


@dataclass(frozen=True)
class CourseRetired:
    course_id: int
    by_id: int


@dataclass(frozen=True)
class RunBegun:
    """Somebody takes a course, or takes it up again."""

    run_id: int


@dataclass(frozen=True)
class CourseFinished:
    """Somebody has done all lessons of their edition, for the first time."""

    run_id: int


@dataclass(frozen=True)
class WorkHandedIn:
    work_id: int


@dataclass(frozen=True)
class WorkTakenBack:
    """Its author changes it, before anybody has begun to review it."""

    work_id: int


@dataclass(frozen=True)
class WorkReviewed:
    """Enough is said of it for its author to see it, or whether it passes is another matter now."""

    work_id: int


@dataclass(frozen=True)
class WorkWaits:
    """It waits for those who teach."""

    work_id: int


@dataclass(frozen=True)
class ReviewAsked:
    """A work was given to somebody to review."""

    review_id: int


@dataclass(frozen=True)
class ReviewGivenUp:
    """It is not wanted any more: its work was taken back."""

    review_id: int


@dataclass(frozen=True)
class ReviewSent:
    review_id: int


@dataclass(frozen=True)
class ReviewReported:
    """The author of a work asks those who teach to look at what was said of it."""

    review_id: int


@dataclass(frozen=True)
class NudgeSent:
    """Those who teach write to those who stopped at a lesson."""

    nudge_id: int
