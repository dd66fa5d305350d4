from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Activity, Community, Space, Tag
from communities.models.membership import Standing
from communities.models.titled import Titled
from core.events import publish
from core.markdown import excerpt
from core.models import PageVersion
from discussions import linking, uses
from discussions.errors import PostHasMoved, TopicIsClosed, TopicIsGone
from discussions.events import TopicEdited, TopicStarted
from discussions.models.forward import Merger
from discussions.models.kind import Kind
from discussions.models.post import Post, fingerprint
from discussions.models.revision import Revision
from discussions.models.topics import TopicQuerySet
from discussions.models.turn import Told
from discussions.tagging import count_tags_of, retag
from discussions.writing import GIST_LENGTH

if TYPE_CHECKING:
    from discussions.models.banner import Banner

FACES = 4  # in a row of a list


def last_of(author_ids: Sequence[int]) -> list[int]:
    """Of whoever wrote a topic's posts, in their order, those whose faces a list shows."""
    return list(dict.fromkeys(reversed(author_ids)))[:FACES]


class Topic(Titled, models.Model):
    """A thread of any kind; the opening post has number 1."""

    kind_of_target, place = "topic", "t"

    community = models.ForeignKey(Community, models.CASCADE, related_name="topics")
    space = models.ForeignKey(Space, models.PROTECT, related_name="topics")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=250)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="topics")
    tags = models.ManyToManyField(Tag, related_name="topics", blank=True)
    gist = models.CharField(max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    active_at = models.DateTimeField(default=timezone.now)
    last_post_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # Who wrote its last posts that are present, the latest first: the faces in a list.
    recent_author_ids = ArrayField(
        models.BigIntegerField(), default=list, db_default=[], editable=False
    )
    pinned_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Kept in the transaction of each act, under the topic's lock.
    post_count = models.PositiveIntegerField(default=0, editable=False)  # numbers given out
    answer_count = models.PositiveIntegerField(default=0, editable=False)  # present, first level
    reply_count = models.PositiveIntegerField(default=0, editable=False)  # present, but the opening
    useful_count = models.PositiveIntegerField(default=0, editable=False)  # of the opening post
    # How many tried what the opening post tells, as a story does.
    tried_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # of title, tags and opening
    # Of all that one sees of it. The default is in the database too, for the release before this.
    page_version = models.PositiveBigIntegerField(default=1, db_default=1, editable=False)

    tags_begun: list[int]  # of one that is not posted yet

    # Annotated by the queryset, each by the method of its name.
    tag_names: list[str]
    people: list[dict[str, str]]
    read_up_to: int | None  # the last post number the viewer has seen
    unread_count: int  # of the numbers beyond it, where they track or watch the topic
    draft: dict[str, str] | None
    turn_rows: list[dict[str, Any]]
    duplicate_count: int
    names_viewer: bool
    asked_count: int
    ask_row: dict[str, Any] | None
    is_on_agenda: bool

    objects: ClassVar = TopicQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "-active_at", "-id"], name="topic_active"),
            models.Index(fields=["community", "-created_at", "-id"], name="topic_newest"),
            models.Index(fields=["community", "-useful_count", "-id"], name="topic_useful"),
            models.Index(
                fields=["community", "-created_at", "-id"],
                condition=Q(kind="question", answer_count=0),
                name="topic_unanswered",
            ),
            models.Index(
                fields=["community", "-pinned_at"],
                condition=Q(pinned_at__isnull=False),
                name="topic_pinned",
            ),
            models.Index(fields=["space", "-active_at", "-id"], name="topic_in_space"),
            models.Index(fields=["author", "-id"], name="topic_of_person"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_question(self) -> bool:
        return self.kind == Kind.QUESTION

    @property
    def is_unanswered(self) -> bool:
        is_open = self.is_question and not self.is_closed and self.deleted_at is None
        return is_open and not self.answer_count

    @property
    def my_ask(self) -> dict[str, Any] | None:
        """How the question is put to the viewer, while nobody has answered: `with_ask_of`."""
        return self.ask_row if self.is_unanswered else None

    @property
    def is_story(self) -> bool:
        return self.kind == Kind.STORY

    @property
    def is_closed(self) -> bool:
        return hasattr(self, "closure")

    @property
    def is_solved(self) -> bool:
        """What was accepted is kept while the topic is of another kind, and not spoken of."""
        return self.is_question and hasattr(self, "acceptance")

    def hear(self, author_id: int) -> None:
        """Count somebody among those who spoke last; whoever calls saves it."""
        self.recent_author_ids = last_of([*reversed(self.recent_author_ids), author_id])

    def listen_again(self) -> None:
        """Find out anew who spoke last; whoever calls saves it."""
        spoke = self.posts.present().values("author").annotate(last=models.Max("number"))
        self.recent_author_ids = list(
            spoke.order_by("-last").values_list("author", flat=True)[:FACES]
        )

    def banner_for(self, viewer: Any) -> "Banner | None":
        """What leads on from here, where the viewer may follow."""
        banner: Banner | None = getattr(self, "banner", None)
        return banner if banner and banner.is_for(viewer) else None

    @cached_property
    def turns_told(self) -> list[Told]:
        """What became of it, the first turn first: of a topic `with_turns`."""
        return [Told.read(row) for row in self.turn_rows]

    @property
    def turns_at_top(self) -> list[Told]:
        """Those that have no place further down."""
        return [told for told in self.turns_told if not told.below]

    @cached_property
    def turns_below(self) -> dict[int, list[Told]]:
        """By the number of the post in whose replies they have their place."""
        placed: dict[int, list[Told]] = {}
        for told in self.turns_told:
            if told.below:
                placed.setdefault(told.below, []).append(told)
        return placed

    def standing_of(self, viewer: Any) -> Standing:
        return self.community.standing_of(viewer, self.space_id)

    def ensure_open(self) -> None:
        if self.is_closed:
            raise TopicIsClosed

    def ensure_present(self) -> None:
        if self.deleted_at:
            raise TopicIsGone

    def ensure_takes_posts_of(self, user: "User") -> None:
        """A moderator has the last word in a closed topic, and can point to a better place."""
        self.ensure_present()
        if self.is_closed and not self.standing_of(user).moderates:
            raise TopicIsClosed

    def held(self, post: Post) -> Post:
        """The post as it is in this topic, now that it is locked. Raises PostHasMoved."""
        found = self.posts.filter(pk=post.pk).select_related("author").first()
        if found is None:
            raise PostHasMoved
        found.topic = self
        return found

    def renew(self) -> None:
        """Say that its page and the lists with it show something else.

        That a topic has grown, lists are told by `active_at`.
        """
        Topic.objects.renew_page(self.pk)
        PageVersion.objects.advance(self.space.scope)

    def announce(self) -> None:
        """Record a new topic as an activity and tell whoever follows."""
        Activity.objects.record("started", self, by=self.author, space=self.space)
        publish(TopicStarted(self.pk))

    def reply(
        self, source: str, *, by: "User", parent: Post | None = None, nonce: str | None = None
    ) -> Post:
        """Answer the topic, or with ``parent`` reply to one of its posts.

        The same author and nonce a second time gives the first post.
        Raises TopicIsClosed, TopicIsGone, PostHasMoved or NonceSpent.
        """
        sent = fingerprint(self.pk, parent.pk if parent else None, source)
        try:
            with transaction.atomic():
                topic = Topic.objects.lock(self.pk)
                topic.ensure_takes_posts_of(by)
                parent = topic.held(parent) if parent else None
                post = Post.objects.add(topic, source, by=by, parent=parent, nonce=nonce, sent=sent)
                post.announce()
        except (IntegrityError, TopicIsClosed):  # perhaps closed since it was first sent
            if earlier := Post.objects.with_nonce(by, nonce, sent):
                return earlier
            raise
        except (TopicIsGone, PostHasMoved):  # while it was written: it goes where they went
            there = self._where_it_went(parent, by)
            if there is None:
                raise
            return there[0].reply(source, by=by, parent=there[1], nonce=nonce)
        return post

    def _where_it_went(self, parent: Post | None, by: "User") -> "tuple[Topic, Post | None] | None":
        """The topic that now holds the post, or all that this one held, if they may read it."""
        if parent is None:
            into = Topic.objects.visible_to(by).filter(mergers__topic=self.pk).first()
            return (into, None) if into else None
        moved = Post.objects.visible_to(by).exclude(topic=self.pk).filter(pk=parent.pk)
        post = moved.select_related("topic").first()
        return (post.topic, post) if post else None

    def edit(  # noqa: PLR0913 - what can be edited, and by whom, why and from which version
        self,
        *,
        by: "User",
        version: int,
        title: str,
        source: str,
        tags: list[str],
        reason: str = "",
    ) -> None:
        """Change title, tags and opening post together. Raises StaleVersion."""
        with transaction.atomic():
            topic = Topic.objects.lock(self.pk)
            Revision.objects.keep_topic(topic, by=by, version=version, reason=reason)
            retag(topic, tags)
            topic.opening.rewrite(source, by=by)
            Topic.objects.filter(pk=self.pk).update(title=title, version=version + 1)
            topic.renew()
            publish(TopicEdited(topic.pk))
        self.refresh_from_db()

    @staticmethod
    def gist_of(html: str) -> str:
        return excerpt(html, GIST_LENGTH)

    def convert(self, kind: str, *, by: "User") -> None:
        """Make it a topic of another kind; all that was written and counted stays with it.

        Its history says so. What the new kind has no use for, as an acceptance, is kept for the
        day on which it is converted back.
        """
        with transaction.atomic():
            topic = Topic.objects.lock(self.pk)
            if topic.kind == kind:
                return
            Revision.objects.keep_topic(topic, by=by, version=topic.version, reason="")
            Post.objects.filter(topic=topic, number=1).update(version=F("version") + 1)
            Topic.objects.filter(pk=self.pk).update(kind=kind, version=F("version") + 1)
            topic.renew()
            Activity.objects.record("converted", topic, by=by, space=topic.space, to=topic.author)
            publish(TopicEdited(topic.pk))
        self.refresh_from_db()

    @property
    def opening(self) -> Post:
        return self.posts.get(number=1)

    def delete_softly(self, *, by: "User") -> None:
        """Take the topic away from everyone; what was written stays for those who moderate."""
        self._set_presence(present=False, by=by)

    def restore(self) -> None:
        """Raises TopicIsGone: what was merged into another has nothing left to show."""
        if Merger.objects.filter(topic=self.pk).exists():
            raise TopicIsGone
        self._set_presence(present=True, by=None)

    def _set_presence(self, *, present: bool, by: "User | None") -> None:
        with transaction.atomic():
            topic = Topic.objects.lock(self.pk)
            if (topic.deleted_at is None) == present:
                return
            deleted_at = None if present else timezone.now()
            Topic.objects.filter(pk=self.pk).update(deleted_at=deleted_at, deleted_by=by)
            topic.count(1 if present else -1)
            count_tags_of(topic, 1 if present else -1)
            if present:
                uses.show(topic.posts.present(), topic.space)
                linking.show(topic.posts.present(), topic.space)
            else:
                uses.hide(topic.posts.all(), topic.space)
                linking.hide(topic.posts.all(), topic.space)
            topic.renew()
            publish(TopicEdited(topic.pk))

    def count(self, change: int) -> None:
        """A number that all may read counts only what all may read."""
        if self.space.is_shared:
            mine = Community.objects.filter(pk=self.community_id)
            # A space that has just opened is counted anew in a moment.
            mine.update(topic_count=Greatest(F("topic_count") + change, 0))

    def pin(self) -> None:
        with transaction.atomic():
            topic = Topic.objects.lock(self.pk)  # it may have moved
            Topic.objects.filter(pk=self.pk, pinned_at=None).update(pinned_at=timezone.now())
            topic.renew()

    def unpin(self) -> None:
        with transaction.atomic():
            topic = Topic.objects.lock(self.pk)
            Topic.objects.filter(pk=self.pk).update(pinned_at=None)
            topic.renew()
