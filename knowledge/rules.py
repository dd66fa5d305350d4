"""Who may do what with articles. Any member writes and proposes; what goes out in the community's
name is decided by those who look after what is said there, and then by the owner of each article.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.models import Community
from core.permissions import ALLOW, Verdict, deny
from knowledge.models import Article, Resource, State

MEMBERS_ONLY = _("Join this community to take part.")
RETIRED = _("This article is retired. Reinstate it first.")


def can_begin(viewer: Any, community: Community) -> Verdict:
    return ALLOW if community.standing_of(viewer).is_member else deny(MEMBERS_ONLY)


def can_take_part(viewer: Any, article: Article) -> Verdict:
    """Say that it is out of date."""
    return can_begin(viewer, article.community)


def can_see_queue(viewer: Any, community: Community) -> Verdict:
    """What waits for a review: all of it for those who look after it, one's own for an owner."""
    return can_begin(viewer, community)


def can_edit(viewer: Any, article: Article) -> Verdict:
    if article.state == State.RETIRED:
        return deny(RETIRED)
    if article.state == State.PUBLISHED:
        return can_keep(viewer, article)
    if _is_author(viewer, article) or _looks_after(viewer, article):
        return ALLOW
    return deny(_("Only its author or a moderator can change this."))


def can_propose(viewer: Any, article: Article) -> Verdict:
    if _is_author(viewer, article):
        return ALLOW
    return deny(_("Only its author can propose this draft."))


def can_give_back(viewer: Any, article: Article) -> Verdict:
    """Also the author, who thinks again."""
    if _is_author(viewer, article) or _looks_after(viewer, article):
        return ALLOW
    return deny(_("Only its author or a moderator can take this out of review."))


def can_publish(viewer: Any, article: Article) -> Verdict:
    """Not the author, unless they look after what is said here: somebody else has read it then."""
    if _looks_after(viewer, article):
        return ALLOW
    return deny(_("Only moderators and facilitators publish articles."))


def can_keep(viewer: Any, article: Article) -> Verdict:
    """Edit what is published, verify it, retire it, reinstate it and hand it over."""
    if _is_owner(viewer, article) or _looks_after(viewer, article):
        return ALLOW
    return deny(_("Only its owner or a moderator can do this."))


def can_discard(viewer: Any, article: Article) -> Verdict:
    if _is_author(viewer, article) or _looks_after(viewer, article):
        return ALLOW
    return deny(_("Only its author or a moderator can discard this."))


def can_add(viewer: Any, community: Community) -> Verdict:
    """Members fill the shelves; facilitators arrange them."""
    return can_begin(viewer, community)


def can_arrange(viewer: Any, community: Community) -> Verdict:
    if community.standing_of(viewer).facilitates:
        return ALLOW
    return deny(_("Only facilitators and owners arrange the collections."))


def can_mark(viewer: Any, resource: Resource) -> Verdict:
    """Say that it does not open, or does again: whoever tries it finds out."""
    return can_begin(viewer, resource.community)


def can_tend(viewer: Any, resource: Resource) -> Verdict:
    """Edit it, retire it, delete and restore it."""
    standing = resource.community.standing_of(viewer)
    if standing.moderates or (standing.is_member and resource.added_by_id == viewer.pk):
        return ALLOW
    return deny(_("Only who added this or a moderator can change it."))


def _is_author(viewer: Any, article: Article) -> bool:
    is_member = article.community.standing_of(viewer).is_member
    return is_member and article.author_id == viewer.pk


def _is_owner(viewer: Any, article: Article) -> bool:
    is_member = article.community.standing_of(viewer).is_member
    return is_member and article.owner_id == viewer.pk


def _looks_after(viewer: Any, article: Article) -> bool:
    return article.community.standing_of(viewer).moderates
