"""What knowledge puts in a digest: articles that are new or refreshed, and what is on the shelf."""

from knowledge.digest import articles, rewritten, shelf  # noqa: F401 - they declare sections
