from datetime import timedelta

from core.limits import Limit

NUDGES = Limit("course_nudge", 5, per=timedelta(days=1))
