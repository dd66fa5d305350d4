from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Activity
from core.events import publish
from discussions.errors import NothingToTry, OwnTrial, UnsafeWithoutReason
from discussions.events import ReactionLeft, ReactionWithdrawn
from discussions.models.post import Post
from discussions.models.topic import Topic

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_WHY = 300


class Word(models.TextChoices):
    """What one can say of a post: how it went when one tried it, or what to beware of."""

    WORKED = "worked", _("It worked")
    PARTLY = "partly", _("It worked in part")
    FAILED = "failed", _("It didn’t work")
    OUTDATED = "outdated", _("It is outdated")
    UNSAFE = "unsafe", _("It is unsafe")


TRIALS = (Word.WORKED, Word.PARTLY, Word.FAILED)
WARNINGS = (Word.OUTDATED, Word.UNSAFE)


class ReactionQuerySet(models.QuerySet["Reaction"]):
    def for_display(self) -> Self:
        return self.select_related("user")

    def there_to_be_read(self) -> Self:
        """Of posts that are present, with all that telling of them asks."""
        present = self.filter(post__deleted_at=None, post__topic__deleted_at=None)
        return present.select_related(
            "user", "post__author", "post__topic__community", "post__topic__space__community"
        )

    def saying(self, word: str) -> Self:
        return self.filter(word=word) if word else self

    def leave(self, post: Post, word: str, *, by: "User", why: str = "") -> "Reaction":
        """Say what became of following the post, or warn of it.

        Of how a trial went, what is said last stands. Saying the same again changes nothing and
        announces nothing. Raises PostIsDeleted, PostHasMoved, NothingToTry, OwnTrial,
        UnsafeWithoutReason.
        """
        if word == Word.UNSAFE and not why:
            raise UnsafeWithoutReason
        with transaction.atomic():
            topic = Topic.objects.lock(post.topic_id)
            post = self._to_react_to(topic, post)
            if word in TRIALS and post.author_id == by.pk:
                raise OwnTrial
            same = TRIALS if word in TRIALS else (word,)
            earlier = self.filter(post=post, user=by, word__in=same).first()
            if earlier and (earlier.word, earlier.why) == (word, why):
                return earlier
            said = {"word": word, "why": why, "post_version": post.version}
            reaction, created = self.update_or_create(
                pk=earlier.pk if earlier else None,
                defaults=said | {"post": post, "user": by, "left_at": timezone.now()},
            )
            if created:
                verb = "tried" if reaction.is_trial else "warned"
                Activity.objects.record(verb, post, by=by, space=topic.space, to=post.author)
            self.recount(topic, post)
            publish(ReactionLeft(reaction.pk, post.pk))
        return reaction

    def _to_react_to(self, topic: Topic, post: Post) -> Post:
        """As it is now that the topic is locked."""
        current = topic.held(post)
        current.ensure_present()
        if not current.takes_reactions:
            raise NothingToTry
        return current

    def recount(self, topic: Topic, post: Post) -> None:
        """Counted anew, which the lock makes exact, and which no earlier mistake survives."""
        counted = dict(self.filter(post=post).values_list("word").annotate(n=Count("pk")))
        numbers = {f"{word}_count": counted.get(word, 0) for word in Word.values}
        Post.objects.filter(pk=post.pk).update(**numbers)
        if post.is_opening:
            tried = sum(counted.get(word, 0) for word in TRIALS)
            Topic.objects.filter(pk=topic.pk).update(tried_count=tried)
            topic.renew()  # lists show it
        else:
            Topic.objects.renew_page(topic.pk)


class Reaction(models.Model):
    """What somebody who knows says of a post: one for each person and word."""

    post = models.ForeignKey("discussions.Post", models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    word = models.CharField(max_length=8, choices=Word.choices)
    why = models.CharField(max_length=LONGEST_WHY, blank=True)
    post_version = models.PositiveIntegerField()  # of which it was said
    left_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "user", "word"], name="one_reaction"),
            models.UniqueConstraint(
                fields=["post", "user"], condition=Q(word__in=TRIALS), name="one_trial"
            ),
            models.CheckConstraint(
                condition=~Q(word=Word.UNSAFE, why=""), name="unsafe_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["post", "-left_at", "-id"], name="reaction_newest")]

    def __str__(self) -> str:
        return f"{self.user_id} of {self.post_id}: {self.word}"

    @property
    def topic(self) -> Topic:
        return self.post.topic

    @property
    def is_trial(self) -> bool:
        return self.word in TRIALS

    @property
    def key(self) -> str:
        """Its name for notices: another word is another thing to be told of."""
        return key_of(self.pk, self.word)

    @property
    def is_of_earlier_text(self) -> bool:
        return self.post.edited_at is not None and self.left_at < self.post.edited_at

    def withdraw(self) -> None:
        """Raises PostHasMoved."""
        with transaction.atomic():
            topic = Topic.objects.lock(self.post.topic_id)
            self.post = topic.held(self.post)
            deleted, _rows = Reaction.objects.filter(pk=self.pk).delete()
            if deleted:
                Reaction.objects.recount(topic, self.post)
                publish(ReactionWithdrawn(self.pk, self.post_id))


def key_of(pk: int, word: str) -> str:
    return f"reaction:{pk}:{word}"
