from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, JSONObject
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Activity, Community, Space, Tag
from core.events import publish
from core.lookups import AnyOf
from core.markdown import excerpt
from core.models import PageVersion
from discussions import linking, unread, uses
from discussions.errors import PostHasMoved, TopicIsClosed, TopicIsGone
from discussions.events import TopicEdited, TopicStarted
from discussions.models.agenda import AgendaItem
from discussions.models.ask import Ask
from discussions.models.draft import VERSION, Draft
from discussions.models.forward import Merger
from discussions.models.mention import Mention
from discussions.models.post import Post, fingerprint
from discussions.models.revision import Revision
from discussions.models.turn import Told, Turn
from discussions.tagging import count_tags_of, retag
from discussions.writing import GIST_LENGTH

if TYPE_CHECKING:
    from discussions.models.banner import Banner

FACES = 4  # in a row of a list
CHARTER = ("domain", "who", "practice", "code_of_conduct")  # long texts, which no row shows


def last_of(author_ids: Sequence[int]) -> list[int]:
    """Of whoever wrote a topic's posts, in their order, those whose faces a list shows."""
    return list(dict.fromkeys(reversed(author_ids)))[:FACES]


class Kind(models.TextChoices):
    QUESTION = "question", _("Question")
    DISCUSSION = "discussion", _("Discussion")
    STORY = "story", _("Practice story")
    ANNOUNCEMENT = "announcement", _("Announcement")


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.filter(space__in=Space.objects.visible_to(viewer), deleted_at=None)

    def questions(self) -> Self:
        return self.filter(kind=Kind.QUESTION)

    def stories(self) -> Self:
        return self.filter(kind=Kind.STORY)

    def unanswered(self) -> Self:
        return self.questions().filter(answer_count=0, closure=None)

    def naming(self, user: "User") -> Self:
        """Whose opening post names the user, who has not written there yet."""
        named = Mention.objects.filter(user=user, post__topic=OuterRef("pk"), post__number=1)
        written = Post.objects.filter(author=user, topic=OuterRef("pk"))
        return self.filter(Exists(named), ~Exists(written))

    def with_call_on(self, viewer: "User") -> Self:
        """Annotate ``names_viewer``: an open question that asks the viewer by name."""
        mine = Topic.objects.filter(pk=OuterRef("pk")).unsolved().naming(viewer)
        return self.annotate(names_viewer=Exists(mine))

    def put_to(self, user: "User") -> Self:
        """Put to the user by an ask that they have not declined."""
        return self.filter(asks__user=user, asks__declined_at=None)

    def with_asks(self, viewer: Any) -> Self:
        """Annotate to how many it was put, the viewer's own ask, and whether it is to be taken up.

        A list asks for `with_ask_of` alone.
        """
        on_agenda = Exists(AgendaItem.objects.filter(topic=OuterRef("pk")))
        counted = self.annotate(asked_count=Ask.objects.count_of_each(), is_on_agenda=on_agenda)
        return counted.with_ask_of(viewer)

    def with_ask_of(self, viewer: Any) -> Self:
        """Annotate ``ask_row``: how it was put to the viewer, or None. See `Topic.my_ask`."""
        if not viewer.is_authenticated:
            return self.annotate(ask_row=Value(None, models.JSONField()))
        return self.annotate(ask_row=Ask.objects.of_each(viewer))

    def begun_here(self) -> Self:
        """Not brought from elsewhere."""
        openings = Post.objects.written_here().filter(topic=OuterRef("pk"), number=1)
        return self.filter(Exists(openings))

    def unsolved(self) -> Self:
        return self.questions().filter(acceptance=None, closure=None)

    def solved(self) -> Self:
        return self.questions().filter(acceptance__isnull=False)

    def tagged(self, name: str) -> Self:
        return self.filter(Q(tags__name=name))

    def unread_by(self, viewer: Any) -> Self:
        """Topics that have grown since the viewer read them: those that they track or watch."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(unread.may_be_unread_by(viewer), unread.is_unread_by(viewer))

    def with_place_of(self, viewer: Any) -> Self:
        """Annotate how far the viewer has read: ``read_up_to`` and ``unread_count``."""
        place: dict[str, Any]
        if not viewer.is_authenticated:
            place = {"read_up_to": Value(None, models.IntegerField()), "unread_count": Value(0)}
        else:
            place = {"read_up_to": unread.read_up_to(viewer), "unread_count": unread.count(viewer)}
        return self.annotate(**place)

    def with_draft_of(self, viewer: Any) -> Self:
        """Annotate ``draft``: the fields of the reply that the viewer has begun, or None."""
        if not viewer.is_authenticated:
            return self.annotate(draft=Value(None, models.JSONField()))
        key = Concat(Value("reply/"), Cast(OuterRef("pk"), models.CharField()))
        mine = Draft.objects.filter(user_id=viewer.pk, key=key)
        both = Func(
            F("fields"), JSONObject(**{VERSION: "version"}), template="%(expressions)s",
            arg_joiner=" || ", output_field=models.JSONField(),
        )  # fmt: skip
        return self.annotate(draft=Subquery(mine.values(both=both)))

    def repeating(self, original: Any) -> Self:
        """Closed because the original has it already."""
        return self.filter(closure__duplicate_of=original)

    def with_duplicates_for(self, viewer: Any) -> Self:
        """Annotate ``duplicate_count``: how many that the viewer may see repeat it."""
        return self.annotate(duplicate_count=duplicates_of_each(viewer))

    def with_turns(self, viewer: Any) -> Self:
        """Annotate what `Topic.turns_told` reads."""
        return self.annotate(turn_rows=Turn.objects.of_each(viewer))

    def pinned(self, community: Any) -> Self:
        return self.filter(community=community, pinned_at__isnull=False).order_by("-pinned_at")

    def best_solved_in(self, community: Community) -> "Topic | None":
        """The solved question that most found useful, with its answer and the people in it."""
        people = ("author", "acceptance__answer__author", "acceptance__accepted_by")
        return self.best_solved(community).select_related("community", *people).first()

    def best_solved(self, community: Any) -> Self:
        solved = self.filter(community=community).solved()
        present = solved.filter(acceptance__answer__deleted_at=None)
        return present.order_by("-useful_count", "-pk")

    def with_tags(self) -> Self:
        tags = Tag.objects.filter(topics=OuterRef("pk")).order_by("name")
        return self.annotate(tag_names=ArraySubquery(tags.values("name")))

    def for_list(self) -> Self:
        """All that a row shows, in one query: author, state, tags and the last people in it."""
        spoke, whole = OuterRef("recent_author_ids"), models.IntegerField()
        place = Func(spoke, F("pk"), function="array_position", output_field=whole)
        people = User.objects.filter(AnyOf(F("pk"), spoke)).alias(place=place).order_by("place")
        person = JSONObject(name="name", handle="handle", dye="dye")
        return (
            self.with_tags()
            .select_related("author", "space", "acceptance", "closure", "community")
            .defer(*(f"community__{name}" for name in CHARTER))
            .annotate(people=ArraySubquery(people.values(person=person)))
        )

    def for_page(self) -> Self:
        return self.select_related(
            "community", "space__community", "author", "acceptance", "closure", "banner"
        )

    def lock(self, pk: int) -> "Topic":
        """The topic, alone in this transaction, with all that its verbs ask of it."""
        list(self.filter(pk=pk).select_for_update(no_key=True).values_list("pk"))
        # A statement after the lock: one that waits joins what it locks with closures and spaces
        # as they were before it waited.
        return self.for_page().get(pk=pk)

    def hold(self, ids: Iterable[int]) -> None:
        """Lock many, for whoever writes past their verbs: before anything else, in one order."""
        many = self.filter(pk__in=set(ids)).order_by("pk")
        list(many.select_for_update(of=("self",), no_key=True).values_list("pk"))

    def renew_page(self, pk: int) -> None:
        """Say that its page shows something else from the commit on.

        It locks the topic, so it comes first: whoever came by a post would wait for an act that
        comes by the topic, and that for them.
        """
        self.filter(pk=pk).update(page_version=F("page_version") + 1)

    def start(  # noqa: PLR0913 - a topic is all of this
        self,
        space: Space,
        *,
        kind: str,
        title: str,
        source: str,
        tags: list[str],
        by: "User",
        nonce: str | None = None,
    ) -> "Topic":
        """Begin a topic with its opening post.

        The same author and nonce a second time, as from a double click, gives the first topic.
        Raises NonceSpent.
        """
        sent = fingerprint(space.pk, kind, title, source, sorted(tags))
        try:
            with transaction.atomic():
                topic = self.create(
                    community_id=space.community_id, space=space, kind=kind, title=title, author=by
                )
                retag(topic, tags)
                topic.count(1)
                Post.objects.add(topic, source, by=by, nonce=nonce, sent=sent)
                topic.announce()
        except IntegrityError:
            if earlier := Post.objects.with_nonce(by, nonce, sent):
                return earlier.topic
            raise
        return topic


def duplicates_of_each(viewer: Any) -> Coalesce:
    """How many topics that the viewer may see repeat each topic of a query."""
    repeating = Topic.objects.visible_to(viewer).repeating(OuterRef("pk")).order_by()
    counted = repeating.values("closure__duplicate_of").annotate(n=models.Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


class Topic(models.Model):
    """A thread of any kind; the opening post has number 1."""

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

    def get_absolute_url(self) -> str:
        return f"{self.address[:-1]}-{self.slug}/"

    @property
    def address(self) -> str:
        """The shortest way here, and what the addresses of its parts begin with."""
        return f"{self.community.address}t/{self.pk}/"

    @property
    def target(self) -> str:
        """Its name for whoever follows it, and for the notices about it."""
        return f"topic:{self.pk}"

    @property
    def slug(self) -> str:
        return slugify(self.title)[:80].strip("-") or "topic"

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

    def ensure_open(self) -> None:
        if self.is_closed:
            raise TopicIsClosed

    def ensure_present(self) -> None:
        if self.deleted_at:
            raise TopicIsGone

    def ensure_takes_posts_of(self, user: "User") -> None:
        """A moderator has the last word in a closed topic, and can point to a better place."""
        self.ensure_present()
        if self.is_closed and not self.community.standing_of(user).moderates:
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
