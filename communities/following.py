"""Communities, spaces and tags, as things to be followed."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Space, Tag
from communities.rules import can_follow
from notifications import follows
from notifications.follows import Control, Name, Target, levels_of_place


def control_of(viewer: Any, community: Community) -> Control:
    return Control.of(viewer, target_of(viewer, community))


def target_of(viewer: Any, community: Community) -> Target:
    return Target(
        key=community.scope,
        name=community.name,
        url=community.get_absolute_url(),
        levels=levels_of_place(_("You are told of every new topic, and not of replies.")),
        may_follow=can_follow(viewer, community),
    )


@follows.targets("community")
class Communities(follows.Targets):
    def find(self, viewer: Any, pk: int) -> Target | None:
        community = Community.objects.visible_to(viewer).filter(pk=pk).first()
        return target_of(viewer, community) if community else None

    def names(self, viewer: Any, pks: Sequence[int]) -> dict[int, Name]:
        seen = Community.objects.visible_to(viewer).filter(pk__in=pks)
        return {one.pk: Name(one.name, one.get_absolute_url()) for one in seen}


@follows.targets("space")
class Spaces(follows.Targets):
    def find(self, viewer: Any, pk: int) -> Target | None:
        space = self._seen_by(viewer).filter(pk=pk).first()
        if space is None:
            return None
        return Target(
            key=space.scope,
            name=space.name,
            url=_space_url(space),
            levels=levels_of_place(_("You are told of every new topic here, and not of replies.")),
            may_follow=can_follow(viewer, space.community),
        )

    def names(self, viewer: Any, pks: Sequence[int]) -> dict[int, Name]:
        seen = self._seen_by(viewer).filter(pk__in=pks)
        return {one.pk: Name(f"{one.community.name}: {one.name}", _space_url(one)) for one in seen}

    def _seen_by(self, viewer: Any) -> QuerySet[Space]:
        return Space.objects.visible_to(viewer).select_related("community")


@follows.targets("tag")
class Tags(follows.Targets):
    def find(self, viewer: Any, pk: int) -> Target | None:
        tag = self._seen_by(viewer).filter(pk=pk).first()
        if tag is None:
            return None
        return Target(
            key=f"tag:{tag.pk}",
            name=tag.name,
            url=_tag_url(tag),
            levels=levels_of_place(_("You are told of every new topic with it, not of replies.")),
            may_follow=can_follow(viewer, tag.community),
        )

    def names(self, viewer: Any, pks: Sequence[int]) -> dict[int, Name]:
        seen = self._seen_by(viewer).filter(pk__in=pks)
        return {one.pk: Name(f"{one.community.name}: {one.name}", _tag_url(one)) for one in seen}

    def _seen_by(self, viewer: Any) -> QuerySet[Tag]:
        readable = Community.objects.readable_by(viewer)
        tags = Tag.objects.filter(community__in=readable, topic_count__gt=0)
        return tags.select_related("community")


def _space_url(space: Space) -> str:
    return f"{space.community.get_absolute_url()}?space={space.slug}"


def _tag_url(tag: Tag) -> str:
    return f"{tag.community.get_absolute_url()}?tag={tag.name}"
