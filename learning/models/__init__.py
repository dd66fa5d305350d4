from learning.afterwards.models import Feedback, Recording, Worth
from learning.attending.models import Message, Reach
from learning.badges.models import (
    Award,
    AwardState,
    Badge,
    BadgeState,
    Issuer,
    KeyKind,
    SigningKey,
    StatusList,
)
from learning.calendars.models import CalendarFeed, InvitationAnswer
from learning.questions.models import Outcome, QuestionVote, WorkshopQuestion
from learning.workshops.models import (
    Format,
    Host,
    Mode,
    Registration,
    RegistrationState,
    State,
    Workshop,
)

__all__ = [
    "Award",
    "AwardState",
    "Badge",
    "BadgeState",
    "CalendarFeed",
    "Feedback",
    "Format",
    "Host",
    "InvitationAnswer",
    "Issuer",
    "KeyKind",
    "Message",
    "Mode",
    "Outcome",
    "QuestionVote",
    "Reach",
    "Recording",
    "Registration",
    "RegistrationState",
    "SigningKey",
    "State",
    "StatusList",
    "Workshop",
    "WorkshopQuestion",
    "Worth",
]
