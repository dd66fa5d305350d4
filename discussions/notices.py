"""What discussions tell, and to whom. The first kind that a post has for somebody is the one."""

from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Membership
from communities.notices import letterhead_of
from core.markdown import excerpt, for_mail, mail_text
from discussions import (
    following,  # noqa: F401 - it declares that topics can be followed
    matters,
)
from discussions.events import (
    AnswerAccepted,
    PostAdded,
    PostEdited,
    ReactionLeft,
    TopicClosed,
    TopicMoved,
    TopicReopened,
    TopicStarted,
)
from discussions.following import chain_of, members_of, unmuted_members_of, unmuting
from discussions.models import (
    Acceptance,
    Closure,
    Kind,
    Mailed,
    Post,
    Reaction,
    ReadMark,
    Topic,
    Turn,
)
from discussions.models.closure import Reason
from discussions.models.reaction import Word
from discussions.models.turn import What
from members.following import key_of
from members.matters import PEOPLE
from notifications import notices
from notifications.letterhead import Letterhead
from notifications.models import Follow, Level, Notice

# Mail programs cut a mail off at 100 kB; a longer text is told of by how it begins.
LONGEST = 40_000
BEGINNING = 1_000


class TopicNews(notices.Kind):
    """About anything that has a ``topic``."""

    why = _("You get this because you follow this topic, or it concerns you.")
    stop = _("Stop emails about this topic")
    subject = _("News in a topic of {name}")

    def title(self, thing: Any) -> str:
        return thing.topic.title

    def url(self, thing: Any) -> str:
        return thing.topic.get_absolute_url()

    def group(self, thing: Any) -> str:
        return thing.topic.target

    def replies_to(self, notice: Notice) -> str:
        return notice.group

    def place(self, thing: Any) -> notices.Place | None:
        return thing.topic.space

    def letterhead(self, thing: Any) -> Letterhead:
        return letterhead_of(thing.topic.community)

    def began_with(self, thing: Any, user: User) -> str:
        is_theirs = thing.topic.author_id == user.pk
        return Mailed.objects.id_of_opening(thing.topic.pk) if is_theirs else ""


class PostNews(TopicNews):
    """About a post, which its mail shows whole."""

    template = "discussions/emails/post"
    action = _("Read it in its place")
    is_personal = False  # of somebody whom the post addresses, and not of whoever follows

    def load(self, event: Any) -> Post | None:
        return self.load_once(event, {})

    def load_once(self, event: Any, found: dict[Any, Any]) -> Post | None:
        how = type(self).find
        if how not in found:
            found[how] = self.find(event)
        post: Post | None = found[how]
        return post if post and self.tells_of(post) else None

    def find(self, event: Any) -> Post | None:
        return present_posts().filter(pk=event.post_id).first()

    def tells_of(self, post: Post) -> bool:
        """Also asked of a post that is not yet posted (discussions/reach.py)."""
        return True

    def actor(self, post: Post) -> User:
        return post.author

    def excerpt(self, post: Post) -> str:
        return excerpt(post.html, 200)

    def url(self, post: Post) -> str:
        return post.get_absolute_url()

    def key(self, post: Post) -> str:
        return post.topic.target if post.is_opening else f"post:{post.pk}"

    def replies_to(self, notice: Notice) -> str:
        return notice.key

    def references(self, post: Post) -> tuple[str, ...]:
        return Mailed.objects.ids_of(post.parent_id, post.pk)

    def recipients(self, post: Post) -> QuerySet[User]:
        """Without those who have read it before they could be told."""
        read = ReadMark.objects.filter(topic=post.topic_id, number__gte=post.number)
        return self.candidates(post).exclude(pk__in=read.values("user"))

    def candidates(self, post: Post) -> QuerySet[User]:
        """Those addressed but whoever mutes it."""
        return unmuting(self.addressed(post), post.topic)

    def addressed(self, post: Post) -> QuerySet[User]:
        raise NotImplementedError

    def mail(self, post: Post) -> dict[str, Any]:
        origin = settings.SITE_ORIGIN
        if len(post.html) > LONGEST:
            return {"html": "", "text": excerpt(post.html, BEGINNING)}
        return {"html": for_mail(post.html, origin), "text": mail_text(post.html, origin)}


