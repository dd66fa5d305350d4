"""The one door through which this server asks another for something that somebody named.

What is decided here and why: docs/adr/0010-outgoing.md.
"""
