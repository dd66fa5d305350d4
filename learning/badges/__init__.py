"""Badges: what a community gives a member for something, so that it can be shown anywhere."""
