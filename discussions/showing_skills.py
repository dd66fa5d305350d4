"""Accepted answers show what somebody can do: `members/skills/sources.py`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from discussions.events import (
    AcceptanceWithdrawn,
    AnswerAccepted,
    PostDeleted,
    PostRestored,
    TopicEdited,
    TopicMerged,
    TopicMoved,
    TopicSplit,
)
from discussions.models import Acceptance, Kind, Post, Reaction
from discussions.models.reaction import Word
from members.profile import Entry
from members.skills.models import Evidence
from members.skills.noting import note
from members.skills.sources import Piece, Source, declare


@declare
class Answers(Source):
    """By the number of the post. Who accepts their own shows nothing by it."""

    kind = "answer"
    label = _("Accepted answer")
    glyph = "circle-check"
    document = "post"

    def every(self) -> QuerySet[Post]:
        return Post.objects.filter(acceptance__isnull=False)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(pk__in=Post.objects.filter(pk__in=ids).values("topic__space"))

    def pieces(self, ids: Sequence[int]) -> Iterator[Piece]:
        accepted = Acceptance.objects.filter(
            answer__in=ids,
            answer__deleted_at=None,
            topic__deleted_at=None,
            topic__kind=Kind.QUESTION,
            topic=F("answer__topic"),
        )
        related = accepted.select_related("answer", "topic__space")
        for one in related.prefetch_related("topic__tags"):
            yield Piece(
                source_id=one.answer_id,
                user_id=one.answer.author_id,
                tags=[tag.pk for tag in one.topic.tags.all()],
                space=one.topic.space,
                at=one.accepted_at,
                witness_id=one.accepted_by_id,
            )

    def entries(self, viewer: Any, ids: Sequence[int]) -> dict[int, Entry]:
        posts = Post.objects.visible_to(viewer).filter(pk__in=ids, deleted_at=None)
        found = posts.select_related("topic__community").defer("source", "html")
        return {post.pk: Entry(post.topic.title, post.get_absolute_url()) for post in found}

    def shared_with(self, user: Any, ids: Sequence[int]) -> Iterable[int]:
        """Who asked, who accepted it, and for whom it worked."""
        tried = Reaction.objects.filter(word=Word.WORKED, user=user.pk).values("post")
        had = Q(topic__author=user.pk) | Q(acceptance__accepted_by=user.pk) | Q(pk__in=tried)
        return Post.objects.filter(had, pk__in=ids).values_list("pk", flat=True)


def note_topics(*ids: int) -> None:
    """Also an answer that was accepted there until now."""
    answers = Acceptance.objects.filter(topic__in=ids).values_list("answer", flat=True)
    kept = Evidence.objects.filter(kind=Answers.kind)
    were = kept.filter(source_id__in=Post.objects.filter(topic__in=ids).values("pk"))
    note(Answers.kind, [*answers, *were.values_list("source_id", flat=True)])


@subscribe(AnswerAccepted)
def accepted(event: AnswerAccepted) -> None:
    for acceptance in Acceptance.objects.filter(pk=event.acceptance_id):
        note_topics(acceptance.topic_id)


@subscribe(AcceptanceWithdrawn)
def withdrawn(event: AcceptanceWithdrawn) -> None:
    note(Answers.kind, [event.post_id])


@subscribe(PostDeleted)
@subscribe(PostRestored)
def there_or_not(event: PostDeleted | PostRestored) -> None:
    """With an opening post goes its topic."""
    for post in Post.objects.filter(pk=event.post_id):
        note_topics(post.topic_id)


@subscribe(TopicEdited)
@subscribe(TopicMoved)
def changed(event: TopicEdited | TopicMoved) -> None:
    note_topics(event.topic_id)


@subscribe(TopicSplit)
def split(event: TopicSplit) -> None:
    note_topics(event.topic_id, event.new_topic_id)


@subscribe(TopicMerged)
def merged(event: TopicMerged) -> None:
    note_topics(event.topic_id, event.into_id)