def present_posts() -> Any:
    return Post.objects.present().filter(topic__deleted_at=None).for_page()


@notices.on(PostAdded)
class YourQuestionWasAnswered(PostNews):
    matter = matters.ANSWERS
    label = _("{actor} answered your question")
    is_personal = True

    def tells_of(self, post: Post) -> bool:
        return post.is_answer

    def addressed(self, post: Post) -> QuerySet[User]:
        return members_of(post.topic).filter(pk=post.topic.author_id)


@notices.on(PostAdded)
class SomebodyRepliedToYou(PostNews):
    matter = matters.ANSWERS
    label = _("{actor} replied to you")
    is_personal = True

    def tells_of(self, post: Post) -> bool:
        return post.parent is not None

    def addressed(self, post: Post) -> QuerySet[User]:
        return members_of(post.topic).filter(pk=post.parent.author_id if post.parent else 0)


@notices.on(PostAdded)
class YouWereNamed(PostNews):
    matter = matters.MENTIONS
    label = _("{actor} mentioned you")
    is_personal = True

    def addressed(self, post: Post) -> QuerySet[User]:
        return members_of(post.topic).filter(pk__in=post.names)


@notices.on(PostEdited)
class YouWereNamedLater(YouWereNamed):
    """By an edit: who was told of the post before is not told again."""


@notices.on(TopicStarted)
class YouWereNamedInTopic(YouWereNamed):
    def find(self, event: TopicStarted) -> Post | None:
        return present_posts().filter(topic=event.topic_id, number=1).first()


@notices.on(PostAdded)
class AnswerToFollowed(PostNews):
    matter = matters.REPLIES
    label = _("{actor} answered a question you follow")

    def tells_of(self, post: Post) -> bool:
        return post.is_answer

    def candidates(self, post: Post) -> QuerySet[User]:
        return watchers_of(post.topic)


@notices.on(PostAdded)
class ReplyToFollowed(PostNews):
    matter = matters.REPLIES
    label = _("{actor} replied in a topic you follow")

    def candidates(self, post: Post) -> QuerySet[User]:
        return watchers_of(post.topic)


def watchers_of(topic: Topic) -> QuerySet[User]:
    watching = Follow.objects.watching(chain_of(topic))
    return members_of(topic).filter(pk__in=watching.values("user"))


class NewTopic(PostNews):
    matter = matters.TOPICS
    action = _("Read and reply")

    def find(self, event: TopicStarted) -> Post | None:
        return present_posts().filter(topic=event.topic_id, number=1).first()


@notices.on(TopicStarted)
class AnnouncementMade(NewTopic):
    """Told to every member: that is what an announcement is."""

    matter = matters.ANNOUNCEMENTS
    label = _("{actor} made an announcement")

    def tells_of(self, post: Post) -> bool:
        return post.topic.kind == Kind.ANNOUNCEMENT

    def addressed(self, post: Post) -> QuerySet[User]:
        return members_of(post.topic)


@notices.on(TopicStarted)
class QuestionWasAsked(NewTopic):
    label = _("{actor} asked a question")

    def tells_of(self, post: Post) -> bool:
        return post.topic.is_question

    def candidates(self, post: Post) -> QuerySet[User]:
        return told_of_new(post.topic)


@notices.on(TopicStarted)
class TopicWasStarted(NewTopic):
    label = _("{actor} started a topic")

    def candidates(self, post: Post) -> QuerySet[User]:
        return told_of_new(post.topic)


