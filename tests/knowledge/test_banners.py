"""Topics lead to the article that was made of them, and lead nobody where they may not go."""

import pytest
from django.test import Client

from communities.models import Role, Space
from discussions.models import Banner, Closure, Topic
from knowledge.models import Article
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.integrations.test_api import Program
from tests.knowledge.factories import begin_article, publish_article, said, solve

pytestmark = pytest.mark.django_db

LED = "This has become an article"


def page_of(topic, user=None) -> str:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(Topic.objects.get(pk=topic.pk).get_absolute_url()).content.decode()


def test_a_topic_leads_to_its_article_while_that_is_published(relay):
    topic = solve()
    article = begin_article(space=topic.space, sources=topic.address)
    shown = []
    moderator = join(topic.community, role=Role.MODERATOR)
    for act in (
        lambda: None,
        article.propose,
        lambda: article.release(by=moderator),
        lambda: article.retire(by=moderator),
        article.reinstate,
    ):
        act()
        relay()
        api = Program()("GET", f"topics/{topic.pk}/").json()["banner"]
        shown.append(LED in page_of(topic))
        assert shown[-1] == (api is not None)

    assert shown == [False, False, True, False, True]
    assert api == {"title": article.title, "url": article.get_absolute_url()}


def test_a_member_is_offered_to_make_one_of_a_solved_topic_that_has_none(relay):
    topic, member = solve(), UserFactory()
    offer = f"{topic.community.address}knowledge/new/?topic={topic.pk}"
    join(topic.community, member)
    unsolved = start_topic(space=topic.space)

    assert offer in page_of(topic, member)
    assert offer not in page_of(topic, UserFactory())
    assert offer not in page_of(topic)
    assert "knowledge/new/" not in page_of(unsolved, member)

    publish_article(space=topic.space, sources=topic.address)
    relay()
    assert offer not in page_of(topic, member)


def test_visitors_are_shown_it_though_their_page_is_kept(relay):
    topic = solve()
    before = [page_of(topic) for _ in range(2)]

    article = publish_article(space=topic.space, sources=topic.address)
    relay()

    assert LED not in before[1]
    assert LED in page_of(topic)
    article.retire(by=article.author)
    relay()
    assert LED not in page_of(topic)


def test_a_title_that_is_corrected_is_corrected_on_the_topic(relay):
    topic = solve()
    article = publish_article(space=topic.space, sources=topic.address)
    relay()
    better = said(title="Baselines, rightly named", sources=topic.address)

    article.edit(by=article.author, version=1, **better)
    relay()

    assert "Baselines, rightly named" in page_of(topic)


def test_a_topic_that_is_no_source_any_more_leads_nowhere(relay):
    topic = solve()
    article = publish_article(space=topic.space, sources=topic.address)
    relay()

    article.edit(by=article.author, version=1, **said())
    relay()

    assert not Banner.objects.exists()


def test_the_article_of_a_closed_space_is_kept_from_others(relay):
    topic = solve()
    named, member = join(topic.community), join(topic.community)
    room = Space.objects.open(topic.community, name="Room", visibility="group", named=[named])
    publish_article(space=room, by=named, sources=topic.address, title="What only some may know")
    relay()

    assert LED in page_of(topic, named)
    for other in (member, None):
        assert LED not in page_of(topic, other)
        assert "What only some may know" not in page_of(topic, other)
        assert Program(other)("GET", f"topics/{topic.pk}/").json()["banner"] is None


def test_a_space_that_closes_takes_the_banner_along(relay):
    topic = solve()
    room = Space.objects.open(topic.community, name="Room")
    author = join(topic.community)
    publish_article(space=room, by=author, sources=topic.address)
    relay()
    assert LED in page_of(topic)

    room.name_people([author])
    room.edit(name="Room", description="", visibility="group")

    assert LED not in page_of(topic)
    assert LED in page_of(topic, author)


def test_a_duplicate_leads_where_the_earlier_topic_leads(relay):
    topic = solve()
    publish_article(space=topic.space, sources=topic.address)
    again = start_topic(space=topic.space)

    Closure.objects.close(again, by=again.author, reason="duplicate", duplicate_of=topic)
    relay()
    assert LED in page_of(again)

    Closure.objects.reopen(again, by=again.author)
    relay()
    assert LED not in page_of(again)


def test_of_two_articles_the_first_is_led_to_and_then_the_other(relay):
    topic = solve()
    first = publish_article(space=topic.space, sources=topic.address, title="The first of two")
    publish_article(space=topic.space, sources=topic.address, title="The other of two")
    relay()
    assert "The first of two" in page_of(topic)

    first.retire(by=first.author)
    relay()

    assert "The other of two" in page_of(topic)


def test_a_community_hangs_nothing_on_the_topics_of_another(relay):
    topic = solve()
    elsewhere = CommunityFactory()
    as_if_ours = f"{elsewhere.address}t/{topic.pk}/"

    publish_article(space=first_space(elsewhere), sources=f"{topic.address}\n{as_if_ours}")
    relay()

    assert not Banner.objects.exists()


def test_the_topic_of_a_closed_space_is_a_bare_link_and_credits_nobody():
    community = CommunityFactory()
    author, asker = join(community), join(community)
    room = Space.objects.open(community, name="Room", visibility="group", named=[author, asker])
    topic = solve(space=room, by=asker, title="What only some may ask?")
    article = publish_article(space=first_space(community), by=author, sources=topic.address)
    client = Client()
    client.force_login(author)

    stranger = Client().get(article.get_absolute_url()).content.decode()
    insider = client.get(article.get_absolute_url()).content.decode()
    api = Program()("GET", f"articles/{article.pk}/").json()

    assert topic.address in stranger
    for secret in (topic.title, asker.name, topic.slug):
        assert secret not in stranger
        assert secret not in str(api)
        assert secret in insider


def test_those_whose_words_it_rests_on_are_credited():
    topic = solve()
    answer = topic.acceptance.answer

    article = publish_article(space=topic.space, sources=topic.address)

    people = Program()("GET", f"articles/{article.pk}/").json()["contributors"]
    assert [(one["person"]["handle"], one["parts"]) for one in people] == [
        (article.author.handle, ["wrote"]),
        (answer.author.handle, ["answered"]),
        (topic.author.handle, ["asked"]),
    ]
    assert Article.objects.get().typed_sources == topic.address
