from discussions.models.acceptance import Acceptance
from discussions.models.agenda import AgendaItem
from discussions.models.ask import Ask
from discussions.models.banner import Banner
from discussions.models.bookmark import Bookmark
from discussions.models.climb import Climb
from discussions.models.closure import Closure
from discussions.models.draft import Draft
from discussions.models.earlier_votes import EarlierVotes
from discussions.models.forward import Forward, Merger
from discussions.models.kind import Kind
from discussions.models.ladder import Ladder
from discussions.models.link import Link
from discussions.models.mailed import Mailed
from discussions.models.mention import Mention
from discussions.models.pick import Pick
from discussions.models.post import Post
from discussions.models.reaction import Reaction
from discussions.models.readiness import Readiness
from discussions.models.readmark import ReadMark
from discussions.models.revision import Revision
from discussions.models.rung import Rung
from discussions.models.template import Template
from discussions.models.topic import Topic
from discussions.models.turn import Turn
from discussions.models.vote import Vote

__all__ = [
    "Acceptance",
    "AgendaItem",
    "Ask",
    "Banner",
    "Bookmark",
    "Climb",
    "Closure",
    "Draft",
    "EarlierVotes",
    "Forward",
    "Kind",
    "Ladder",
    "Link",
    "Mailed",
    "Mention",
    "Merger",
    "Pick",
    "Post",
    "Reaction",
    "ReadMark",
    "Readiness",
    "Revision",
    "Rung",
    "Template",
    "Topic",
    "Turn",
    "Vote",
]
