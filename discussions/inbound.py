"""What mail can be sent to here.

A reply goes below the post that a mail told of; what goes to the address of a space begins a topic.
"""

import re
from typing import Any, cast

from django.db.models import QuerySet
from django.forms import CharField
from django.http import Http404

from accounts.models import User
from communities.models import Space
from core.compiled import compiled
from discussions import rules
from discussions.errors import PostHasMoved, TopicIsClosed, TopicIsGone
from discussions.forms import TopicForm
from discussions.models import Kind, Post, Template, Topic, Vote
from notifications import inbound
from notifications.follows import Name
from notifications.inbound import Reason, Refused
from notifications.models import Follow, Level


@compiled()
def _post(viewer: Any, pk: Any) -> QuerySet[Post]:
    return Post.objects.visible_to(viewer).for_page().filter(pk=pk)


@compiled()
def _opening(viewer: Any, topic: Any) -> QuerySet[Post]:
    return Post.objects.visible_to(viewer).for_page().filter(topic=topic, number=1)


class Answering(inbound.Destination):
    """A post, or a topic, by which is meant its opening post."""

    def posts(self, name: str, *, by: User) -> list[Post]:
        """It alone, or none where they may not see it."""
        raise NotImplementedError

    def seen(self, name: str, *, by: User) -> Post:
        found = self.posts(name, by=by)
        if not found:
            raise Http404
        [post] = found
        if not rules.can_take_part(by, post.topic):
            raise Refused(Reason.NOT_MEMBER)
        return post

    def find(self, name: str, *, by: User) -> Post:
        post = self.seen(name, by=by)
        if not rules.can_reply(by, post.topic):
            raise Refused(Reason.CLOSED, url=post.topic.get_absolute_url())
        return post

    def take(self, thing: Post, written: inbound.Written, *, by: User) -> str:
        try:
            post = thing.topic.reply(
                written.markdown,
                by=by,
                parent=None if thing.is_opening else thing,
                nonce=written.key,
            )
        except TopicIsClosed as error:
            raise Refused(Reason.CLOSED) from error
        except (TopicIsGone, PostHasMoved) as error:
            raise Refused(Reason.GONE) from error
        post.note_mail(message_id=written.message_id, quoted=written.quoted)
        return post.get_absolute_url()

    def named(self, name: str, *, by: User) -> Name | None:
        found = self.posts(name, by=by)
        return Name(found[0].topic.title, found[0].get_absolute_url()) if found else None

    def stream(self, thing: Post) -> str:
        return thing.topic.target


@inbound.on("post")
class ReplyToPost(Answering):
    def sources(self, names: set[str]) -> dict[str, str]:
        return _sources(Post.objects.filter(pk__in=map(int, names)))

    def posts(self, name: str, *, by: User) -> list[Post]:
        return _post(viewer=by, pk=int(name))


@inbound.on("topic")
class ReplyToTopic(Answering):
    def sources(self, names: set[str]) -> dict[str, str]:
        return _sources(Topic.objects.filter(pk__in=map(int, names), closure=None))

    def posts(self, name: str, *, by: User) -> list[Post]:
        return _opening(viewer=by, topic=int(name))


def _sources(rows: QuerySet[Any]) -> dict[str, str]:
    return {str(pk): f"community:{its}" for pk, its in rows.values_list("pk", "community")}


@inbound.command("post", "mute")
@inbound.command("topic", "mute")
def mute(thing: Post, *, by: User) -> None:
    Follow.objects.choose(thing.topic.target, Level.MUTED, by=by)


@inbound.command("post", "watch", "follow")
@inbound.command("topic", "watch", "follow")
def watch(thing: Post, *, by: User) -> None:
    Follow.objects.choose(thing.topic.target, Level.WATCHING, by=by)


@inbound.command("post", "+1", "👍", "useful")
@inbound.command("topic", "+1", "👍", "useful")
def find_useful(thing: Post, *, by: User) -> None:
    Vote.objects.cast(thing, by=by)


# How a subject says which kind of topic it begins. A story is told in parts, which a mail has not.
KINDS = {
    "question": Kind.QUESTION,
    "discussion": Kind.DISCUSSION,
    "announcement": Kind.ANNOUNCEMENT,
}
_SAID_KIND = re.compile(r"\s*\[(question|discussion|announcement)\]\s*", re.IGNORECASE)
_PASSED_ON = re.compile(r"\s*((re|fwd?|aw|wg|sv|vs|tr|rv)\s*:\s*)+", re.IGNORECASE)


@inbound.on("space")
class NewTopic(inbound.Destination):
    """A space, whose members begin topics by mail to ``COMMUNITY.SPACE``."""

    def find(self, name: str, *, by: User) -> Space:
        community, _slash, slug = name.partition("/")
        seen = Space.objects.visible_to(by).filter(community__slug=community, slug=slug)
        space = seen.select_related("community").first()
        if space is None or not space.takes_mail:
            raise Refused(Reason.NO_SPACE)
        if not rules.can_start(by, space.community, space=space):
            raise Refused(Reason.NOT_MEMBER, url=space.community.get_absolute_url())
        return space

    def take(self, thing: Space, written: inbound.Written, *, by: User) -> str:
        kind, title = subject_read(written.subject, usual=thing.mail_kind)
        verdict = rules.can_start(by, thing.community, kind, thing)
        if not verdict:
            raise Refused(Reason.NOT_ALLOWED, said=verdict.reason)
        ensure_title(title)
        if Template.objects.is_unfilled(thing.community, written.markdown):
            raise Refused(Reason.UNFILLED)
        topic = Topic.objects.start(
            thing,
            kind=kind,
            title=title,
            source=written.markdown,
            tags=[],
            by=by,
            nonce=written.key,
        )
        topic.opening.note_mail(message_id=written.message_id, quoted=written.quoted)
        return topic.get_absolute_url()

    def named(self, name: str, *, by: User) -> Name | None:
        community, _slash, slug = name.partition("/")
        seen = Space.objects.visible_to(by).filter(community__slug=community, slug=slug)
        space = seen.select_related("community").first()
        return Name(space.name, f"{space.community.address}?space={slug}") if space else None

    def stream(self, thing: Space) -> str:
        return thing.community.scope


def subject_read(subject: str, *, usual: str = "") -> tuple[str, str]:
    """The kind of topic that a subject begins, and its title.

    Where it does not say which, it is the usual one of its space; else what asks is a question.
    """
    subject = _PASSED_ON.sub("", subject, count=1) if _PASSED_ON.match(subject) else subject
    said = _SAID_KIND.match(subject)
    title = " ".join((subject[said.end() :] if said else subject).split())
    if said:
        return KINDS[said[1].lower()], title
    if usual:
        return Kind(usual), title
    return (Kind.QUESTION if title.endswith(("?", "？", "؟")) else Kind.DISCUSSION), title


def ensure_title(title: str) -> None:
    """As the form does. Raises Refused."""
    field = cast(CharField, TopicForm.base_fields["title"])
    if not title:
        raise Refused(Reason.NO_TITLE)
    if len(title) < (field.min_length or 0):
        raise Refused(Reason.SHORT_TITLE)
    if len(title) > (field.max_length or len(title)):
        raise Refused(Reason.LONG_TITLE)
