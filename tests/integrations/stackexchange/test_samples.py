"""Two real sites, held to what was counted in their files by other means."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from accounts.models import StandIn
from communities.models import Tag
from discussions.models import Acceptance, Closure, EarlierVotes, Post, Revision, Topic
from discussions.models.closure import Reason
from integrations.models import Import
from integrations.stackexchange.columns import read_moment
from integrations.stackexchange.dump import Dump
from integrations.stackexchange.models import Imported, Kind
from integrations.stackexchange.shape import shape_of
from search.models import Document
from tests.communities.factories import CommunityFactory
from tests.integrations.stackexchange.counters import counters_are_right
from tests.integrations.stackexchange.dumps import bring

pytestmark = pytest.mark.django_db

SITES = {
    "conlang-meta": "conlang.meta.stackexchange.com",
    "beer-2014/beer": "beer.stackexchange.com",
    "beer-2014/meta.beer": "meta.beer.stackexchange.com",
}
# Of those whose owner is only a name, these are texts about tags.
NAMELESS_WIKIS = {"beer-2014/beer": 2}
DUPLICATES = {"conlang-meta": 1, "beer-2014/beer": 9, "beer-2014/meta.beer": 1}


@pytest.mark.parametrize("sample", SITES)
def test_a_sample_is_brought_whole(shared_data: Path, sample: str):
    folder, site = shared_data / "stackexchange" / sample, SITES[sample]
    expected = json.loads((folder / "expected.json").read_text())
    community = CommunityFactory()

    bring(folder, community, site)

    expected["owner_display_only"] -= NAMELESS_WIKIS.get(sample, 0)
    assert numbers_here() == numbers_of(expected) | {"duplicates": DUPLICATES[sample]}
    assert all_votes() == expected["Votes"]
    assert counters_are_right(community)
    posts = {int(row.attributes["Id"]): row.attributes for row in Dump(folder).rows("Posts")}
    ours = posts_by_key()
    assert {key for key, p in posts.items() if p["PostTypeId"] in {"1", "2"}} == set(ours)
    for key, post in ours.items():
        theirs = posts[key]
        votes = getattr(post, "earlier_votes", None)
        assert (votes.up - votes.down if votes else 0) == int(theirs["Score"])
        if site not in theirs["Body"]:  # a bare link to the site gets the title it leads to
            assert shape_of(post.html)[0] == shape_of(theirs["Body"])[0]
        assert post.created_at == read_moment(theirs["CreationDate"])
        assert post.edited_at == edited_at(theirs) or post.revisions.exists()
        assert post.attribution["site"] == site
        assert post.attribution["licence"] == theirs.get("ContentLicense", "CC BY-SA 3.0")
    assert Document.objects.filter(kind="topic").count() == expected["by_type"]["1"]


def numbers_of(expected: dict[str, Any]) -> dict[str, int]:
    return {
        "questions": expected["by_type"]["1"],
        "answers": expected["by_type"]["2"],
        "comments": expected["Comments"] - expected["comments_orphan_post"],
        "users": expected["Users"],
        "tags": expected["Tags"],
        "tags in use": expected["tags_used"],
        "accepted": expected["accepted"],
        "closed": expected["closed"],
        "known by name only": expected["owner_display_only"],
        "scores": expected["score_sum"],
        "negative": expected["locked_q_negative"],
        "first": datetime.fromisoformat(f"{expected['dates'][0]}+00:00"),
    }


def numbers_here() -> dict[str, Any]:
    answers = Post.objects.answers()
    votes = EarlierVotes.objects.filter(post__depth=0).values_list("up", "down")
    users = StandIn.objects.exclude(key__contains=":name:")
    posted = Post.objects.filter(depth=0)
    return {
        "questions": Topic.objects.questions().count(),
        "answers": answers.count(),
        "comments": Post.objects.filter(depth=1).count(),
        "users": users.count(),
        "tags": Tag.objects.count(),
        "tags in use": Tag.objects.filter(topic_count__gt=0).count(),
        "accepted": Acceptance.objects.count(),
        "closed": Closure.objects.count(),
        "known by name only": posted.filter(attribution__author_url="").count(),
        "scores": sum(up - down for up, down in votes),
        "negative": sum(up < down for up, down in votes),
        "first": posted.order_by("created_at")[0].created_at,
        "duplicates": Closure.objects.filter(
            reason=Reason.DUPLICATE, duplicate_of__isnull=False
        ).count(),
    }


def all_votes() -> int:
    """Those that count here, and those that the report says are left out."""
    counts = Import.objects.get().counts
    brought = (counts["brought"][what]["new"] for what in ("votes up", "votes down"))
    skipped = counts["skipped"]["votes"].values()
    return sum(brought) + Acceptance.objects.count() + sum(skipped)


def posts_by_key() -> dict[int, Post]:
    questions = Imported.objects.filter(kind=Kind.QUESTION).values_list("object_id", "key")
    answers = Imported.objects.filter(kind=Kind.ANSWER).values_list("object_id", "key")
    of_topics, of_posts = dict(questions), dict(answers)
    posts = Post.objects.filter(depth=0).select_related("earlier_votes")
    return {
        of_topics[post.topic_id] if post.is_opening else of_posts[post.pk]: post for post in posts
    }


def edited_at(theirs: dict[str, str]) -> datetime | None:
    return read_moment(theirs["LastEditDate"]) if "LastEditDate" in theirs else None


def test_a_sample_brought_twice_is_there_once(shared_data: Path):
    sample = "beer-2014/meta.beer"
    folder, site = shared_data / "stackexchange" / sample, SITES[sample]
    community = CommunityFactory()
    bring(folder, community, site)
    before = numbers_here(), Revision.objects.count(), Document.objects.count()

    bring(folder, community, site)

    assert (numbers_here(), Revision.objects.count(), Document.objects.count()) == before
    brought = Import.objects.get().counts["brought"]
    assert {what: list(states) for what, states in brought.items()} == {
        what: ["unchanged"] for what in ("users", "tags", "questions", "answers", "comments")
    }
