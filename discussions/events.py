from dataclasses import dataclass


@dataclass(frozen=True)
class TopicStarted:
    topic_id: int


@dataclass(frozen=True)
class TopicEdited:
    topic_id: int


@dataclass(frozen=True)
class PostAdded:
    """An answer or a reply; the opening post comes with TopicStarted."""

    post_id: int


@dataclass(frozen=True)
class PostEdited:
    post_id: int


@dataclass(frozen=True)
class PostDeleted:
    post_id: int


@dataclass(frozen=True)
class PostRestored:
    post_id: int


@dataclass(frozen=True)
class AnswerAccepted:
    acceptance_id: int


@dataclass(frozen=True)
class AcceptanceWithdrawn:
    topic_id: int
    post_id: int


@dataclass(frozen=True)
class TopicClosed:
    topic_id: int


@dataclass(frozen=True)
class TopicReopened:
    topic_id: int


@dataclass(frozen=True)
class TopicMoved:
    """Into another space of its community."""

    topic_id: int
    turn_id: int


@dataclass(frozen=True)
class ReactionLeft:
    """Somebody says of a post what they had not said before."""

    reaction_id: int
    post_id: int


@dataclass(frozen=True)
class ReactionWithdrawn:
    reaction_id: int
    post_id: int


@dataclass(frozen=True)
class VoteChanged:
    """Somebody found the post useful, or takes it back."""

    post_id: int


@dataclass(frozen=True)
class MemberAsked:
    """A question was put to somebody. Once for each role in which they are asked."""

    ask_id: int
    rung: str


@dataclass(frozen=True)
class TopicSplit:
    """A post left it with its replies, for a topic of its own."""

    topic_id: int
    new_topic_id: int
    turn_id: int  # of the new one


@dataclass(frozen=True)
class TopicMerged:
    """All its posts are in another one."""

    topic_id: int
    into_id: int
    turn_id: int  # of that one
