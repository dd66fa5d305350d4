"""A topic and its posts as `TopicOutput` and `PostOutput` describe them, written field by field.

The serializers remain what the API is described by. Asking them took most of a topic's time: a
page of twenty posts has four hundred fields. A test holds the two to each other.
"""

from collections.abc import Mapping
from typing import Any

from rest_framework.serializers import DateTimeField

from accounts.models import User
from discussions.marks import Marks
from discussions.models import Post, Topic

moment = DateTimeField().to_representation


def topic_shown(topic: Topic) -> dict[str, Any]:
    return {
        "id": topic.pk,
        "community": topic.community.slug,
        "space": topic.space.slug,
        "kind": topic.kind,
        "title": topic.title,
        "gist": topic.gist,
        "author": _person(topic.author),
        "tags": topic.tag_names,
        "created_at": moment(topic.created_at),
        "active_at": moment(topic.active_at),
        "answer_count": topic.answer_count,
        "reply_count": topic.reply_count,
        "useful_count": topic.useful_count,
        "tried_count": topic.tried_count,
        "is_solved": topic.is_solved,
        "is_closed": topic.is_closed,
        "read_up_to": topic.read_up_to,
        "unread_count": topic.unread_count,
        "version": topic.version,
        "url": topic.get_absolute_url(),
    }


def post_shown(post: Post, numbers: Mapping[int | None, int], marks: Marks) -> dict[str, Any]:
    gone = post.deleted_at is not None  # its place is kept, its words are not
    return {
        "number": post.number,
        "reply_to": numbers.get(post.parent_id) if post.parent_id else None,
        "author": None if gone else _person(post.author),
        "markdown": "" if gone else post.source,
        "html": "" if gone else post.html,
        "created_at": moment(post.created_at),
        "edited_at": moment(post.edited_at) if post.edited_at else None,
        "useful_count": post.useful_count,
        "is_useful_to_me": post.pk in marks.useful,
        "is_bookmarked": post.pk in marks.bookmarked,
        "reactions": None if gone or not post.takes_reactions else _reactions(post),
        "is_deleted": gone,
        "attribution": None if gone or post.attribution is None else _attribution(post.attribution),
        "by_mail": post.by_mail,
        "has_quoted": post.has_quoted,
        "version": post.version,
        "url": post.get_absolute_url(),
    }


def _person(user: User) -> dict[str, str]:
    return {
        "handle": user.handle,
        "name": user.name,
        "headline": user.headline,
        "url": user.get_absolute_url(),
    }


def _reactions(post: Post) -> dict[str, int]:
    return {
        "worked": post.worked_count,
        "partly": post.partly_count,
        "failed": post.failed_count,
        "outdated": post.outdated_count,
        "unsafe": post.unsafe_count,
    }


def _attribution(kept: Mapping[str, str]) -> dict[str, str]:
    names = ("site", "url", "author", "author_url", "licence", "licence_url")
    return {name: kept[name] for name in names}
