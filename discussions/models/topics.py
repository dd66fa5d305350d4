from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from accounts.models import User
from communities.models import Community, Space, Tag
from core.compiled import compiled
from core.lookups import AnyOf
from discussions import unread
from discussions.models.agenda import AgendaItem
from discussions.models.ask import Ask
from discussions.models.draft import VERSION, Draft
from discussions.models.kind import Kind
from discussions.models.mention import Mention
from discussions.models.post import Post, fingerprint
from discussions.models.turn import Turn
from discussions.tagging import retag

if TYPE_CHECKING:
    from discussions.models.topic import Topic

CHARTER = ("domain", "who", "practice", "code_of_conduct")  # long texts, which no row shows


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
        mine = self.model.objects.filter(pk=OuterRef("pk")).unsolved().naming(viewer)
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

    def duplicates_of_each(self, viewer: Any) -> Coalesce:
        """How many topics that the viewer may see repeat each topic of a query."""
        repeating = self.visible_to(viewer).repeating(OuterRef("pk")).order_by()
        counted = repeating.values("closure__duplicate_of").annotate(n=models.Count("pk"))
        return Coalesce(Subquery(counted.values("n")), 0)

    def with_duplicates_for(self, viewer: Any) -> Self:
        """Annotate ``duplicate_count``: how many that the viewer may see repeat it."""
        return self.annotate(duplicate_count=self.model.objects.duplicates_of_each(viewer))

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
        person = JSONObject(name="name", handle="handle", dye="dye", photo="photo")
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
        found = _whole(pk=pk)
        if not found:
            raise self.model.DoesNotExist
        return found[0]

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


@compiled()
def _whole(pk: Any) -> TopicQuerySet:
    from discussions.models.topic import Topic  # topic.py imports this module

    return Topic.objects.for_page().filter(pk=pk)
