"""Writes what the demo's people said, in the order in which they said it.

In that order because lists are sorted by id, and because a link needs the id of what it leads to.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cached_property, partial
from itertools import pairwise
from typing import Any

from django.db.models import Count
from PIL import Image

from accounts.models import User
from communities.events import JoinRequested, MemberJoined
from communities.models import Activity, Community, Space, Tag
from cop.demo import news
from cop.demo.content import (
    PICTURE,
    TOPIC_LINK,
    CommunityContent,
    PostContent,
    ReactionContent,
    TopicContent,
    duration,
    picture_path,
)
from core.uploads.keeping import keep
from core.uploads.kinds import PNG
from discussions import linking, uses
from discussions.events import AnswerAccepted, PostAdded, ReactionLeft, TopicClosed, TopicStarted
from discussions.models import (
    Acceptance,
    Bookmark,
    Closure,
    Draft,
    Mention,
    Post,
    Reaction,
    ReadMark,
    Revision,
    Topic,
    Turn,
    Vote,
)
from discussions.models.post import step
from discussions.models.reaction import TRIALS, Word
from discussions.models.topic import last_of
from discussions.models.turn import What
from discussions.writing import compose
from notifications import reminders
from notifications.models import Follow, Level, Notice, Reminder

People = dict[str, User]
Moment = tuple[datetime, int, Callable[[datetime], None]]
"""When, what comes first of what happened at once, and what it was."""

LAST = 1_000_000


class Talk:
    def __init__(self, now: datetime, people: People) -> None:
        self.now = now
        self.people = people
        self.threads: dict[str, Thread] = {}
        """By address: ``evaluation/no-baseline``."""
        self.comings: list[Moment] = []

    def join(self, content: CommunityContent, community: Community) -> None:
        spaces = {space.slug: space for space in community.spaces.select_related("community")}
        joined = dict(community.memberships.values_list("user", "joined_at"))
        for topic in content.topics:
            thread = Thread(self, topic, spaces[topic.space], joined)
            self.threads[f"{community.slug}/{topic.slug}"] = thread
        for member in community.memberships.all():
            self.comings.append((member.joined_at, 0, partial(self.tell, MemberJoined(member.pk))))
        for one in community.join_requests.all():
            self.comings.append((one.created_at, 0, partial(self.tell, JoinRequested(one.pk))))

    def write(self) -> None:
        moments = [moment for thread in self.threads.values() for moment in thread.moments]
        for at, _order, act in sorted([*moments, *self.comings], key=lambda each: each[:2]):
            act(at)
        for thread in self.threads.values():
            thread.leave_marks()
        self._count_topics()

    def tell(self, event: Any, at: datetime) -> None:
        news.tell(event, at, self.now)

    def follow(self, desks: dict[str, dict[str, Any]]) -> None:
        """How closely each of them follows what, before anything is said."""
        for handle, desk in desks.items():
            for place, level in desk.get("follows", {}).items():
                self._follow(self.people[handle], self._target(place), Level(level))

    def lay_out(self, desks: dict[str, dict[str, Any]]) -> None:
        """Leave each where they stopped reading, with what they had begun to write."""
        for handle, desk in desks.items():
            person = self.people[handle]
            last_here = self.now - duration(desk["last_here"])
            for thread in self.threads.values():
                if thread.space.is_readable_by(person):
                    thread.mark_read(person, last_here)
            for place, text in desk.get("drafts", {}).items():
                key = f"reply/{self.threads[place].topic.pk}"
                Draft.objects.keep(key, {"source": text.strip()}, by=person)
            for place, kept in desk.get("keeps", {}).items():
                self._keep(person, self.threads[place], kept)

    def _keep(self, person: User, thread: "Thread", kept: dict[str, Any]) -> None:
        """With the note, and a reminder that came a while ago or is to come in a while."""
        remind_at = None
        if "reminded" in kept:
            remind_at = self.now - duration(kept["reminded"])
        elif "remind_in" in kept:
            remind_at = self.now + duration(kept["remind_in"])
        bookmark = Bookmark.objects.create(
            user=person,
            post=thread.topic.posts.get(number=kept.get("post", 1)),
            note=kept["note"],
            remind_at=remind_at,
            kept_at=self.now - duration(kept["ago"]),
        )
        reminders.arrange(bookmark.target)
        if "reminded" in kept:
            Reminder.objects.get(thing=bookmark.target).tell()

    def linked(self, source: str, *, in_community: str) -> str:
        """With the addresses that linked topics have in this hall."""

        def address(found: Any) -> str:
            slug = f"{found['community'] or in_community}/{found['slug']}"
            return f"]({self.threads[slug].topic.get_absolute_url()})"

        return TOPIC_LINK.sub(address, source)

    def _target(self, place: str) -> str:
        """``evaluation``, ``evaluation/ethics`` (a space) or ``evaluation#consent`` (a tag)."""
        if "#" in place:
            slug, _hash, name = place.partition("#")
            return f"tag:{Tag.objects.get(community__slug=slug, name=name).pk}"
        if "/" in place:
            slug, _slash, name = place.partition("/")
            return Space.objects.get(community__slug=slug, slug=name).scope
        return Community.objects.get(slug=place).scope

    def _follow(self, user: User, target: str, level: Level) -> None:
        Follow.objects.create(
            user=user, target=target, level=level, is_chosen=True, since=user.date_joined
        )

    def _count_topics(self) -> None:
        ours = Community.objects.filter(pk__in={t.community.pk for t in self.threads.values()})
        for community in ours.annotate(topics_now=Count("topics")):
            Community.objects.filter(pk=community.pk).update(topic_count=community.topics_now)
        for tag in Tag.objects.filter(community__in=ours).annotate(topics_now=Count("topics")):
            Tag.objects.filter(pk=tag.pk).update(topic_count=tag.topics_now)


