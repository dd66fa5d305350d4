"""Workshops: what members teach each other at a set time, in a place, online, or both."""
