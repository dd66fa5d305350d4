from notifications.models.arrival import Arrival
from notifications.models.bouncing import Bouncing
from notifications.models.choice import Choice, Way
from notifications.models.delivery import Channel, Delivery
from notifications.models.digest import Digest
from notifications.models.email import Email
from notifications.models.follow import Follow, Level
from notifications.models.notice import Notice
from notifications.models.preference import Preference
from notifications.models.rejection import Rejection
from notifications.models.reminder import LeadTimes, Reminder
from notifications.models.reply_address import ReplyAddress
from notifications.models.rhythm import Rhythm
from notifications.models.suppression import Suppression
from notifications.models.unsubscription import Unsubscription

__all__ = [
    "Arrival",
    "Bouncing",
    "Channel",
    "Choice",
    "Delivery",
    "Digest",
    "Email",
    "Follow",
    "LeadTimes",
    "Level",
    "Notice",
    "Preference",
    "Rejection",
    "Reminder",
    "ReplyAddress",
    "Rhythm",
    "Suppression",
    "Unsubscription",
    "Way",
]
