from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

MOST_ATTEMPTS = 20
USUAL_MARK = 70


class QuizTerms(models.Model):
    """How the quiz of a lesson is taken."""

    # So many are drawn for each attempt; none: all are asked.
    draws = models.PositiveSmallIntegerField(null=True, validators=[MinValueValidator(1)])
    pass_mark = models.PositiveSmallIntegerField(
        default=USUAL_MARK, validators=[MaxValueValidator(100)]
    )
    # How often one may try; none: as often as one likes.
    attempts = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_ATTEMPTS)]
    )

    class Meta:
        abstract = True


TERMS = ("draws", "pass_mark", "attempts")
