import hashlib
import json
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from communities.models import Activity
from core import markdown
from core.events import publish
from discussions import linking, ranking, uses
from discussions.errors import NonceSpent, OpeningPost, PostHasMoved, PostIsDeleted
from discussions.events import PostAdded, PostDeleted, PostEdited, PostRestored
from discussions.models.mailed import Mailed
from discussions.models.mention import Mention
from discussions.models.revision import Revision
from discussions.writing import compose, compose_anew

if TYPE_CHECKING:
    from accounts.models import User
    from discussions.models.topic import Topic


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer: Any) -> Self:
        from discussions.models.topic import Topic  # topic.py imports this module

        return self.present().filter(topic__in=Topic.objects.visible_to(viewer))

    def present(self) -> Self:
        return self.filter(deleted_at=None)

    def written_here(self) -> Self:
        """Not brought from elsewhere."""
        return self.filter(attribution__isnull=True)

    def deleted(self) -> Self:
        return self.filter(deleted_at__isnull=False)

    def answers(self) -> Self:
        """First-level posts, other than the opening."""
        return self.filter(parent=None, number__gt=1)

    def accepted(self) -> Self:
        return self.filter(acceptance__isnull=False)

    def standing(self) -> Self:
        """Present, or deleted with something below that still needs its place."""
        below = Post.objects.present().filter(parent=OuterRef("pk"))
        return self.filter(Q(deleted_at=None) | Exists(below))

    def below(self, root: "Post") -> Self:
        return self.filter(path__startswith=root.path, depth__gt=root.depth)

    def in_thread_order(self) -> Self:
        return self.order_by("path")

    def for_display(self) -> Self:
        return self.select_related("author")

    def for_page(self) -> Self:
        """With all that rules and verbs ask of a post."""
        return self.select_related(
            "author",
            "topic__community",
            "topic__space__community",
            "topic__author",
            "topic__acceptance",
            "topic__closure",
        )

    def with_nonce(self, author: "User", nonce: str | None, sent: str) -> "Post | None":
        """What this author already wrote with this nonce: a form sent twice writes once.

        Raises NonceSpent if something else was sent with it then.
        """
        earlier = self.filter(author=author, nonce=nonce).first() if nonce else None
        if earlier and earlier.sent not in ("", sent):
            raise NonceSpent
        return earlier

    def add(  # noqa: PLR0913 - a post is all of this
        self,
        topic: "Topic",
        source: str,
        *,
        by: "User",
        parent: "Post | None" = None,
        nonce: str | None = None,
        sent: str = "",
    ) -> "Post":
        """Write a post under the topic's lock and bring its counters along."""
        number = topic.post_count + 1
        written = compose(source, topic.space, by=by)
        post = self.create(
            topic=topic,
            community_id=topic.community_id,
            author=by,
            parent=parent,
            number=number,
            path=(parent.path if parent else "") + step(number),
            depth=parent.depth + 1 if parent else 0,
            source=source,
            html=written.html,
            nonce=nonce or None,
            sent=sent if nonce else "",
        )
        Mention.objects.note(post, written.mentioned)
        uses.note(post, written.uploads, topic.space)
        linking.note(post, written.targets, topic.space)
        topic.post_count, topic.page_version = number, topic.page_version + 1
        topic.active_at, topic.last_post_by = post.created_at, by
        topic.hear(by.pk)
        if number == 1:
            topic.gist = written.gist
        topic.answer_count += number > 1 and parent is None
        topic.reply_count += number > 1
        topic.save(
            update_fields=[
                "post_count",
                "page_version",
                "active_at",
                "last_post_by",
                "recent_author_ids",
                "gist",
                "answer_count",
                "reply_count",
            ]
        )
        return post


def fingerprint(*sent: Any) -> str:
    """Tells whether the same was sent again, or something else."""
    return hashlib.sha256(json.dumps(sent).encode()).hexdigest()[:32]


PATH_STEP = 4
SEVERAL = 2


