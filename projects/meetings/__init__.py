"""Meetings: who was there, what was noted, and the tasks that come of it."""
