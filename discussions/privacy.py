from core.privacy import KEPT, OWN, TRACE, WRITTEN

FIELDS = {
    "AgendaItem.put_by": TRACE,
    "Ask.user": OWN,
    "Acceptance.accepted_by": TRACE,
    "Bookmark.user": OWN,
    "Closure.closed_by": TRACE,
    "Draft.user": OWN,
    "Link.address": KEPT,  # of a page of ours
    "Mention.user": TRACE,
    "Merger.by": TRACE,
    "Pick.user": OWN,
    "Post.author": WRITTEN,
    "Post.deleted_by": TRACE,
    "Reaction.user": WRITTEN,
    "ReadMark.user": OWN,
    "Readiness.user": OWN,
    "Revision.author": WRITTEN,
    "Revision.replaced_by": TRACE,
    "Topic.author": WRITTEN,
    "Topic.deleted_by": TRACE,
    "Topic.last_post_by": TRACE,
    "Turn.by": TRACE,
    "Vote.user": OWN,
}
