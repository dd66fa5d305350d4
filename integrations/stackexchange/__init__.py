"""Brings a site's public dump from Stack Exchange into a community: docs/importing.md."""