class ByFollowed(PostNews):
    """To who follows its author; who was told of it for another reason is not told again."""

    matter = PEOPLE
    why = _("You get this because you follow who wrote it.")
    levels: ClassVar[tuple[Level, ...]] = (Level.WATCHING,)

    def addressed(self, post: Post) -> QuerySet[User]:
        author = Follow.objects.filter(target=key_of(post.author_id), level__in=self.levels)
        return members_of(post.topic).filter(pk__in=author.values("user"))


@notices.on(PostAdded)
class SomebodyYouFollowWrote(ByFollowed):
    label = _("{actor}, whom you follow, wrote something")


@notices.on(TopicStarted)
class SomebodyYouFollowStartedTopic(NewTopic, ByFollowed):
    matter = PEOPLE
    label = _("{actor}, whom you follow, started a topic")
    levels = (Level.WATCHING, Level.FIRST_POST)


def told_of_new(topic: Topic) -> QuerySet[User]:
    _itself, *above = chain_of(topic)
    told = Follow.objects.told_of_new(above)
    return members_of(topic).filter(pk__in=told.values("user"))


@notices.on(AnswerAccepted)
class YourAnswerWasAccepted(TopicNews):
    """Told to the answer's author, unless the author accepted it."""

    matter = matters.OUTCOMES
    label = _("{actor} accepted your answer")
    action = _("Read it in its place")
    template = "discussions/emails/accepted"

    def load(self, event: AnswerAccepted) -> Acceptance | None:
        return Acceptance.objects.for_display().filter(pk=event.acceptance_id).first()

    def recipients(self, acceptance: Acceptance) -> QuerySet[User]:
        return unmuted_members_of(acceptance.topic).filter(pk=acceptance.answer.author_id)

    def actor(self, acceptance: Acceptance) -> User:
        return acceptance.accepted_by

    def excerpt(self, acceptance: Acceptance) -> str:
        return excerpt(acceptance.answer.html, 200)

    def url(self, acceptance: Acceptance) -> str:
        return acceptance.answer.get_absolute_url()

    def key(self, acceptance: Acceptance) -> str:
        return f"accepted:{acceptance.answer_id}"

    def replies_to(self, notice: Notice) -> str:
        return notice.key.replace("accepted", "post")


def closing_key(topic_id: int, reason: str) -> str:
    return f"closed:{topic_id}:{reason}"


class YourTopicWasClosed(TopicNews):
    """Told to the topic's author, unless the author closed it."""

    matter = matters.OUTCOMES
    template = "discussions/emails/closed"
    action = _("Open the topic")

    def replies_to(self, notice: Notice) -> str:
        return ""

    def recipients(self, closure: Closure) -> QuerySet[User]:
        return unmuted_members_of(closure.topic).filter(pk=closure.topic.author_id)

    def actor(self, closure: Closure) -> User | None:
        return closure.closed_by

    def mail(self, closure: Closure) -> dict[str, Any]:
        """The earlier topic without its name: it may be where the reader is not let in."""
        earlier = closure.duplicate_of
        return {"earlier_url": settings.SITE_ORIGIN + earlier.address if earlier else ""}

    def excerpt(self, closure: Closure) -> str:
        return closure.note or str(closure.get_reason_display())

    def key(self, closure: Closure) -> str:
        return closing_key(closure.topic_id, closure.reason)


@notices.on(TopicClosed)
class YourQuestionWasAskedBefore(YourTopicWasClosed):
    label = _("{actor} closed your topic: it has been asked before")

    def load(self, event: TopicClosed) -> Closure | None:
        closures = Closure.objects.for_display().exclude(duplicate_of=None)
        return closures.filter(topic=event.topic_id, reason=Reason.DUPLICATE).first()


@notices.on(TopicClosed)
class YourTopicIsClosed(YourTopicWasClosed):
    label = _("{actor} closed your topic")

    def load(self, event: TopicClosed) -> Closure | None:
        return Closure.objects.for_display().filter(topic=event.topic_id).first()


def reopening_key(topic_id: int) -> str:
    return f"reopened:{topic_id}"


