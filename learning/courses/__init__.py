"""Courses: what members teach in writing, in lessons for one's own time."""
