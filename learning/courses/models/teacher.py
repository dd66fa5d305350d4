from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models

from communities.models import Membership

if TYPE_CHECKING:
    from accounts.models import User


class TeacherQuerySet(models.QuerySet["Teacher"]):
    def in_order(self) -> "TeacherQuerySet":
        return self.select_related("user").order_by("position", "pk")

    def all_of(self, course_id: int) -> set[int]:
        """The ids of those who look after a course: its teachers, and facilitators."""
        charge = Membership.objects.active().in_charge().filter(community__courses=course_id)
        named = self.filter(course=course_id).values_list("user", flat=True)
        return {*named, *charge.values_list("user", flat=True)}

    def replace(self, course: Any, users: "Sequence[User]") -> None:
        """Let these teach it, in this order."""
        self.filter(course=course).delete()
        self.bulk_create(
            self.model(course=course, user=user, position=position)
            for position, user in enumerate(users)
        )


class Teacher(models.Model):
    """Somebody who writes a course, and looks after those who learn from it."""

    course = models.ForeignKey("learning.Course", models.CASCADE, related_name="teachings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="teachings")
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = TeacherQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "user"], name="teaches_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} teaches {self.course_id}"
