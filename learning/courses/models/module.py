from typing import ClassVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from core.versions import ensure_current
from learning.courses.errors import IsRemoved
from learning.courses.models.course import Course
from learning.courses.models.gated import Gated
from learning.courses.models.ordered import OrderedQuerySet, placed, stepped


class ModuleQuerySet(OrderedQuerySet):
    def add(self, course: Course, title: str, **gate: object) -> "Module":
        """As the last of its course."""
        with transaction.atomic():
            course = Course.objects.lock(course.pk)
            position = Module.objects.filter(course=course).next_position()
            module: Module = self.create(course=course, title=title, position=position, **gate)
            course.note_outline()
        return module


class Module(Gated):
    """A part of a course: lessons that belong together."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="modules")
    title = models.CharField(_("title"), max_length=120)
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)  # editions in which it was still tell of it
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = ModuleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["course", "position"], name="module_in_course")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where one sees it among the others."""
        return f"{self.course.address}outline/"

    @property
    def community(self) -> Community:
        return self.course.community

    @property
    def address(self) -> str:
        return f"{self.course.address}modules/{self.pk}/"

    def edit(self, *, version: int, **said: object) -> None:
        """Raises StaleVersion, IsRemoved."""
        with transaction.atomic():
            module = self._locked()
            ensure_current(module, version)
            Module.objects.filter(pk=self.pk).update(version=version + 1, **said)
            module.course.note_outline()
        self.refresh_from_db()

    def step(self, by_one: int) -> None:
        """One place up (-1) or down (1). Raises IsRemoved."""
        with transaction.atomic():
            module = self._locked()
            modules = module.course.modules.present().in_order()
            modules.put_in_order(stepped(list(modules), module, by_one))
            module.course.note_outline()
        self.refresh_from_db()

    def place(self, *, before: int | None) -> None:
        """Before another module, or as the last. Raises IsRemoved, HasMoved."""
        with transaction.atomic():
            module = self._locked()
            modules = module.course.modules.present().in_order()
            modules.put_in_order(placed(list(modules), module, before))
            module.course.note_outline()
        self.refresh_from_db()

    def remove(self) -> None:
        """With its lessons; who learns from an edition that has them keeps them.

        Raises IsRemoved.
        """
        with transaction.atomic():
            module = self._locked()
            now = timezone.now()
            module.lessons.present().update(removed_at=now)
            Module.objects.filter(pk=self.pk).update(removed_at=now)
            module.course.note_outline()
        self.refresh_from_db()

    def ensure_present(self) -> None:
        if self.removed_at:
            raise IsRemoved

    def _locked(self) -> "Module":
        """As it is under the lock of its course."""
        course = Course.objects.lock(self.course_id)
        module: Module = Module.objects.get(pk=self.pk)
        module.ensure_present()
        module.course = course
        return module
