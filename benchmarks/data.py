"""A community of the size asked for, with the shape of the one the budgets were set on.

500 users; a tenth of the topics have 20 posts and the rest 9; posts of 624 characters on average
from a vocabulary of 50 words, so that a search for two of them matches most of everything, and
eight rare words, each in one post of 800.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.core.management import call_command
from django.utils import timezone
from tqdm import tqdm

from accounts.models import User
from communities.models import Community, Membership, Space, Tag
from core import markdown
from discussions.models import Post, Topic
from discussions.models.post import step

USERS, TAGS, TEXTS, CHUNK = 500, 40, 400, 2000
RARE = ["zephyr", "quokka", "gossamer", "halcyon", "petrichor", "saffron", "umbrella", "vellum"]
COMMON = """team survey baseline village report data quality alert service budget on-call
indicator method sample interview clinic county incident review deploy database latency error
pager runbook answer question practice community member facilitator workshop course project
evidence donor programme result change learning water school nurse ward patient night shift
handover rota checklist trial error margin""".split()  # noqa: SIM905


def seed(posts: int) -> None:
    """Fill an empty database; a full one is left as it is."""
    if Topic.objects.exists():
        return
    chance = random.Random(42)
    people = _people()
    space = _community(people)
    texts = [_text(chance) for _ in range(TEXTS)]
    with tqdm(total=posts, desc="Posts", unit=" posts") as bar:
        for chunk in _chunks(_sizes(posts), CHUNK // 10):
            bar.update(_write(chunk, space, people, texts, chance))
    _count(space)
    call_command("reindex", verbosity=0)


def _people() -> list[User]:
    users = [
        User(email=f"u{n}@bench.example", handle=f"u{n}", name=f"User {n}", password="!")
        for n in range(USERS)
    ]
    return User.objects.bulk_create(users)


def _community(people: list[User]) -> Space:
    community = Community.objects.create(name="Bench", slug="bench", member_count=USERS)
    space = Space.objects.create(community=community, name="General", slug="general")
    Membership.objects.bulk_create(Membership(community=community, user=user) for user in people)
    names = [f"tag-{n}" for n in range(TAGS)]
    Tag.objects.bulk_create(Tag(community=community, name=name) for name in names)
    return space


def _text(chance: random.Random) -> tuple[str, str]:
    words = chance.choices(COMMON, k=95)
    source = " ".join(words[:30]) + ".\n\n- " + " ".join(words[30:60]) + "\n- **" + words[60]
    source += "**\n\n" + " ".join(words[61:]) + "."
    return source, markdown.render(source).html


def _sizes(posts: int) -> Iterator[int]:
    number = 0
    while posts > 0:
        size = min(posts, 20 if number % 10 == 0 else 9)
        yield size
        posts, number = posts - size, number + 1


def _chunks(sizes: Iterator[int], length: int) -> Iterator[list[int]]:
    while chunk := list(islice(sizes, length)):
        yield chunk


def _write(
    sizes: list[int],
    space: Space,
    people: list[User],
    texts: list[tuple[str, str]],
    chance: random.Random,
) -> int:
    begin = timezone.now() - timedelta(days=365)
    topics = Topic.objects.bulk_create(
        Topic(
            community_id=space.community_id,
            space=space,
            kind="question",
            title=" ".join(chance.choices(COMMON, k=8)).capitalize(),
            gist=texts[0][0][:200],
            author=chance.choice(people),
            created_at=begin + timedelta(minutes=chance.randrange(500_000)),
            post_count=size,
            answer_count=size - 1,
            reply_count=size - 1,
            last_post_by=chance.choice(people),
            recent_author_ids=[one.pk for one in chance.sample(people, 4)],
        )
        for size in sizes
    )
    Topic.objects.bulk_update(_active(topics), ["active_at"])
    tags = list(Tag.objects.filter(community=space.community_id))
    Topic.tags.through.objects.bulk_create(
        Topic.tags.through(topic=topic, tag=tag)
        for topic in topics
        for tag in chance.sample(tags, 2)
    )
    posts = [
        _post(topic, number, people, texts, chance)
        for topic, size in zip(topics, sizes, strict=True)
        for number in range(1, size + 1)
    ]
    Post.objects.bulk_create(posts, batch_size=CHUNK)
    return len(posts)


def _active(topics: list[Topic]) -> list[Topic]:
    for topic in topics:
        topic.active_at = topic.created_at + timedelta(hours=topic.post_count)
    return topics


def _post(
    topic: Topic,
    number: int,
    people: list[User],
    texts: list[tuple[str, str]],
    chance: random.Random,
) -> Post:
    source, html = chance.choice(texts)
    if chance.random() < 0.01:
        rare = chance.choice(RARE)
        source, html = f"{source} {rare}", f"{html}<p>{rare}</p>"
    return Post(
        topic=topic,
        community_id=topic.community_id,
        author=topic.author if number == 1 else chance.choice(people),
        number=number,
        path=step(number),
        source=source,
        html=html,
        useful_count=chance.randrange(20),
        created_at=topic.created_at + timedelta(hours=number),
    )


def _count(space: Space) -> None:
    topics = Topic.objects.filter(space=space).count()
    Community.objects.filter(pk=space.community_id).update(topic_count=topics)
    for tag in Tag.objects.filter(community=space.community_id):
        Tag.objects.filter(pk=tag.pk).update(topic_count=tag.topics.count())
