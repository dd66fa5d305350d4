"""What mail can be sent to here: a reply goes below the post that a mail told of."""

from typing import Any

from django.shortcuts import get_object_or_404

from accounts.models import User
from discussions import access, rules
from discussions.errors import PostHasMoved, TopicIsClosed, TopicIsGone
from discussions.models import Post, Vote
from notifications import inbound
from notifications.follows import Name
from notifications.inbound import Reason, Refused
from notifications.models import Follow, Level


class Answering(inbound.Destination):
    """A post, or a topic, by which is meant its opening post."""

    def posts(self, name: str, *, by: User) -> Any:
        raise NotImplementedError

    def seen(self, name: str, *, by: User) -> Post:
        post = get_object_or_404(self.posts(name, by=by))
        if not rules.can_take_part(by, post.topic):
            raise Refused(Reason.NOT_MEMBER)
        return post

    def find(self, name: str, *, by: User) -> Post:
        post = self.seen(name, by=by)
        if post.topic.is_closed and not rules.can_reply(by, post.topic):
            raise Refused(Reason.CLOSED, url=post.topic.get_absolute_url())
        return access.post_to_reply_to(by, post.topic_id, post.number)

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
        post = self.posts(name, by=by).first()
        return Name(post.topic.title, post.get_absolute_url()) if post else None

    def stream(self, thing: Post) -> str:
        return thing.topic.target


@inbound.on("post")
class ReplyToPost(Answering):
    def posts(self, name: str, *, by: User) -> Any:
        return Post.objects.visible_to(by).for_page().filter(pk=int(name))


@inbound.on("topic")
class ReplyToTopic(Answering):
    def posts(self, name: str, *, by: User) -> Any:
        return Post.objects.visible_to(by).for_page().filter(topic=int(name), number=1)


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