class Thread:
    """One topic of the content, on its way into the database."""

    def __init__(
        self, talk: Talk, content: TopicContent, space: Space, joined: dict[int, datetime]
    ) -> None:
        self.talk, self.content, self.space, self.joined = talk, content, space, joined
        self.community: Community = space.community
        self.began = talk.now - content.age
        self.posts: dict[int, Post] = {}  # by the identity of their content

    @property
    def moments(self) -> Iterator[Moment]:
        """When each post was written, tried, accepted, and the topic closed."""
        posts = [self.content.opening, *sorted(self.content.posts, key=lambda post: post.after)]
        for number, post in enumerate(posts, start=1):
            yield self.began + post.after, number, partial(self.say, post, number)
            for said in post.reactions:
                yield self.began + said.after, LAST, partial(self._react, post, said)
            if post.accepted_after:
                yield self.began + post.accepted_after, LAST, partial(self._accept, post)
        if closed := self.content.closed:
            yield self.began + closed["after"], LAST, partial(self._close, closed)

    @cached_property
    def topic(self) -> Topic:
        content = self.content
        posts = [content.opening, *sorted(content.posts, key=lambda post: post.after)]
        last = posts[-1]
        return Topic.objects.create(
            community=self.community,
            space=self.space,
            kind=content.kind,
            title=content.title,
            author=self.talk.people[content.opening.author],
            created_at=self.began,
            active_at=self.began + last.after,
            last_post_by=self.talk.people[last.author],
            recent_author_ids=last_of([self.talk.people[post.author].pk for post in posts]),
            pinned_at=self.began if content.pinned else None,
            post_count=1 + len(content.posts),
            reply_count=len(content.posts),
            answer_count=sum(post.depth == 1 for post in content.posts),
            useful_count=len(content.opening.useful),
            tried_count=sum(said.word in TRIALS for said in content.opening.reactions),
            version=1 + len(content.opening.earlier),
        )

    def say(self, content: PostContent, number: int, at: datetime) -> None:
        parent = self.posts[id(content.parent)] if content.depth > 1 else None
        author = self.talk.people[content.author]
        source = self._pictured(
            self.talk.linked(content.body, in_community=self.community.slug), author
        )
        written = compose(source, self.space, by=author)
        post = self.posts[id(content)] = Post.objects.create(
            topic=self.topic,
            community=self.community,
            author=author,
            parent=parent,
            number=number,
            path=(parent.path if parent else "") + step(number),
            depth=parent.depth + 1 if parent else 0,
            source=source,
            html=written.html,
            created_at=at,
            edited_at=self.began + content.earlier[-1].until if content.earlier else None,
            version=1 + len(content.earlier),
            useful_count=len(content.useful),
            **counted(content.reactions),
        )
        Mention.objects.note(post, written.mentioned)
        uses.note(post, written.uploads, self.space)
        linking.note(post, written.targets, self.space)
        if post.is_opening:
            Topic.objects.filter(pk=self.topic.pk).update(gist=written.gist)
            tags = Tag.objects.filter(community=self.community, name__in=self.content.tags)
            self.topic.tags.set(tags)
        self._record(post)
        self._vote(content, post)
        self._revise(content, post)
        self._follow(post, at)
        self.talk.tell(TopicStarted(self.topic.pk) if post.is_opening else PostAdded(post.pk), at)

    def leave_marks(self) -> None:
        """Whoever wrote here had read what was there by then."""
        for user in {post.author for post in self.posts.values()}:
            own = max(post.created_at for post in self.posts.values() if post.author == user)
            self.mark_read(user, own)

    def mark_read(self, user: User, at: datetime) -> None:
        read = [post.number for post in self.posts.values() if post.created_at <= at]
        if read:
            ReadMark.objects.advance(self.topic, by=user, number=max(read))
        told = Notice.objects.filter(user=user, group=self.topic.target, created_at__lte=at)
        told.unread().update(read_at=at)

    def _pictured(self, source: str, author: User) -> str:
        """With the pictures it shows among its author's files; ours need not be drawn anew."""

        def address(found: Any) -> str:
            path = picture_path(self.community.slug, found["name"])
            with path.open("rb") as file, Image.open(path) as image:
                width, height = image.size
                upload = keep(file, path.name, PNG, by=author, width=width, height=height)
            return f"]({upload.address})"

        return PICTURE.sub(address, source)

    def _record(self, post: Post) -> None:
        if post.is_opening:
            self._note("started", self.topic, post.author, post.created_at)
        else:
            verb = "answered" if post.is_answer else "replied"
            to = post.parent.author if post.parent else self.topic.author
            self._note(verb, post, post.author, post.created_at, to)

    def _note(
        self, verb: str, subject: Any, by: User, at: datetime, to: User | None = None
    ) -> None:
        activity = Activity.objects.record(verb, subject, by=by, space=self.space, to=to)
        Activity.objects.filter(pk=activity.pk).update(at=at)

    def _vote(self, content: PostContent, post: Post) -> None:
        """One every few hours after it was written, or after the voter had joined."""
        voters = [self.talk.people[handle] for handle in content.useful]
        Vote.objects.bulk_create(
            Vote(
                post=post,
                user=user,
                cast_at=min(
                    self.talk.now,
                    max(post.created_at, self.joined[user.pk]) + timedelta(hours=5 * nth),
                ),
            )
            for nth, user in enumerate(voters, start=1)
        )

    def _revise(self, content: PostContent, post: Post) -> None:
        written = [(content.author, post.created_at)]
        written += [(text.editor, self.began + text.until) for text in content.earlier]
        Revision.objects.bulk_create(
            Revision(
                post=post,
                number=number,
                title=self.topic.title if post.is_opening else "",
                tags=sorted(self.content.tags) if post.is_opening else [],
                source=self.talk.linked(text.body, in_community=self.community.slug),
                author=self.talk.people[author],
                created_at=since,
                replaced_by=self.talk.people[editor],
                replaced_at=until,
                reason=text.note,
            )
            for number, (text, ((author, since), (editor, until))) in enumerate(
                zip(content.earlier, pairwise(written), strict=True), start=1
            )
        )

    def _follow(self, post: Post, at: datetime) -> None:
        """Who writes watches; others were only curious."""
        watching = [(post.author, False)]
        if post.is_opening:
            watching += [(self.talk.people[handle], True) for handle in self.content.following]
        target, level = self.topic.target, Level.WATCHING
        Follow.objects.bulk_create(
            [
                Follow(user=user, target=target, level=level, is_chosen=chosen, since=at)
                for user, chosen in watching
            ],
            ignore_conflicts=True,
        )

    def _react(self, content: PostContent, said: ReactionContent, at: datetime) -> None:
        post, user = self.posts[id(content)], self.talk.people[said.user]
        reaction = Reaction.objects.create(
            post=post,
            user=user,
            word=said.word,
            why=said.why,
            post_version=post.version,
            left_at=at,
        )
        self._note("tried" if reaction.is_trial else "warned", post, user, at, post.author)
        self.talk.tell(ReactionLeft(reaction.pk, post.pk), at)

    def _accept(self, content: PostContent, at: datetime) -> None:
        asker, answer = self.topic.author, self.posts[id(content)]
        acceptance = Acceptance.objects.create(
            topic=self.topic, answer=answer, accepted_by=asker, accepted_at=at
        )
        self._note("accepted", answer, asker, at, answer.author)
        self.talk.tell(AnswerAccepted(acceptance.pk), at)

    def _close(self, closed: dict[str, Any], at: datetime) -> None:
        original = self.talk.threads.get(f"{self.community.slug}/{closed.get('of')}")
        Closure.objects.create(
            topic=self.topic,
            reason=closed["reason"],
            note=closed["note"],
            duplicate_of=original.topic if original else None,
            closed_by=self.talk.people[closed["by"]],
            closed_at=at,
        )
        turn = {"reason": closed["reason"], "note": closed["note"]}
        who = self.talk.people[closed["by"]]
        Turn.objects.create(topic=self.topic, what=What.CLOSED, by=who, at=at, **turn)
        self.talk.tell(TopicClosed(self.topic.pk), at)


def counted(reactions: list[ReactionContent]) -> dict[str, int]:
    counts = Counter(said.word for said in reactions)
    return {f"{word}_count": counts[word] for word in Word.values}
