from django.core.validators import MaxValueValidator
from django.db import models

LONGEST = 730  # days after which something opens


class Gated(models.Model):
    """A module or lesson that may open to learners later than the others."""

    # Once what comes before it is done: the modules before a module, the lessons of its module
    # before a lesson.
    in_turn = models.BooleanField(default=False)
    # So many days after one has begun, of a course for one's own pace.
    opens_after = models.PositiveSmallIntegerField(
        null=True, validators=[MaxValueValidator(LONGEST)]
    )
    # On a day of the course's zone, of a course that all take at the same time.
    opens_on = models.DateField(null=True)

    class Meta:
        abstract = True


GATES = ("in_turn", "opens_after", "opens_on")
