from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class DraftHasMoved(DomainError):
    """``draft`` is the newer one, which was not overwritten."""

    code = "draft_has_moved"
    message = _("This draft was changed in another tab or on another device. Nothing is lost.")

    def __init__(self, draft: Any) -> None:
        super().__init__()
        self.draft = draft


class TopicIsClosed(DomainError):
    code = "topic_closed"
    message = _("This topic is closed.")


class AnotherCommunity(DomainError):
    code = "another_community"
    message = _("Topics and posts stay in their community.")


class TopicIsGone(DomainError):
    code = "topic_gone"
    message = _("This topic was deleted or merged into another one meanwhile.")


class PostHasMoved(DomainError):
    """Somebody else split or merged its topic while one acted on it."""

    code = "post_moved"
    message = _("This post has moved to another topic meanwhile. Look at it there.")


class IntoItself(DomainError):
    status = 422
    code = "into_itself"
    message = _("A topic cannot be merged into itself.")


class NotAnAnswer(DomainError):
    code = "not_an_answer"
    message = _("Only an answer to a question can be accepted.")


class OwnPost(DomainError):
    code = "own_post"
    message = _("You cannot mark your own post as useful.")


class NothingToTry(DomainError):
    code = "nothing_to_try"
    message = _("Only answers and practice stories can be tried or warned of.")


class OwnTrial(DomainError):
    code = "own_trial"
    message = _("Of what you wrote yourself you can only say that it is outdated or unsafe.")


class UnsafeWithoutReason(DomainError):
    code = "unsafe_without_reason"
    message = _("Say why it is unsafe.")


class PostIsDeleted(DomainError):
    code = "post_deleted"
    message = _("This post has been deleted.")


class OpeningPost(DomainError):
    code = "opening_post"
    message = _("A topic's first post goes with its topic.")


class RepeatsThis(DomainError):
    """One was to be closed as a duplicate of another that is closed as a duplicate of it."""

    status = 422
    code = "repeats_this"
    message = _("That topic is itself closed as a duplicate of this one.")


class StepsOutOfOrder(DomainError):
    status = 422
    code = "steps_out_of_order"
    message = _("Each step has to come after the one before it.")


class NonceSpent(DomainError):
    """A nonce, or what a program calls a key, stands for one text, and came with another."""

    status = 422
    code = "idempotency_key_reused"
    message = _("This was sent before, with another text. The first one is posted.")


class TrayIsFull(DomainError):
    code = "tray_is_full"
    message = _("Your tray is full. Make a draft of what is in it, or take something out.")