def step(number: int) -> str:
    """One level of a path: sorts as text as the number does; 36⁴ posts in a topic."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    for _ in range(PATH_STEP):
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text


class Post(models.Model):
    """A contribution inside a topic; on a question, a first-level post is an answer.

    ``number`` counts within the topic and is its permalink; ``path`` is set once and sorts the
    tree as it is read.
    """

    names_begun: list[int]  # by one that is not posted yet

    topic = models.ForeignKey("discussions.Topic", models.CASCADE, related_name="posts")
    community = models.ForeignKey("communities.Community", models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    number = models.PositiveIntegerField()
    path = models.TextField(db_collation="C")
    depth = models.PositiveSmallIntegerField(default=0)
    source = models.TextField()
    html = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    useful_count = models.PositiveIntegerField(default=0)
    # Of reactions. The defaults are in the database too, for the release before this.
    worked_count = models.PositiveIntegerField(default=0, db_default=0)
    partly_count = models.PositiveIntegerField(default=0, db_default=0)
    failed_count = models.PositiveIntegerField(default=0, db_default=0)
    outdated_count = models.PositiveIntegerField(default=0, db_default=0)
    unsafe_count = models.PositiveIntegerField(default=0, db_default=0)
    # What answers are sorted by, kept by PostgreSQL: no act and no import can forget it.
    merit = models.GeneratedField(
        expression=ranking.merit(
            useful=F("useful_count"),
            worked=F("worked_count"),
            partly=F("partly_count"),
            failed=F("failed_count"),
            outdated=F("outdated_count"),
            unsafe=F("unsafe_count"),
        ),
        output_field=models.FloatField(),
        db_persist=True,
    )
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique
    # Fingerprint of what came with the nonce. In the database too, for the release before this.
    sent = models.CharField(max_length=32, blank=True, default="", db_default="", editable=False)
    # Of imported posts: site, url, author, author_url, licence, licence_url. Edits leave it alone.
    attribution = models.JSONField(null=True, blank=True)
    # See `Mailed`; here too, so that a page with posts asks for nothing more.
    by_mail = models.BooleanField(default=False, db_default=False, editable=False)
    has_quoted = models.BooleanField(default=False, db_default=False, editable=False)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    OPENING_PATH = step(1)

    objects: ClassVar = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="post_number_unique"),
            models.UniqueConstraint(fields=["author", "nonce"], name="post_nonce_unique"),
        ]
        indexes = [
            models.Index(fields=["topic", "path"], name="post_tree"),
            models.Index(fields=["author", "-id"], name="post_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}#{self.number}"

    def get_absolute_url(self) -> str:
        """Leads to wherever the post is read: see `discussions.views.posts.permalink`."""
        return f"{self.topic.address}posts/{self.number}/"

    @property
    def branch_url(self) -> str:
        return f"{self.get_absolute_url()}branch/"

    @property
    def root_path(self) -> str:
        """The path of the first-level post that it hangs below, or is."""
        return self.path[:PATH_STEP]

    @property
    def is_opening(self) -> bool:
        return self.number == 1

    @property
    def names(self) -> Any:
        """Whom it names, as ids."""
        return self.names_begun if self.pk is None else self.mentions.values("user")

    @property
    def is_answer(self) -> bool:
        return self.number > 1 and self.parent_id is None and self.topic.is_question

    @property
    def takes_reactions(self) -> bool:
        """What proposes something that one can do: other posts are talk about it."""
        return self.is_answer or (self.is_opening and self.topic.is_story)

    @property
    def tried_count(self) -> int:
        return self.worked_count + self.partly_count + self.failed_count

    @property
    def is_called_outdated(self) -> bool:
        """By so many that it is no slip of one hand."""
        return self.outdated_count >= SEVERAL

    def announce(self) -> None:
        """Record a new answer or reply as an activity and tell whoever follows."""
        to = self.parent.author if self.parent else self.topic.author
        verb = "answered" if self.is_answer else "replied"
        Activity.objects.record(verb, self, by=self.author, space=self.topic.space, to=to)
        publish(PostAdded(self.pk))

    def note_mail(self, *, message_id: str, quoted: str) -> None:
        """Keep by which mail it came; in the transaction that writes it."""
        kept, _new = Mailed.objects.get_or_create(
            post=self, defaults={"message_id": message_id, "quoted": quoted}
        )
        self.by_mail, self.has_quoted = True, bool(kept.quoted)
        self.save(update_fields=["by_mail", "has_quoted"])

    def edit(self, source: str, *, by: "User", version: int, reason: str = "") -> None:
        """Rewrite an answer or reply, keeping what it said. Raises StaleVersion, PostHasMoved."""
        if self.is_opening:
            raise OpeningPost
        with transaction.atomic():
            self.topic = type(self.topic).objects.lock(self.topic_id)  # it may have moved
            type(self.topic).objects.renew_page(self.topic_id)
            Revision.objects.keep_post(self, by=by, version=version, reason=reason)
            self.rewrite(source, by=by)
            publish(PostEdited(self.pk))

    def rewrite(self, source: str, *, by: "User") -> None:
        """Set the text; whoever calls has kept the revision."""
        written = compose(source, self.topic.space, by=by, post=self)
        self.source, self.html, self.edited_at = source, written.html, timezone.now()
        Post.objects.filter(pk=self.pk).update(
            source=source, html=written.html, edited_at=self.edited_at, version=F("version") + 1
        )
        self.version += 1
        Mention.objects.note(self, written.mentioned)
        uses.note(self, written.uploads, self.topic.space)
        linking.note_anew(self, written.targets, self.topic.space)
        if self.is_opening:
            type(self.topic).objects.filter(pk=self.topic_id).update(gist=written.gist)

    def render_anew(self) -> None:
        """Write the HTML of the text that stands: a file that it showed is no more.

        Raises PostHasMoved.
        """
        with transaction.atomic():
            type(self.topic).objects.renew_page(self.topic_id)
            current = Post.objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            if current.topic_id != self.topic_id:
                raise PostHasMoved
            written = compose_anew(current, self.topic.space)
            Post.objects.filter(pk=self.pk).update(html=written.html)
            if self.is_opening:
                type(self.topic).objects.filter(pk=self.topic_id).update(gist=written.gist)

    def find_links(self) -> None:
        """Note where the text that stands leads: of what was written past the verbs."""
        with transaction.atomic():
            self.topic = type(self.topic).objects.lock(self.topic_id)
            current = Post.objects.get(pk=self.pk)
            if current.deleted_at is None and self.topic.deleted_at is None:
                targets = linking.targets_in([markdown.parse(current.source)])
                linking.note_anew(self, targets, self.topic.space)

    def delete_softly(self, *, by: "User") -> None:
        """Empty the post's place in the thread; its replies stay. Raises OpeningPost."""
        self._set_presence(present=False, by=by)

    def restore(self, *, by: "User") -> None:
        self._set_presence(present=True, by=by)

    def _set_presence(self, *, present: bool, by: "User") -> None:
        if self.is_opening:
            raise OpeningPost
        with transaction.atomic():
            topic = type(self.topic).objects.lock(self.topic_id)
            if (topic.held(self).deleted_at is None) == present:
                return
            Post.objects.filter(pk=self.pk).update(
                deleted_at=None if present else timezone.now(), deleted_by=None if present else by
            )
            mine = Post.objects.filter(pk=self.pk)
            if not present:
                uses.hide(mine, topic.space)
                linking.hide(mine, topic.space)
            elif topic.deleted_at is None:
                uses.show(mine, topic.space)
                linking.show(mine, topic.space)
            change = 1 if present else -1
            topic.answer_count += change * (self.parent_id is None)
            topic.reply_count += change
            topic.listen_again()
            topic.save(update_fields=["answer_count", "reply_count", "recent_author_ids"])
            topic.renew()
            publish(PostRestored(self.pk) if present else PostDeleted(self.pk))
        self.refresh_from_db()

    def ensure_present(self) -> None:
        if self.deleted_at:
            raise PostIsDeleted
