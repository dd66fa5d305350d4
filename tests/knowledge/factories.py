from typing import Any

from accounts.models import User
from communities.models import Role, Space
from discussions.models import Acceptance, Topic
from knowledge.models import Article, Collection, Resource
from knowledge.parts import NAMES
from knowledge.sources import typed_in
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic


def said(**changes: Any) -> dict[str, Any]:
    """What an article says, as a verb is given it; ``sources`` as they are typed."""
    parts = {
        "question": "How does one set a baseline afterwards?",
        "applies": "There is none, and the donor wants one.",
        "practice": "### First\n\nUse the late joiners.\n\n### Then\n\nSay so in the report.",
        "exceptions": "",
    }
    parts |= {name: changes.pop(name) for name in NAMES if name in changes}
    sources = typed_in(changes.pop("sources", ""))
    usual = {"title": "Baselines, set afterwards", "tags": []}
    return usual | {"parts": parts, "sources": sources} | changes


def begin_article(*, space: Space | None = None, by: User | None = None, **changes: Any) -> Article:
    """A draft in a public community, by one of its members, through the real verb."""
    space = space or first_space(CommunityFactory())
    by = by or join(space.community)
    begun = Article.objects.begin(space, by=by, **said(**changes))
    return Article.objects.for_page().get(pk=begun.pk)


def publish_article(*, by: User | None = None, **changes: Any) -> Article:
    article = begin_article(by=by, **changes)
    article.release(by=join(article.community, role=Role.MODERATOR))
    return Article.objects.for_page().get(pk=article.pk)


def solve(topic: Topic | None = None, **options: Any) -> Topic:
    """A question with an answer that was accepted."""
    topic = topic or start_topic(**options)
    Acceptance.objects.accept(add_post(topic), by=topic.author)
    return Topic.objects.for_page().get(pk=topic.pk)


def open_collection(*, space: Space | None = None, name: str = "Handbooks") -> Collection:
    return Collection.objects.open(space or first_space(CommunityFactory()), name=name)


def add_resource(
    *,
    space: Space | None = None,
    collection: Collection | None = None,
    by: User | None = None,
    **changes: Any,
) -> Resource:
    """A link in a public community, added by one of its members, through the real verb."""
    collection = collection or open_collection(space=space)
    by = by or join(collection.community)
    count = Resource.objects.count()
    usual = {"title": "A handbook", "description": "Chapter 3.", "tags": []}
    usual["url"] = "" if "upload" in changes else f"https://example.org/{count}/"
    added = Resource.objects.add(collection, by=by, **usual | changes)
    return Resource.objects.for_display().get(pk=added.pk)
