from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction

from communities.models import Community, Membership, Tag
from discussions.tagging import canonical

if TYPE_CHECKING:
    from accounts.models import User


class WishQuerySet(models.QuerySet["Wish"]):
    def of(self, user: Any) -> Self:
        """The user's, where they are a member."""
        here = Membership.objects.of(user).values("community")
        return self.filter(user_id=user.pk or 0, community__in=here)

    def choose(
        self, community: Community, *, by: "User", tags: list[str], by_what_they_know: bool
    ) -> "Wish | None":
        """Be told of calls for people who know about these tags; made where they are new.

        Nothing chosen is no wish.
        """
        with transaction.atomic():
            if not tags and not by_what_they_know:
                self.filter(community=community, user=by).delete()
                return None
            wish, _made = self.update_or_create(
                community=community, user=by, defaults={"by_what_they_know": by_what_they_know}
            )
            names = canonical(community.pk, tags)
            wish.tags.set(
                Tag.objects.get_or_create(community=community, name=name)[0]
                for name in sorted(names)
            )
        return wish


class Wish(models.Model):
    """Of which calls somebody wants to be told, in one community; without it, of none."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes")
    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    tags = models.ManyToManyField(Tag, related_name="wishes", blank=True)
    by_what_they_know = models.BooleanField(default=False)

    objects: ClassVar = WishQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "wishes"
        constraints = [
            models.UniqueConstraint(fields=["user", "community"], name="wish_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.community_id}"
