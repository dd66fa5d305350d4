from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from communities.models import Membership, Role, Space
from discussions.models import Acceptance
from knowledge.models import Article, Doubt, Reading
from knowledge.tasks import mark_overdue
from notifications import reminders
from notifications.digest import Reader, sections
from notifications.models import Email, Follow, LeadTimes, Level, Notice
from notifications.tasks import remind
from search.finding import find
from search.query import Query
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.knowledge.factories import begin_article, publish_article, said

pytestmark = pytest.mark.django_db


def told(user) -> list[str]:
    mine = Notice.objects.filter(user=user, kind__startswith="knowledge.")
    return [notice.kind.partition(".")[2] for notice in mine.order_by("pk")]


def test_a_proposal_is_told_to_those_who_can_decide_until_somebody_has(relay):
    community = CommunityFactory()
    moderator, other, member = (
        join(community, role=Role.MODERATOR),
        join(community, role=Role.FACILITATOR),
        join(community),
    )
    article = begin_article(space=first_space(community), by=join(community))

    article.propose()
    relay()
    proposed = [told(user) for user in (moderator, other, member, article.author)]
    article.release(by=moderator)
    relay()

    assert proposed == [["ArticleWasProposed"], ["ArticleWasProposed"], [], []]
    assert [told(user) for user in (moderator, other)] == [[], []]
    assert told(article.author) == ["YourArticleWasPublished"]


def test_what_is_given_back_is_told_to_its_author_alone(relay):
    article = begin_article()
    moderator = join(article.community, role=Role.MODERATOR)
    article.propose()
    relay()

    article.give_back(by=moderator, note="Say for how long.")
    relay()

    assert told(article.author) == ["YourArticleWasReturned"]
    assert (
        Notice.objects.get(user=article.author, group=article.target).excerpt == "Say for how long."
    )
    assert not Notice.objects.exclude(user=article.author).filter(group=article.target).exists()


def test_whoever_asked_and_answered_hears_that_it_became_an_article(relay):
    topic = start_topic()
    answer = add_post(topic)
    Acceptance.objects.accept(answer, by=topic.author)
    follower = join(topic.community)
    Follow.objects.create(
        user=follower, target=topic.community.scope, level=Level.WATCHING, since=timezone.now()
    )

    article = publish_article(space=topic.space, sources=topic.address)
    relay()

    assert told(answer.author) == ["YourAnswerBecameAnArticle"]
    assert told(topic.author) == ["YourQuestionBecameAnArticle"]
    assert told(article.author) == ["YourArticleWasPublished"]
    assert told(follower) == ["ArticleWasPublished"]
    assert Email.objects.filter(user=answer.author).exists()


def test_whoever_cannot_see_the_space_is_told_nothing(relay):
    topic = start_topic()
    answer = add_post(topic)
    Acceptance.objects.accept(answer, by=topic.author)
    named = join(topic.community)
    room = Space.objects.open(topic.community, name="Room", visibility="group", named=[named])

    publish_article(space=room, by=named, sources=topic.address)
    relay()

    assert told(answer.author) == []
    assert told(named) == ["YourArticleWasPublished"]


def test_reading_the_article_reads_its_news(relay, client):
    article = publish_article()
    relay()
    client.force_login(article.author)

    client.post(f"{article.address}reading/")

    assert not Notice.objects.unread().filter(group=article.target).exists()
    assert Reading.objects.count() == 1


def overdue(article) -> Article:
    past = timezone.now() - timedelta(days=400)
    Article.objects.filter(pk=article.pk).update(
        published_at=past, verified_at=past, review_due=past + timedelta(days=365)
    )
    reminders.arrange(article.target)
    return Article.objects.for_page().get(pk=article.pk)


def test_an_owner_is_reminded_once_for_each_date(relay):
    article = overdue(publish_article())

    for _ in range(3):
        remind()
        relay()
    first = told(article.owner).count("YourArticleIsDue")
    article.verify(by=article.owner, months=3)
    remind()
    relay()
    verified = told(article.owner).count("YourArticleIsDue")
    overdue(article)
    remind()
    relay()

    assert (first, verified) == (1, 0)
    assert told(article.owner).count("YourArticleIsDue") == 1


