"""Who may do what in discussions. Asked once for a page: of the topic, not of each post."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.models import Community, Space
from communities.rules import can_facilitate
from core.permissions import ALLOW, Verdict, deny
from discussions.models import Kind, Post, Reaction, Topic

MEMBERS_ONLY = _("Join this community to take part.")
CLOSED = _("This topic is closed.")


def can_start(
    viewer: Any, community: Community, kind: str = Kind.QUESTION, space: Space | None = None
) -> Verdict:
    """Somewhere in it; with a space, in that one."""
    standing = community.standing_of(viewer, space.pk if space else None)
    if not standing.is_member:
        return deny(MEMBERS_ONLY)
    if kind == Kind.ANNOUNCEMENT and not standing.facilitates:
        return deny(_("Only facilitators and owners make announcements."))
    return ALLOW


def can_reply(viewer: Any, topic: Topic) -> Verdict:
    """What is closed is left to its moderators."""
    if topic.is_closed and not topic.standing_of(viewer).moderates:
        return deny(CLOSED)
    return can_take_part(viewer, topic)


def can_take_part(viewer: Any, topic: Topic) -> Verdict:
    """Vote, follow and keep one's place."""
    return ALLOW if topic.standing_of(viewer).is_member else deny(MEMBERS_ONLY)


def can_withdraw(viewer: Any, reaction: Reaction) -> Verdict:
    """One's own; a moderator also what others should not have said."""
    topic = reaction.post.topic
    if topic.standing_of(viewer).moderates:
        return ALLOW
    if reaction.user_id != viewer.pk:
        return deny(_("Only who said this or a moderator can take it back."))
    return can_take_part(viewer, topic)


def can_accept_answers(viewer: Any, topic: Topic) -> Verdict:
    if not topic.is_question:
        return deny(_("Only questions have accepted answers."))
    if topic.is_closed:
        return deny(CLOSED)
    standing = topic.standing_of(viewer)
    if standing.moderates or (standing.is_member and topic.author_id == viewer.pk):
        return ALLOW
    return deny(_("Only the asker or a moderator can accept an answer."))


def can_edit(viewer: Any, post: Post) -> Verdict:
    standing = post.topic.standing_of(viewer)
    if standing.moderates:
        return ALLOW
    if not standing.is_member or post.author_id != viewer.pk:
        return deny(_("Only its author or a moderator can change this."))
    return deny(CLOSED) if post.topic.is_closed else ALLOW


def can_delete(viewer: Any, post: Post) -> Verdict:
    """An opening post goes with its topic: by its author only while nobody has replied."""
    verdict = can_edit(viewer, post)
    if not verdict or post.topic.standing_of(viewer).moderates:
        return verdict
    if post.is_opening and post.topic.reply_count:
        return deny(_("Others have replied, so only a moderator can delete this topic."))
    return ALLOW


def can_convert(viewer: Any, topic: Topic, kind: str = "") -> Verdict:
    """Make it another kind of topic. Nobody announces, or takes back, by another way."""
    standing = topic.standing_of(viewer)
    if not standing.moderates:
        if not standing.is_member or topic.author_id != viewer.pk:
            return deny(_("Only its author or a moderator can change this."))
        if topic.is_closed:
            return deny(CLOSED)
    if Kind.ANNOUNCEMENT in (kind, topic.kind) and not standing.facilitates:
        return deny(_("Only facilitators and owners make announcements."))
    return ALLOW


def can_move(viewer: Any, topic: Topic, space: Space | None = None) -> Verdict:
    """Into another space."""
    return _can_rearrange(viewer, topic, topic.author_id, space)


def can_split(viewer: Any, post: Post, space: Space | None = None) -> Verdict:
    """Make a reply a question of its own, in this or another space."""
    if post.is_opening:
        return deny(_("It is a topic of its own."))
    return _can_rearrange(viewer, post.topic, post.author_id, space)


def _can_rearrange(viewer: Any, topic: Topic, author: int, space: Space | None) -> Verdict:
    """Who may read what others wrote in it is not for its author to change."""
    standing = topic.standing_of(viewer)
    if standing.moderates:
        return ALLOW
    if not standing.is_member or author != viewer.pk:
        return deny(_("Only its author or a moderator can change this."))
    if topic.is_closed:
        return deny(CLOSED)
    if space and space.audience != topic.space.audience:
        return deny(_("Only a moderator can move it to a space that others may read."))
    return ALLOW


def can_moderate(viewer: Any, topic: Topic) -> Verdict:
    """Close, reopen, pin, restore and merge."""
    if topic.standing_of(viewer).moderates:
        return ALLOW
    return deny(_("Only moderators can do this."))


def can_take_up(viewer: Any, topic: Topic) -> Verdict:
    """Put it on the list of what the community takes up together."""
    if not topic.is_question:
        return deny(_("Only questions are taken up together."))
    return can_facilitate(viewer, topic.community)


def can_close(viewer: Any, topic: Topic) -> Verdict:
    standing = topic.standing_of(viewer)
    if standing.moderates or (standing.is_member and topic.author_id == viewer.pk):
        return ALLOW
    return deny(_("Only the author or a moderator can close this topic."))


def can_reopen(viewer: Any, topic: Topic) -> Verdict:
    """Authors undo what they closed themselves, not what a moderator decided."""
    verdict = can_close(viewer, topic)
    if not verdict or not topic.is_closed:
        return verdict
    own = topic.closure.closed_by_id == viewer.pk
    if own or topic.standing_of(viewer).moderates:
        return ALLOW
    return deny(_("A moderator closed this topic, and a moderator can reopen it."))
