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
