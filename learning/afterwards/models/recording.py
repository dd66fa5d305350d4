from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from communities.models import Activity
from core.events import publish
from learning.afterwards.chapters import Chapter, chapters_in
from learning.afterwards.events import RecordingShared
from learning.workshops.errors import HasNotBegun
from learning.workshops.models import State, Workshop

if TYPE_CHECKING:
    from accounts.models import User


class RecordingQuerySet(models.QuerySet["Recording"]):
    def share(self, workshop: Workshop, *, by: "User", link: str, chapters: str) -> "Recording":
        """Say where it is. Those who wanted to come are told when it is there, and not again when
        something of it is changed.

        Raises WrongState, HasNotBegun.
        """
        with transaction.atomic():
            workshop = Workshop.objects.lock(workshop.pk)
            workshop.ensure_in(State.PUBLISHED)
            if not workshop.has_begun:
                raise HasNotBegun
            said = {"link": link, "chapters": chapters}
            recording, is_new = self.update_or_create(
                workshop=workshop, defaults=said, create_defaults=said | {"shared_by": by}
            )
            if is_new:
                Activity.objects.record("recorded", workshop, by=by, space=workshop.space)
                publish(RecordingShared(workshop.pk, by.pk))
        return recording


class Recording(models.Model):
    """Where one can see what was said; whoever may read the workshop finds it on its page."""

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="recording")
    link = models.URLField(max_length=500)
    chapters = models.TextField(blank=True)  # "12:30 What a diamond hides", a line each
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = RecordingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Recording of {self.workshop_id}"

    @property
    def parts(self) -> list[Chapter]:
        return chapters_in(self.chapters, self.link)

    def withdraw(self) -> None:
        """It is not to be seen any more; shared once more, it is told of once more."""
        self.delete()
