"""Posts leave a topic for another one, and all that hangs on them goes along.

What splits a topic, and what merges two, is in modules of their own; both hold the topics, the
community and the spaces before they come here.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from django.db.models import Max, QuerySet

from discussions import linking
from discussions.models import Draft, Forward, Link, Post, ReadMark, Topic
from discussions.models.post import step
from notifications.models import Follow, Notice

PLACE = re.compile(r"/posts/(\d+)/")

Parent = Callable[[Post], "int | None"]  # the number of the row of what a post is to hang below


def transplant(
    posts: "Sequence[Post]", source: Topic, target: Topic, *, parent_of: Parent
) -> dict[int, int]:
    """Give the posts their places in the target; their new numbers, by the old ones.

    They come in the order of their numbers, so that each comes after what it hangs below.
    """
    returning = {row.post_id: row for row in Forward.objects.filter(topic=target, post__in=posts)}
    Forward.objects.filter(pk__in=[row.pk for row in returning.values()]).delete()
    Forward.objects.leave(source, posts)
    wanted = {
        post.pk: returning[post.pk].parent_id if post.pk in returning else parent_of(post)
        for post in posts
    }
    places = _places_in(target, {pk for pk in wanted.values() if pk})
    numbers: dict[int, int] = {}
    for post in posts:
        before, known = post.number, returning.get(post.pk)
        if known is None:
            target.post_count += 1
        post.number = numbers[before] = known.number if known else target.post_count
        above = places.get(wanted[post.pk] or 0)
        post.topic, post.parent_id = target, wanted[post.pk] if above else None
        post.depth = above[1] + 1 if above else 0
        post.path = (above[0] if above else "") + step(post.number)
        places[post.pk] = post.path, post.depth
    Post.objects.bulk_update(posts, ["topic", "number", "parent", "depth", "path"], 500)
    _carry_links(posts, target)
    _carry_drafts(source, target, numbers)
    return numbers


def _carry_links(posts: Sequence[Post], target: Topic) -> None:
    """Where they lead is told as of the place they have now; what led to that is within it."""
    numbers = {post.pk: post.number for post in posts}
    links = Link.objects.of(linking.KIND, numbers)
    links.filter(target=target.target).delete()
    found = list(links)
    for link in found:
        link.page, link.number = target.target, numbers[link.object_id]
    Link.objects.bulk_update(found, ["page", "number"], 500)


def _places_in(target: Topic, ids: set[int]) -> dict[int, tuple[str, int]]:
    rows = Post.objects.filter(topic=target, pk__in=ids)
    return {pk: (path, depth) for pk, path, depth in rows.values_list("pk", "path", "depth")}


def reckon(topic: Topic) -> None:
    """Count anew what a topic keeps of its posts; those that left are not among them."""
    present = topic.posts.present()
    opening = topic.posts.get(number=1)
    last = present.order_by("number").last() or opening
    topic.answer_count = present.answers().count()
    topic.reply_count = present.filter(number__gt=1).count()
    topic.active_at = present.aggregate(at=Max("created_at"))["at"] or opening.created_at
    topic.last_post_by = last.author
    topic.useful_count, topic.tried_count = opening.useful_count, opening.tried_count
    topic.listen_again()
    topic.save(
        update_fields=[
            "post_count",
            "answer_count",
            "reply_count",
            "active_at",
            "last_post_by",
            "useful_count",
            "tried_count",
            "recent_author_ids",
        ]
    )


def carry_reading(
    source: Topic, target: Topic, numbers: dict[int, int], *, beyond: int = 0
) -> None:
    """Who had read what stood before (``beyond``), and some of what came, has read that far.

    The numbers are read off the marks that the readers have in the source.
    """
    came = sorted(old for old, new in numbers.items() if new > beyond)
    marks = dict(ReadMark.objects.filter(topic=source).values_list("user", "number"))
    read = {user: bisect_right(came, number) for user, number in marks.items()}
    rows = [
        ReadMark(user_id=user, topic=target, number=beyond + count, at=target.active_at)
        for user, count in read.items()
        if count
    ]
    if not beyond:
        ReadMark.objects.bulk_create(rows, ignore_conflicts=True)
        return
    through = ReadMark.objects.filter(topic=target, number__gte=beyond)
    theirs = {mark.user_id: mark for mark in through}
    for row in rows:
        if row.user_id in theirs:
            theirs[row.user_id].number = max(theirs[row.user_id].number, row.number)
    ReadMark.objects.bulk_update(theirs.values(), ["number"], 500)


def carry_follows(follows: "QuerySet[Follow]", target: Topic) -> None:
    """They hold for the target as well, but where its own level was set already."""
    copies = [
        Follow(
            user_id=row.user_id,
            target=target.target,
            level=row.level,
            is_chosen=row.is_chosen,
            since=row.since,
        )
        for row in follows
    ]
    Follow.objects.bulk_create(copies, ignore_conflicts=True)


def carry_notices(source: Topic, target: Topic) -> None:
    """What was told of posts that have left leads to where they are; whoever calls lets it follow
    the target's space.

    As often as one likes: a notice that was being told meanwhile comes along later.
    """
    left = dict(source.forwards.filter(post__topic=target).values_list("number", "post__number"))
    changed = []
    for notice in Notice.objects.filter(group=source.target).exclude(key=source.target):
        place = PLACE.search(notice.url)
        if place and int(place[1]) in left:
            rest = notice.url[place.end() :]
            notice.group, notice.title = target.target, target.title
            notice.url = f"{target.address}posts/{left[int(place[1])]}/{rest}"
            changed.append(notice)
    Notice.objects.bulk_update(changed, ["group", "title", "url"], 500)


def _carry_drafts(source: Topic, target: Topic, numbers: dict[int, int]) -> None:
    """What somebody is writing below a post is kept for where it is."""
    for draft in Draft.objects.filter(key__regex=rf"^(reply|edit)/{source.pk}/\d+$"):
        what, _topic, number = draft.key.split("/")
        if int(number) in numbers:
            key = f"{what}/{target.pk}/{numbers[int(number)]}"
            if not Draft.objects.filter(user=draft.user_id, key=key).exists():
                Draft.objects.filter(pk=draft.pk).update(key=key)
