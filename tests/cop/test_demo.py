"""The demo in the database: as the verbs would have left it, and nobody was mailed."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core import mail
from django.db import transaction
from django.db.models import Count, F, Model, Q
from django.urls import resolve
from django.utils import timezone

from accounts.models import User
from communities.models import Activity, Community, Invitation, JoinRequest, Membership, Role, Tag
from cop.demo import content, loader
from core.models import OutboxEvent
from discussions.models import (
    Acceptance,
    Mention,
    Post,
    Reaction,
    ReadMark,
    Revision,
    Topic,
    Vote,
)
from discussions.models.reaction import Word
from notifications.digesting import send_planned
from notifications.models import Digest, Email, Follow, Notice, Rhythm


@pytest.fixture(scope="module")
def _demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo, loaded once for the module; each test then has its own savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        loader.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_demo: None, db: None) -> None:
    pass


def person(handle: str) -> User:
    return User.objects.get(handle=handle)


def signed_in(email: str) -> User:
    user = authenticate(None, email=email, password=loader.PASSWORD)
    assert isinstance(user, User)
    return user


def topic(slug: str) -> Topic:
    """The loaded topic of this slug, found by its title."""
    found = [t for c in content.read_communities() for t in c.topics if t.slug == slug]
    return Topic.objects.get(title=found[0].title)


def rows_of_all_tables() -> dict[type[Model], int]:
    return {model: model._default_manager.count() for model in apps.get_models()}


def test_everything_that_is_written_is_loaded(demo):
    contents = content.read_communities()
    topics = [t for c in contents for t in c.topics]

    assert User.objects.count() == 20
    assert sorted(Community.objects.values_list("slug", flat=True)) == [c.slug for c in contents]
    assert Topic.objects.count() == len(topics)
    assert Post.objects.count() == sum(1 + len(t.posts) for t in topics)
    assert Vote.objects.count() == sum(
        len(post.useful) for t in topics for post in (t.opening, *t.posts)
    )
    assert JoinRequest.objects.waiting().count() == 2
    assert Invitation.objects.usable().count() == 3


def test_loading_again_changes_nothing(demo):
    before = rows_of_all_tables()

    assert loader.load() is False
    assert rows_of_all_tables() == before


def test_nobody_is_mailed(demo):
    assert not OutboxEvent.objects.exists()
    assert not Email.objects.exists()
    assert mail.outbox == []


def test_each_role_can_sign_in(demo):
    found = {s.role: signed_in(s.email) for s in loader.sign_ins()}
    roles = dict(
        Membership.objects.filter(community__slug="evaluation").values_list("user", "role")
    )

    assert {role: roles[user.pk] for role, user in found.items()} == {
        "owner": Role.OWNER,
        "facilitator": Role.FACILITATOR,
        "moderator": Role.MODERATOR,
        "member": Role.MEMBER,
        "newcomer": Role.MEMBER,
        "operator": Role.MEMBER,
    }
    assert [role for role, user in found.items() if user.is_staff] == ["operator"]
    assert timezone.now() - found["newcomer"].date_joined < timedelta(days=2)


def test_the_others_cannot_sign_in_with_the_printed_password(demo):
    assert authenticate(None, email="joseph@example.org", password=loader.PASSWORD) is None


def test_the_private_room_is_closed_to_those_outside(demo):
    private = Topic.objects.filter(community__slug="facilitators")

    assert private.count() == 3
    assert not private.visible_to(person("ines")).exists()
    assert private.visible_to(person("amina")).count() == 3


def test_the_counts_of_topics_are_those_of_their_posts(demo):
    replies = Q(posts__number__gt=1)
    counted = Topic.objects.annotate(
        posts_now=Count("posts", distinct=True),
        replies_now=Count("posts", filter=replies, distinct=True),
        answers_now=Count("posts", filter=replies & Q(posts__parent=None), distinct=True),
        useful_now=Count("posts__votes", filter=Q(posts__number=1), distinct=True),
    )

    wrong = counted.exclude(
        post_count=F("posts_now"),
        reply_count=F("replies_now"),
        answer_count=F("answers_now"),
        useful_count=F("useful_now"),
    )

    assert list(wrong) == []


def test_a_topic_was_active_when_its_last_post_was_written(demo):
    for found in Topic.objects.prefetch_related("posts"):
        posts = sorted(found.posts.all(), key=lambda post: post.number)
        assert [post.number for post in posts] == list(range(1, found.post_count + 1))
        assert (found.active_at, found.last_post_by_id) == (
            posts[-1].created_at,
            posts[-1].author_id,
        )
        faces = found.recent_author_ids
        found.listen_again()
        assert faces == found.recent_author_ids
        assert found.created_at == posts[0].created_at


def test_other_counts_are_those_of_their_rows(demo):
    posts = Post.objects.annotate(votes_now=Count("votes"))
    tags = Tag.objects.annotate(topics_now=Count("topics"))
    communities = Community.objects.annotate(
        topics_now=Count("topics", distinct=True), members_now=Count("memberships", distinct=True)
    )

    assert list(posts.exclude(useful_count=F("votes_now"))) == []
    for word in Word.values:
        said = Count("reactions", filter=Q(reactions__word=word))
        wrong = Post.objects.annotate(said=said).exclude(**{f"{word}_count": F("said")})
        assert list(wrong) == [], word
    assert list(tags.exclude(topic_count=F("topics_now"))) == []
    assert (
        list(communities.exclude(topic_count=F("topics_now"), member_count=F("members_now"))) == []
    )


def test_ids_follow_the_dates_because_lists_are_sorted_by_them(demo):
    for model in (Topic, Post):
        dates = list(model._default_manager.order_by("pk").values_list("created_at", flat=True))
        assert dates == sorted(dates)


def test_nothing_is_in_the_future(demo):
    now = timezone.now()

    for model, field in [
        (Topic, "active_at"),
        (Post, "created_at"),
        (Post, "edited_at"),
        (Vote, "cast_at"),
        (Acceptance, "accepted_at"),
        (Reaction, "left_at"),
        (Revision, "replaced_at"),
        (Activity, "at"),
        (Membership, "joined_at"),
    ]:
        late = model._default_manager.filter(**{f"{field}__gt": now})
        assert not late.exists(), (model, field)


@pytest.mark.parametrize(
    "slug",
    [
        "no-baseline",
        "low-traffic-slo",
        "attribution-wrong-question",
        "read-back-to-the-village",
        "dns-five-seconds",
    ],
)
def test_a_thread_is_what_the_verbs_would_have_made_of_it(demo, slug):
    loaded = topic(slug)

    again = retell(loaded)

    assert shape(again) == shape(loaded)
    for counter in (
        "post_count",
        "reply_count",
        "answer_count",
        "useful_count",
        "tried_count",
        "gist",
    ):
        assert getattr(again, counter) == getattr(loaded, counter)
    assert activity_of(again) == activity_of(loaded)


def retell(loaded: Topic) -> Topic:
    """The same thread once more, through the verbs and with today's date."""
    opening = loaded.opening
    again = Topic.objects.start(
        loaded.space,
        kind=loaded.kind,
        title=loaded.title,
        source=opening.source,
        tags=list(loaded.tags.values_list("name", flat=True)),
        by=loaded.author,
    )
    told = {opening.pk: again.opening}
    for post in loaded.posts.filter(number__gt=1).order_by("number"):
        parent = told[post.parent_id] if post.parent_id else None
        told[post.pk] = again.reply(post.source, by=post.author, parent=parent)
    for vote in Vote.objects.filter(post__topic=loaded):
        Vote.objects.cast(told[vote.post_id], by=vote.user)
    for said in Reaction.objects.filter(post__topic=loaded):
        Reaction.objects.leave(told[said.post_id], said.word, by=said.user, why=said.why)
    if loaded.is_solved:
        Acceptance.objects.accept(told[loaded.acceptance.answer_id], by=loaded.author)
    return Topic.objects.get(pk=again.pk)


