"""Shared spaces where members make something together."""
