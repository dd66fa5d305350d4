"""Texts of profiles as they are compared: without case, accents or space too much."""

from search.text import clean, without_accents


def plain(text: str) -> str:
    return " ".join(without_accents(clean(text)).casefold().split())
