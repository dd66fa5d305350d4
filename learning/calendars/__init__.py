"""Workshops in people's own calendars: files, feeds, invitations, and the answers to them."""
