"""Flags, cases, decisions and their record."""
