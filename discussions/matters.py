"""What discussions tell of, as one chooses how to be told of it."""

from django.utils.translation import gettext_lazy as _

from communities.matters import in_charge, moderates
from notifications import matters
from notifications.matters import Heading

ANSWERS = matters.declare(
    "answers",
    _("Answers and replies to you"),
    _("Somebody answers your question, or replies to what you wrote."),
    heading=Heading.YOU,
    order=10,
)
MENTIONS = matters.declare(
    "mentions",
    _("Mentions"),
    _("Somebody names you in what they write."),
    heading=Heading.YOU,
    order=20,
)
ASKS = matters.declare(
    "asks",
    _("Questions put to you"),
    _("A question has no answer yet, and what you have done says that you may know."),
    heading=Heading.YOU,
    order=30,
    may_be_none=False,  # one is asked instead of somebody else
)
REMINDERS = matters.declare(
    "reminders",
    _("Reminders you set"),
    _("The day has come on which you wanted to be told of a bookmark."),
    heading=Heading.YOU,
    order=40,
    may_be_none=False,
)
OUTCOMES = matters.declare(
    "outcomes",
    _("Your topics and answers"),
    _("Your answer is accepted; your topic is closed, reopened, moved, split or merged."),
    heading=Heading.WORK,
    order=10,
)
REACTIONS = matters.declare(
    "reactions",
    _("How it went for others"),
    _("Somebody tried what you wrote, or says that it is outdated or unsafe."),
    heading=Heading.WORK,
    order=20,
)
ANNOUNCEMENTS = matters.declare(
    "announcements",
    _("Announcements"),
    _("Those who run a community have something to say to all its members."),
    heading=Heading.FOLLOWED,
    order=10,
)
REPLIES = matters.declare(
    "replies",
    _("Replies in what you watch"),
    _("Somebody answers or replies in a topic, tag, space or community that you watch."),
    heading=Heading.FOLLOWED,
    order=20,
)
TOPICS = matters.declare(
    "topics",
    _("New topics"),
    _("Somebody asks or starts a topic where you watch, or follow new topics only."),
    heading=Heading.FOLLOWED,
    order=30,
)
UNANSWERED = matters.declare(
    "unanswered",
    _("Questions left without an answer"),
    _("Nobody has answered a question for a week, in a community that you are in charge of."),
    heading=Heading.CARE,
    order=20,
    may_be_none=False,
    concerns=in_charge,
)
SAFETY = matters.declare(
    "safety",
    _("Posts called unsafe"),
    _("Somebody says that a post is unsafe, in a community that you moderate."),
    heading=Heading.CARE,
    order=30,
    concerns=moderates,
)
