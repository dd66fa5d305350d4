"""Calendars as programs exchange them: RFC 5545 (iCalendar), 5546 (iTIP), 6047 (iMIP), 7986."""