def test_where_the_owner_has_left_those_in_charge_are_reminded(relay):
    article = overdue(publish_article())
    facilitator = join(article.community, role=Role.FACILITATOR)
    Membership.objects.get(user=article.owner).leave()

    remind()
    relay()

    assert told(facilitator) == ["YourArticleIsDue"]
    assert "YourArticleIsDue" not in told(article.owner)


def test_an_article_that_falls_due_is_found_as_stale_without_anybody_doing_anything(relay):
    article = publish_article(title="Quillback counting in spring")
    reader = join(article.community)
    relay()
    LeadTimes.objects.choose("article", [], by=article.owner)
    Article.objects.update(verified_at=long_ago(), review_due=timezone.now() - timedelta(hours=1))

    mark_overdue()

    assert addresses_found("quillback is:stale", reader) == [article.get_absolute_url()]


def long_ago() -> datetime:
    return timezone.now() - timedelta(days=400)


def test_a_doubt_is_told_to_the_owner(relay):
    article = publish_article()
    reader = join(article.community)

    Doubt.objects.raise_on(article, by=reader, note="The form has changed.")
    relay()

    assert told(article.owner) == ["YourArticleWasPublished", "YourArticleIsDoubted"]
    assert Notice.objects.get(user=article.owner, actor=reader).excerpt == "The form has changed."


def test_a_doubt_taken_back_leaves_search_as_it_was(relay):
    article = publish_article(title="Quillback counting in autumn")
    Article.objects.filter(pk=article.pk).update(
        verified_at=timezone.now() - timedelta(days=360),
        review_due=timezone.now() + timedelta(days=5),
    )
    reader = join(article.community)

    Doubt.objects.raise_on(article, by=reader)
    relay()
    assert addresses_found("quillback is:stale", reader) == [article.get_absolute_url()]
    Doubt.objects.withdraw(article, by=reader)
    relay()

    assert addresses_found("quillback is:stale", reader) == []
    assert addresses_found("quillback", reader) == [article.get_absolute_url()]


def addresses_found(asked: str, viewer) -> list[str]:
    client = Client()
    client.force_login(viewer)
    return [one["url"] for one in client.get("/api/v1/search/", {"q": asked}).json()["items"]]


def found(words: str, viewer) -> list[tuple[str, bool]]:
    """The kind of each result, and whether it is marked as retired."""
    return [(r.kind, "retired" in r.traits) for r in find(viewer, Query.read(words)).items]


def test_an_article_is_found_before_the_topic_and_a_retired_one_after(relay):
    topic = start_topic(title="Quillback counting in autumn", source="How?")
    add_post(topic, source="By quillback, by quillback.")
    article = publish_article(space=topic.space, title="Quillback counting, worked out")
    viewer = UserFactory()
    relay()
    published = found("quillback counting", viewer)

    article.retire(by=article.owner)
    relay()

    assert [kind for kind, _retired in published] == ["article", "topic"]
    assert found("quillback counting", viewer) == [("topic", False), ("article", True)]


def test_what_is_not_out_is_not_found(relay):
    article = begin_article(title="Quillback counting, a draft")
    relay()
    drafted = found("quillback", article.author)
    article.propose()
    relay()

    assert drafted == found("quillback", article.author) == []


def test_the_digest_brings_what_was_published():
    article = publish_article()
    begin_article(space=article.space, title="Only a draft so far")
    reader = join(article.community)
    muting = {article.community.scope: Level.MUTED}
    now = timezone.now()

    def issue(user, levels=None):
        keys = {"public", article.community.scope}
        since = now - timedelta(days=7)
        one = Reader(user, keys, since, now + timedelta(minutes=1), levels=levels or {})
        section = sections["knowledge.NewArticles"]
        items = section.gather([one])[user.pk]
        assert {i.key for i in section.recall(one, [i.key for i in items])} == {
            i.key for i in items
        }
        return [item.title for item in items]

    assert issue(reader) == [article.title]
    assert issue(article.author) == []
    assert issue(reader, muting) == []


def test_an_edit_keeps_the_news_true(relay):
    article = publish_article()
    relay()

    article.edit(by=article.owner, version=1, **said(title="Named rightly at last"))
    relay()

    assert (
        Notice.objects.get(user=article.author, group=article.target).title
        == "Named rightly at last"
    )
