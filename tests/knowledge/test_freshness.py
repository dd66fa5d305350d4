from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from communities.models import Role
from core.errors import StaleVersion
from knowledge.errors import NothingRecommended, OwnSuccessor, WrongState
from knowledge.freshness import Freshness
from knowledge.models import Article, Doubt, Reading, State
from knowledge.queue import stale_in
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space
from tests.knowledge.factories import begin_article, publish_article, said
from tests.racing import race

START = datetime(2026, 1, 1, tzinfo=UTC)


def fresh(days: int, doubts: int = 0, readers: int = 0) -> Freshness:
    now = START + timedelta(days=days)
    return Freshness(START, START + timedelta(days=300), doubts, readers, now)


@pytest.mark.parametrize(
    ("days", "doubts", "stale"),
    [
        (299, 0, False),
        (300, 0, True),
        (199, 1, False),
        (200, 1, True),
        (99, 2, False),
        (0, 3, True),
    ],
)
def test_staleness_is_age_and_doubts(days, doubts, stale):
    assert fresh(days, doubts).is_stale is stale


def test_of_two_equally_stale_what_more_people_read_comes_first():
    assert fresh(300, readers=6).urgency == pytest.approx(3.0)
    assert fresh(300).urgency == pytest.approx(1.0)


def age(article: Article, days: int) -> None:
    then = timezone.now() - timedelta(days=days)
    Article.objects.filter(pk=article.pk).update(
        verified_at=then, published_at=then, review_due=then + timedelta(days=365)
    )


@pytest.mark.django_db
def test_a_stale_article_says_so_and_a_verified_one_does_not():
    article = publish_article()
    age(article, 400)
    Doubt.objects.raise_on(article, by=join(article.community))
    words = "This may be out of date."
    stale = Client().get(article.get_absolute_url()).content.decode()
    listed = Client().get(f"{article.community.address}knowledge/").content.decode()

    article.verify(by=article.owner)

    assert words in stale
    assert "1 member says" in stale
    assert "May be out of date" in listed
    assert words not in Client().get(article.get_absolute_url()).content.decode()
    assert not Doubt.objects.exists()


@pytest.mark.django_db
def test_editing_does_not_make_it_fresh():
    article = publish_article()
    age(article, 400)

    article.edit(by=article.owner, version=1, **said())

    assert Article.objects.with_freshness().get().is_stale


@pytest.mark.django_db
def test_the_queue_has_the_most_urgent_first_and_owners_see_their_own():
    community = CommunityFactory()
    moderator, owner = join(community, role=Role.MODERATOR), join(community)
    unread, read, _fresh, others = (
        publish_article(space=first_space(community), by=owner if n < 3 else None) for n in range(4)
    )
    for article in (unread, read, others):
        age(article, 370)
    Reading.objects.note(read, by=moderator)
    for _ in range(3):
        Doubt.objects.raise_on(others, by=join(community))

    assert stale_in(moderator, community) == [others, read, unread]
    assert stale_in(owner, community) == [read, unread]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_however_many_wait(django_assert_num_queries, rows):
    community = CommunityFactory()
    client = Client()
    client.force_login(join(community, role=Role.MODERATOR))
    for _ in range(rows):
        age(publish_article(space=first_space(community)), 400)
        begin_article(space=first_space(community)).propose()

    with django_assert_num_queries(6):
        page = client.get(f"{community.address}knowledge/queue/").content.decode()

    assert page.count('class="wrow"') == rows
    assert page.count('class="qrow"') == rows


@pytest.mark.django_db
def test_what_is_retired_leaves_the_list_and_leads_on():
    article = publish_article(title="The old way of it")
    better = publish_article(space=article.space, title="The better way of it")
    article.retire(by=article.owner, successor=better, note="It was wrong.")

    listed = Client().get(f"{article.community.address}knowledge/").content.decode()
    page = Client().get(article.get_absolute_url()).content.decode()

    assert "The old way of it" not in listed
    assert "It was wrong." in page
    assert better.get_absolute_url() in page
    assert "The better way of it" in page


@pytest.mark.django_db
def test_a_successor_that_one_may_not_read_is_a_bare_link():
    article = publish_article()
    named = join(article.community)
    space = first_space(article.community)
    room = type(space).objects.open(
        article.community, name="Room", visibility="group", named=[named]
    )
    hidden = publish_article(space=room, by=named, title="What only some may know")
    article.retire(by=article.owner, successor=hidden)

    page = Client().get(article.get_absolute_url()).content.decode()

    assert hidden.address in page
    assert hidden.title not in page
    assert hidden.slug not in page


@pytest.mark.django_db
def test_verbs_refuse_what_their_state_does_not_allow():
    article = publish_article()
    other = publish_article()
    empty = begin_article(practice="  ")

    for act in (article.propose, article.discard, article.reinstate):
        with pytest.raises(WrongState):
            act()
    with pytest.raises(OwnSuccessor):
        article.retire(by=article.owner, successor=article)
    with pytest.raises(OwnSuccessor):
        article.retire(by=article.owner, successor=other)
    with pytest.raises(NothingRecommended):
        empty.propose()
    with pytest.raises(NothingRecommended):
        article.edit(by=article.owner, version=1, **said(practice=""))


@pytest.mark.django_db(transaction=True)
def test_of_two_edits_of_one_version_one_is_kept():
    article = begin_article()

    results = race(
        *(
            partial(
                Article.objects.get(pk=article.pk).edit,
                by=article.author,
                version=1,
                **said(practice=text),
            )
            for text in ("one", "two", "three")
        )
    )

    assert [isinstance(result, StaleVersion) for result in results].count(True) == 2
    assert article.revisions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_article_published_twice_at_once_is_published_once():
    article = begin_article()
    moderators = [join(article.community, role=Role.MODERATOR) for _ in range(4)]

    results = race(*(partial(Article.objects.get(pk=article.pk).release, by=m) for m in moderators))

    assert [isinstance(result, WrongState) for result in results].count(True) == 3
    article.refresh_from_db()
    assert article.state == State.PUBLISHED


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_begins_one_draft():
    space = first_space(CommunityFactory())
    author = join(space.community)

    begun = race(*(partial(Article.objects.begin, space, by=author, nonce="n", **said()),) * 4)

    assert len({article.pk for article in begun}) == 1
