from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import MD5, Cast

from core import visitors
from core.models import PageVersion
from discussions.visitors import topic
from integrations.feeds import newest_articles, newest_topics, newest_updates


@visitors.page("integrations:community_feed")
def community_feed(slug: Any) -> QuerySet[Any]:
    return newest_topics(slug).values_list("pk", "page_version", _community())


@visitors.page("integrations:tag_feed")
def tag_feed(slug: Any, name: Any) -> QuerySet[Any]:
    return newest_topics(slug, name).values_list("pk", "page_version", _community())


@visitors.page("integrations:topic_feed")
def topic_feed(slug: Any, pk: Any) -> QuerySet[Any]:
    return topic(pk).filter(community__slug=slug)


@visitors.page("integrations:articles_feed")
def articles_feed(slug: Any) -> QuerySet[Any]:
    said = MD5(Cast("html", TextField()))  # also what is written anew when a picture is lost
    return newest_articles(slug).values_list("pk", "version", "changed_at", said, _community())


@visitors.page("integrations:updates_feed")
def updates_feed(slug: Any, pk: Any) -> QuerySet[Any]:
    names = ("by__name", "project__title")
    said = MD5("html")  # also what is written anew when a picture is lost
    return newest_updates(slug, pk).values_list("pk", "version", said, *names, _community())


def _community() -> Any:
    return PageVersion.objects.of("community", "community")
