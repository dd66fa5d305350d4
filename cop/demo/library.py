"""Puts the demo's links on their shelves."""

from datetime import datetime
from typing import Any

from communities.models import Activity, Community, Space
from cop.demo.content import CommunityContent, duration
from cop.demo.talk import People
from knowledge.addresses import plain
from knowledge.models import Collection, Resource


def stock(content: CommunityContent, community: Community, people: People, now: datetime) -> None:
    spaces = {space.slug: space for space in Space.objects.filter(community=community)}
    for told in content.collections:
        collection = Collection.objects.open(
            spaces[told["space"]], name=told["name"], description=told["description"]
        )
        for one in told["resources"]:
            _add(collection, one, people[one["by"]], now - duration(one["added"]))


def _add(collection: Collection, told: dict[str, Any], by: Any, at: datetime) -> None:
    resource = Resource.objects.create(
        community_id=collection.community_id,
        collection=collection,
        title=told["title"],
        url=told["url"],
        plain=plain(told["url"]),
        standing=told.get("standing", "current"),
        note=told.get("note", ""),
        added_by=by,
        added_at=at,
        changed_at=at,
    )
    resource.write(told["text"].strip(), told["tags"], by=by)
    noted = Activity.objects.record("added", resource, by=by, space=collection.space)
    Activity.objects.filter(pk=noted.pk).update(at=at)
