"""Workshops that repeat: planned by one rule, read on one page, and each a workshop of its own."""
