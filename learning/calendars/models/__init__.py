from learning.calendars.models.calendar_feed import CalendarFeed

__all__ = ["CalendarFeed"]