def shape(found: Topic) -> list[dict[str, Any]]:
    counts = ("useful_count", "worked_count", "partly_count", "outdated_count")
    fields = ("number", "path", "depth", "author", "html", *counts, "acceptance__answer")
    named = Mention.objects.filter(post__topic=found).values_list("post__number", "user")
    posts = found.posts.order_by("number").values(*fields)
    for post in posts:
        post["acceptance__answer"] = bool(post["acceptance__answer"])
    return [{**post, "named": sorted(n for n in named if n[0] == post["number"])} for post in posts]


def activity_of(found: Topic) -> list[tuple[Any, ...]]:
    posts = Q(subject_kind="discussions.post", subject_id__in=found.posts.values("pk"))
    mine = Activity.objects.filter(posts | Q(subject_kind="discussions.topic", subject_id=found.pk))
    return sorted(mine.values_list("verb", "actor", "to_user", "scope", "audience"), key=repr)


def test_an_edit_can_follow_the_ones_in_the_demo(demo):
    edited = topic("rubrics-two-raters")

    edited.edit(
        by=edited.author,
        version=edited.version,
        title=edited.title,
        source="Shorter.",
        tags=["rubrics"],
    )

    earlier = Revision.objects.filter(post=edited.opening).order_by("number")
    assert [revision.number for revision in earlier] == [1, 2]
    assert "I know what is wrong with it" not in earlier[0].source
    assert "I know what is wrong with it" in earlier[1].source
    assert earlier[1].created_at == earlier[0].replaced_at


