from learning.courses.models.assignment import Assignment, Criterion, Judged
from learning.courses.models.attempt import Attempt
from learning.courses.models.course import Course, CourseQuerySet, CourseState, Schedule
from learning.courses.models.deadline import Deadline
from learning.courses.models.edition import Edition, EditionLesson
from learning.courses.models.lesson import Lesson
from learning.courses.models.module import Module
from learning.courses.models.nudge import Nudge
from learning.courses.models.opening import Opening
from learning.courses.models.quiz import Question
from learning.courses.models.run import Done, Run, Stop
from learning.courses.models.teacher import Teacher
from learning.courses.models.work import Work
from learning.courses.models.work_review import WorkReview

__all__ = [
    "Assignment",
    "Attempt",
    "Course",
    "CourseQuerySet",
    "CourseState",
    "Criterion",
    "Deadline",
    "Done",
    "Edition",
    "EditionLesson",
    "Judged",
    "Lesson",
    "Module",
    "Nudge",
    "Opening",
    "Question",
    "Run",
    "Schedule",
    "Stop",
    "Teacher",
    "Work",
    "WorkReview",
]
