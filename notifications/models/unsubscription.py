from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User


class UnsubscriptionQuerySet(models.QuerySet["Unsubscription"]):
    def stop(self, stream: str, *, by: "User") -> None:
        self.get_or_create(user=by, stream=stream)

    def resume(self, stream: str, *, by: "User") -> None:
        self.filter(user=by, stream=stream).delete()

    def of(self, user: "User") -> Self:
        return self.filter(user=user).order_by("-at", "-pk")

    def streams_of_each(self, user_ids: Iterable[int]) -> dict[int, set[str]]:
        streams: dict[int, set[str]] = {pk: set() for pk in user_ids}
        for user, stream in self.filter(user__in=streams).values_list("user_id", "stream"):
            streams[user].add(stream)
        return streams


class Unsubscription(models.Model):
    """A stream of mail that a user has stopped: ``topic:9``, ``community:1``, or ``notices``.

    The app goes on telling them. What they want of each matter is a `Choice`.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    stream = models.CharField(max_length=60)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = UnsubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "stream"], name="one_unsubscription"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} from {self.stream}"
