from learning.calendars.models.calendar_feed import CalendarFeed
from learning.calendars.models.invitation_answer import InvitationAnswer, Said

__all__ = ["CalendarFeed", "InvitationAnswer", "Said"]
