"""The English of this site is that of no one country: weeks begin on Monday (ISO 8601)."""

FIRST_DAY_OF_WEEK = 1
