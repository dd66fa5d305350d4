"""Workshops, courses and credentials."""