def test_a_duplicate_points_at_its_original(demo):
    assert topic("endline-ten-weeks").closure.duplicate_of == topic("no-baseline")


def test_links_between_topics_have_addresses(demo):
    linked = Post.objects.filter(source__contains="](/c/")
    addresses = [
        address for post in linked for address in re.findall(r'href="(/c/[^"]+)"', post.html)
    ]

    assert not Post.objects.filter(source__contains="](topic:").exists()
    assert len(addresses) >= 10
    for address in addresses:
        match = resolve(address)
        found = Topic.objects.get(pk=match.kwargs["pk"])
        assert address == found.get_absolute_url()


def test_everybody_one_can_be_has_something_unread_and_something_begun(demo):
    for sign_in in loader.sign_ins():
        user = signed_in(sign_in.email)
        unread = Notice.objects.of(user).unread()

        assert len(set(unread.values_list("kind", flat=True))) >= 2, user
        assert user.drafts.exists(), user
        assert Follow.objects.chosen_by(user).count() >= 2, user
        assert Topic.objects.visible_to(user).unread_by(user).exists() or user.handle == "sunita"
    assert not ReadMark.objects.filter(number__gt=F("topic__post_count")).exists()


def test_nobody_is_told_what_they_cannot_read_or_did_themselves(demo):
    for notice in Notice.objects.select_related("user", "actor"):
        assert Notice.objects.of(notice.user).filter(pk=notice.pk).exists(), notice
        assert notice.actor != notice.user


def test_news_are_listed_in_the_order_in_which_they_came(demo):
    came = list(Notice.objects.order_by("pk").values_list("created_at", flat=True))

    assert came == sorted(came)


def test_what_came_before_one_was_here_last_is_read(demo):
    last_here = timezone.now() - content.duration(content.read_desks()["ines"]["last_here"])
    mine = Notice.objects.filter(user=person("ines"), group__startswith="topic:")

    assert mine.filter(created_at__lt=last_here).exists()
    assert not mine.filter(created_at__lt=last_here).unread().exists()
    assert mine.filter(created_at__gt=last_here).unread().exists()


def test_those_in_charge_have_requests_and_invitations_waiting(demo):
    for handle in ("amina", "marta"):
        [request] = JoinRequest.objects.waiting().filter(
            community__memberships__in=person(handle).memberships.in_charge()
        )
        told = Notice.objects.of(person(handle)).unread()
        assert told.filter(key=f"join_request:{request.pk}").exists()
        assert Invitation.objects.usable().filter(community=request.community).exists()


def test_a_digest_is_on_its_way_to_everybody_one_can_be(demo):
    emails = sorted(sign_in.email for sign_in in loader.sign_ins())

    assert sorted(Digest.objects.waiting().values_list("user__email", flat=True)) == emails
    send_planned(seconds=10)

    assert sorted(letter.to[0] for letter in mail.outbox) == emails
    assert set(Digest.objects.values_list("state", "number")) == {("sent", 1)}
    next_ones = Rhythm.objects.filter(user__email__in=emails)
    for rhythm in next_ones:
        assert rhythm.due_at > timezone.now() + timedelta(days=6)