@notices.on(TopicReopened)
class YourTopicIsOpenAgain(TopicNews):
    """Told to the topic's author, unless the author reopened it."""

    matter = matters.OUTCOMES
    label = _("{actor} reopened your topic")
    template = "discussions/emails/reopened"
    action = _("Open the topic")

    def load(self, event: TopicReopened) -> Turn | None:
        turn = Turn.objects.of_present().last_of(event.topic_id, What.REOPENED)
        return turn if turn and not turn.topic.is_closed else None

    def recipients(self, turn: Turn) -> QuerySet[User]:
        return unmuted_members_of(turn.topic).filter(pk=turn.topic.author_id)

    def actor(self, turn: Turn) -> User | None:
        return turn.by

    def excerpt(self, turn: Turn) -> str:
        return turn.note

    def key(self, turn: Turn) -> str:
        return reopening_key(turn.topic_id)


@notices.on(TopicMoved)
class YourTopicWasMoved(TopicNews):
    """Told in the app alone to the topic's author, where they may still read it."""

    matter = matters.OUTCOMES
    label = _("{actor} moved your topic to another space")

    def load(self, event: TopicMoved) -> Turn | None:
        return Turn.objects.of_present().filter(pk=event.turn_id).first()

    def recipients(self, turn: Turn) -> QuerySet[User]:
        return unmuted_members_of(turn.topic).filter(pk=turn.topic.author_id)

    def actor(self, turn: Turn) -> User | None:
        return turn.by

    def excerpt(self, turn: Turn) -> str:
        return turn.topic.space.name

    def key(self, turn: Turn) -> str:
        return f"moved:{turn.pk}"


class ReactionNews(TopicNews):
    """What somebody says of a post, told to its author while it is said."""

    matter = matters.REACTIONS
    template = "discussions/emails/reaction"
    action = _("See what they say")
    word: Word

    def load(self, event: ReactionLeft) -> Reaction | None:
        said = Reaction.objects.there_to_be_read().filter(pk=event.reaction_id, word=self.word)
        reaction = said.first()
        return reaction if reaction and reaction.post.takes_reactions else None

    def recipients(self, reaction: Reaction) -> QuerySet[User]:
        return unmuted_members_of(reaction.topic).filter(pk=reaction.post.author_id)

    def actor(self, reaction: Reaction) -> User:
        return reaction.user

    def excerpt(self, reaction: Reaction) -> str:
        return reaction.why

    def url(self, reaction: Reaction) -> str:
        return f"{reaction.post.get_absolute_url()}reactions/?word={reaction.word}"

    def key(self, reaction: Reaction) -> str:
        return reaction.key


@notices.on(ReactionLeft)
class YourPostWorked(ReactionNews):
    label = _("{actor} tried what you wrote: it worked")
    word = Word.WORKED


@notices.on(ReactionLeft)
class YourPostWorkedInPart(ReactionNews):
    label = _("{actor} tried what you wrote: it worked in part")
    word = Word.PARTLY


@notices.on(ReactionLeft)
class YourPostFailed(ReactionNews):
    label = _("{actor} tried what you wrote: it didn’t work")
    word = Word.FAILED


@notices.on(ReactionLeft)
class YourPostIsOutdated(ReactionNews):
    label = _("{actor} says that what you wrote is outdated")
    word = Word.OUTDATED


@notices.on(ReactionLeft)
class YourPostIsUnsafe(ReactionNews):
    label = _("{actor} says that what you wrote is unsafe")
    word = Word.UNSAFE


@notices.on(ReactionLeft)
class PostIsUnsafe(ReactionNews):
    """Told to those who can close, correct or delete it, though they mute the topic."""

    matter = matters.SAFETY
    label = _("{actor} says that a post is unsafe")
    word = Word.UNSAFE
    why = _("You get this because you moderate this community.")

    def recipients(self, reaction: Reaction) -> QuerySet[User]:
        moderating = Membership.objects.moderating().filter(community=reaction.topic.community_id)
        return User.objects.filter(pk__in=moderating.values("user"))
