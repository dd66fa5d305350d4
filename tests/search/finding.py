"""What the tests of search ask, in few words."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from search.finding import Results, find
from search.query import Query

VISITOR = AnonymousUser()


def search(text: str, viewer: Any = VISITOR, **options: Any) -> Results:
    return find(viewer, Query.read(text), **options)


def titles(results: Results) -> list[str]:
    return [item.title.striptags() for item in results.items]
