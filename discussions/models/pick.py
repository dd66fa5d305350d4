from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max

from discussions.errors import TrayIsFull
from discussions.models.post import Post

if TYPE_CHECKING:
    from accounts.models import User
    from communities.models import Community

MOST_PICKS = 40  # as many as an article has sources


class PickQuerySet(models.QuerySet["Pick"]):
    def tray_of(self, user: Any, community: "Community") -> Self:
        """What the user has picked out here and may read now, in their order."""
        mine = self.filter(user_id=user.pk or 0, community=community)
        return mine.filter(post__in=Post.objects.visible_to(user)).order_by("position", "pk")

    def for_display(self) -> Self:
        people = ("post__author", "post__topic__space__community", "post__topic__community")
        return self.select_related(*people)

    def pick(self, post: Post, *, by: "User") -> "Pick":
        """Lay it at the end of the tray; where it lies already, it stays. Raises TrayIsFull."""
        with transaction.atomic():
            tray = self.filter(user=by, community=post.community_id)
            if earlier := tray.filter(post=post).first():
                return earlier
            if tray.count() >= MOST_PICKS:
                raise TrayIsFull
            last = tray.aggregate(last=Max("position"))["last"] or 0
            values = {"community_id": post.community_id, "position": last + 1}
            return self.get_or_create(user=by, post=post, defaults=values)[0]

    def drop(self, post: Post, *, by: "User") -> None:
        self.filter(user=by, post=post).delete()

    def arrange(self, community: "Community", order: Sequence[int], *, by: "User") -> None:
        """Put those with these numbers first, in this order; the rest stay behind them."""
        with transaction.atomic():
            tray = self.filter(user=by, community=community).order_by("pk")
            found: list[Pick] = list(tray.select_for_update(no_key=True))
            found.sort(key=lambda pick: (pick.position, pick.pk))
            first = [pick for pk in dict.fromkeys(order) for pick in found if pick.pk == pk]
            arranged = list(dict.fromkeys([*first, *found]))
            for position, pick in enumerate(arranged, start=1):
                pick.position = position
            Pick.objects.bulk_update(arranged, ["position"])


class Pick(models.Model):
    """A post that somebody has laid into their tray, to make a draft of it with others."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="picks")
    community = models.ForeignKey("communities.Community", models.CASCADE, related_name="+")
    post = models.ForeignKey("discussions.Post", models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    objects: ClassVar = PickQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "post"], name="picked_once")]
        indexes = [models.Index(fields=["user", "community", "position"], name="pick_tray")]

    def __str__(self) -> str:
        return f"{self.post_id} in the tray of {self.user_id}"
