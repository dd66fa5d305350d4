"""What an article rests on, as it is typed: one to a line, an address and what is there.

/c/evaluation/t/41-how-long/
https://example.org/handbook.pdf The handbook, chapter 3
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from communities.models import Community
from discussions.models import Post, Topic

if TYPE_CHECKING:
    from knowledge.models import Article

MOST_SOURCES = 40
LONGEST_ADDRESS, LONGEST_TITLE = 500, 250
_TOPIC = re.compile(r"/c/(?P<community>[^/]+)/t/(?P<pk>[0-9]{1,18})(?:[-/#?]|$)")
_POST = re.compile(r"/c/[^/]+/t/[0-9]{1,18}/posts/(?P<number>[0-9]{1,9})(?:[/#?]|$)")


@dataclass(frozen=True)
class Typed:
    url: str
    title: str = ""

    @property
    def line(self) -> str:
        return f"{self.url} {self.title}".strip()


def typed_in(text: str) -> list[Typed]:
    """Each line once; what is no address here or elsewhere is left to `is_address`."""
    lines = (line.strip().lstrip("-*").strip() for line in text.splitlines())
    typed = (line.partition(" ") for line in lines if line)
    return list(dict.fromkeys(Typed(url, title.strip()) for url, _space, title in typed))


def is_address(url: str) -> bool:
    return url.startswith(("https://", "http://", "/c/")) and len(url) <= LONGEST_ADDRESS


def topics_among(
    typed: Sequence[Typed], community: Community, *, by: Any, article: "Article | None" = None
) -> dict[str, Topic]:
    """By address, the topics of this community that the writer may see, or that it rests on.

    Any other address stays an address: a topic elsewhere is not told what is made of it.
    """
    numbers = {one.url: pk for one in typed if (pk := _number_in(one.url, community))}
    if not numbers:
        return {}
    topics = Topic.objects.visible_to(by)
    if article:
        topics |= Topic.objects.filter(sources__article=article, deleted_at=None)
    found = topics.filter(community=community).distinct().in_bulk(set(numbers.values()))
    return {url: found[pk] for url, pk in numbers.items() if pk in found}


def posts_among(topics: Mapping[str, Topic]) -> dict[str, int]:
    """By address, the number of the post that it names, where there is such a post now."""
    named = {
        url: int(match["number"])
        for url in topics
        if (match := _POST.match(url.removeprefix(settings.SITE_ORIGIN)))
    }
    if not named:
        return {}
    posts = Post.objects.present().filter(topic__in=topics.values(), number__in=named.values())
    there = set(posts.values_list("topic", "number"))
    return {url: number for url, number in named.items() if (topics[url].pk, number) in there}


def _number_in(url: str, community: Community) -> int | None:
    match = _TOPIC.match(url.removeprefix(settings.SITE_ORIGIN))
    return int(match["pk"]) if match and match["community"] == community.slug else None
