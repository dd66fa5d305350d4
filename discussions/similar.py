"""What a community has already on what somebody begins to write, and the tags that it has there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils.functional import Promise

from communities.models import Community, Tag
from discussions.models import Kind, Topic
from search.finding import homes_of
from search.kinds import all_kinds, kind_of
from search.likeness import Alike, alike
from search.models import Document
from search.text import unseamed

SHORTEST = 10  # characters; fewer say too little
LONGEST = 250
MOST_COMPARED = 15  # among which some lead to others
MOST_OFFERED = 5
MOST_TAGS = 5
FITS = 0.5  # of what the best has, for an article to come before it
TOPIC = "topic:"


@dataclass(frozen=True)
class Similar:
    """``key`` names it: ``topic:9``, or a thing of a higher floor as that floor calls it."""

    key: str
    title: str
    url: str
    label: str | Promise
    topic: Topic | None = None  # else what the community recommends

    @property
    def is_recommended(self) -> bool:
        return self.topic is None


@dataclass(frozen=True)
class Likenesses:
    items: list[Similar] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def similar_to(viewer: Any, community: Community, title: str) -> Likenesses:
    """What the community recommends first, where it fits; then the topics, the likest first.

    Of all of it what the viewer may see. A topic that an article was made of is shown as the
    article, and one that repeats another as the other.
    """
    title = title.strip()[:LONGEST]
    if len(title) < SHORTEST:
        return Likenesses()
    kinds = [known.kind for known in all_kinds() if known.is_writing]
    within = Q(community_id=community.pk, kind__in=kinds)
    found = alike(viewer, title, within, size=MOST_COMPARED)
    topics = _topics(viewer, [one.thread for one in found])
    recommended = _recommended(viewer, [o.thread for o in found if not o.thread.startswith(TOPIC)])
    known = {key: _shown_as(viewer, topic) for key, topic in topics.items()} | recommended
    tags = _tags_of(viewer, community, found, topics)
    return Likenesses(_in_order(found, known)[:MOST_OFFERED], tags)


def similar_for(viewer: Any, community: Community, begun: Mapping[str, Any]) -> Likenesses:
    """For a topic that is begun; an announcement is made whatever there is already."""
    if begun.get("kind") == Kind.ANNOUNCEMENT:
        return Likenesses()
    return similar_to(viewer, community, begun.get("title") or "")


def address_of(viewer: Any, community: Community, key: str) -> str:
    """Where one of those is that were offered; Http404 where the viewer may not see it."""
    if key.startswith(TOPIC):
        number = key.removeprefix(TOPIC)
        topics = Topic.objects.visible_to(viewer).filter(community=community)
        topic = (
            topics.filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None
        )
        if topic:
            return topic.get_absolute_url()
    elif found := _recommended(viewer, [key]).get(key):
        return found.url
    raise Http404


def _topics(viewer: Any, threads: Sequence[str]) -> dict[str, Topic]:
    """Each with its original in its place, where it repeats one that the viewer may see."""
    ids = [int(thread.removeprefix(TOPIC)) for thread in threads if thread.startswith(TOPIC)]
    seen = Topic.objects.visible_to(viewer).for_list().with_place_of(viewer)
    seen = seen.select_related("banner")
    topics = seen.in_bulk(ids)
    repeated = {
        pk: topic.closure.duplicate_of_id for pk, topic in topics.items() if topic.is_closed
    }
    missing = {pk for pk in repeated.values() if pk} - topics.keys()
    originals = topics | (seen.in_bulk(missing) if missing else {})
    return {
        f"{TOPIC}{pk}": originals.get(repeated.get(pk) or pk, topic) for pk, topic in topics.items()
    }


def _shown_as(viewer: Any, topic: Topic) -> Similar:
    if banner := topic.banner_for(viewer):
        return Similar(banner.key, banner.title, banner.url, _label_of(banner.key))
    label = topic.get_kind_display()
    return Similar(topic.target, topic.title, topic.get_absolute_url(), label, topic)


def _label_of(key: str) -> str | Promise:
    return kind_of(key.partition(":")[0]).label([])


def _recommended(viewer: Any, threads: Sequence[str]) -> dict[str, Similar]:
    """Of things of higher floors those that the community recommends."""
    if not threads:
        return {}
    documents = [
        document
        for document in Document.objects.filter(thread__in=threads)
        if kind_of(document.kind).recommends(document.traits)
    ]
    seen = homes_of(documents, viewer) if documents else {}
    return {
        document.thread: Similar(
            document.thread,
            unseamed(document.title),
            document.url,
            kind_of(document.kind).label(document.traits),
        )
        for document in documents
        if document.key in seen
    }


def _in_order(found: Sequence[Alike], known: Mapping[str, Similar]) -> list[Similar]:
    shown: dict[str, Similar] = {}
    first: list[str] = []
    for one in found:
        similar = known.get(one.thread)
        if similar and similar.key not in shown:
            shown[similar.key] = similar
            if similar.is_recommended and one.share >= FITS * found[0].share:
                first.append(similar.key)
    return [shown[key] for key in dict.fromkeys([*first, *shown])]


def _tags_of(
    viewer: Any, community: Community, found: Iterable[Alike], topics: Mapping[str, Topic]
) -> list[str]:
    """The tags of the likest topics, which everybody in the community may know."""
    weights: dict[str, float] = defaultdict(float)
    for one in found:
        for name in topics[one.thread].tag_names if one.thread in topics else ():
            weights[name] += one.share
    known = Tag.objects.known_to(viewer, community).filter(name__in=weights)
    names = set(known.values_list("name", flat=True)) if weights else set()
    likest = sorted(names, key=lambda name: (-weights[name], name))
    return likest[:MOST_TAGS]
