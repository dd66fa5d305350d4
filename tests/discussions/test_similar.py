"""What is here already is offered to whoever begins to write it, as far as they may see it."""

import pytest

from accounts.models import User
from communities.models import Community, Role, Space
from discussions.begun import new_topic_key
from discussions.models import Acceptance, Closure, Draft
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.discussions.test_pages import as_user, text
from tests.knowledge.factories import publish_article

pytestmark = pytest.mark.django_db

TITLE = "How do you set a baseline afterwards?"
BEGUN = "Setting the baseline when it is too late"


def offered(surface: str, viewer: User, community: Community, title: str, **more: str) -> list[str]:
    """The titles, in their order."""
    client = as_user(viewer)
    if surface == "api":
        at = f"/api/v1/communities/{community.slug}/similar/"
        return [one["title"] for one in client.get(at, {"title": title}).json()["items"]]
    at = f"{community.address}{'t/new/' if surface == 'page' else 'write/similar/'}"
    page = text(client.get(at, {"title": title} | more))
    assert ("<html" in page) is (surface == "page")
    parts = page.split('class="similar__title book"')[1:]
    return [part.partition(">")[2].partition("<")[0] for part in parts]


@pytest.mark.parametrize("surface", ["fragment", "page", "api"])
def test_a_topic_that_says_it_in_other_words_is_offered(relay, surface):
    topic = start_topic(title=TITLE)
    start_topic(space=topic.space, title="Where is lunch on Thursday?", source="Soup, I hope.")
    relay()

    assert offered(surface, topic.author, topic.community, BEGUN) == [TITLE]


def test_what_misspells_it_finds_it_too(relay):
    topic = start_topic(title=TITLE)
    relay()

    assert offered("api", topic.author, topic.community, "A basline for afterwrds") == [TITLE]


def test_a_few_letters_find_nothing_yet_and_strange_signs_are_no_error(relay):
    topic = start_topic(title=TITLE)
    relay()

    assert offered("fragment", topic.author, topic.community, "baseline") == []
    for title in ("' \\ \" & | ! ( ) :* <->", "\x00\x01 baseline's \\x %s", "the of and to for"):
        assert offered("fragment", topic.author, topic.community, title) in ([], [TITLE])


def test_an_announcement_is_made_whatever_there_is(relay):
    topic = start_topic(title=TITLE)
    owner = join(topic.community, role=Role.OWNER)
    relay()

    assert offered("page", owner, topic.community, BEGUN, kind="discussion") == [TITLE]
    for surface in ("fragment", "page"):
        assert offered(surface, owner, topic.community, BEGUN, kind="announcement") == []


@pytest.mark.parametrize("surface", ["fragment", "page", "api"])
def test_what_one_may_not_see_is_not_offered(relay, surface):
    community = CommunityFactory()
    insider, member = join(community), join(community)
    hide = Space.objects.open(community, name="Hide", visibility="group", named=[insider])
    start_topic(space=hide, by=insider, title="Baselines of the heron", tags=["heron"])
    publish_article(space=hide, by=insider, title="Heron baselines, afterwards", tags=["heron"])
    relay()

    seen = offered(surface, insider, community, BEGUN + " heron")
    assert set(seen) == {"Baselines of the heron", "Heron baselines, afterwards"}
    assert offered(surface, member, community, BEGUN + " heron") == []
    api = f"/api/v1/communities/{community.slug}/similar/?title={BEGUN} heron"
    assert as_user(member).get(api).json() == {"items": [], "tags": []}


def test_what_has_been_closed_off_since_it_was_indexed_is_not_offered(relay):
    """The index is told of it later; the topic itself is asked each time."""
    topic = start_topic(title=TITLE)
    member = join(topic.community)
    relay()
    Space.objects.filter(pk=topic.space_id).update(visibility="group")

    assert offered("api", member, topic.community, BEGUN) == []


def test_what_is_deleted_or_of_another_community_is_not_offered(relay):
    topic = start_topic(title=TITLE)
    start_topic(title=TITLE)
    gone = start_topic(space=topic.space, title="A baseline that is gone")
    gone.delete_softly(by=gone.author)
    relay()

    assert offered("api", topic.author, topic.community, BEGUN) == [TITLE]


def test_an_article_comes_before_topics_and_in_place_of_those_it_was_made_of(relay):
    topic = start_topic(title=TITLE)
    another = start_topic(space=topic.space, title="Setting the baseline when it is too late")
    article = publish_article(
        space=topic.space, by=topic.author, title="Baselines, late", sources=topic.address
    )
    relay()

    found = as_user(topic.author).get(
        f"/api/v1/communities/{topic.community.slug}/similar/", {"title": BEGUN}
    )

    assert [(one["title"], one["is_recommended"]) for one in found.json()["items"]] == [
        (article.title, True),
        (another.title, False),
    ]


def test_a_retired_article_is_not_offered(relay):
    article = publish_article(title="Baselines, set too late")
    article.retire(by=join(article.community, role=Role.MODERATOR))
    relay()

    assert offered("api", article.author, article.community, BEGUN) == []


def test_of_a_topic_that_repeats_another_the_other_is_offered(relay):
    original = start_topic(title="When nobody measured before the start", source="What then?")
    again = start_topic(space=original.space, title=TITLE)
    moderator = join(original.community, role=Role.MODERATOR)
    Closure.objects.close(again, by=moderator, reason="duplicate", duplicate_of=original)
    relay()

    assert offered("api", original.author, original.community, BEGUN) == [original.title]


def test_the_list_says_how_each_stands(relay):
    topic = start_topic(title=TITLE)
    answer = add_post(topic)
    Acceptance.objects.accept(answer, by=topic.author)
    relay()

    page = text(
        as_user(topic.author).get(f"{topic.community.address}write/similar/", {"title": BEGUN})
    )

    assert "Solved" in page
    assert "1 answer<" in page
    assert "1 that may say the same" in page


def test_tags_of_what_is_similar_are_suggested_unless_only_a_narrow_space_has_them(relay):
    community = CommunityFactory()
    insider = join(community)
    hide = Space.objects.open(community, name="Hide", visibility="group", named=[insider])
    start_topic(space=first_space(community), title=TITLE, tags=["baseline", "method"])
    start_topic(space=first_space(community), title="The baseline", tags=["baseline"])
    start_topic(space=hide, by=insider, title=TITLE, tags=["heron"])
    relay()

    found = as_user(insider).get(f"/api/v1/communities/{community.slug}/similar/", {"title": BEGUN})

    assert found.json()["tags"] == ["baseline", "method"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_much_is_similar(relay, django_assert_num_queries, rows):
    topic = start_topic(title=TITLE)
    for number in range(rows):
        start_topic(space=topic.space, title=f"{TITLE} Time {number}", tags=["one", "two"])
        publish_article(space=topic.space, by=topic.author, title=f"Baselines afterwards {number}")
    relay()
    client = as_user(topic.author)

    with django_assert_num_queries(9):
        page = text(client.get(f"{topic.community.address}write/similar/", {"title": BEGUN}))

    assert page.count('class="similar__item"') == min(2 * rows + 1, 5)


@pytest.mark.parametrize(("way", "drafts"), [("drop", 0), ("keep", 1)])
def test_who_is_answered_goes_there_and_their_draft_goes_or_stays(relay, way, drafts):
    topic = start_topic(title=TITLE)
    member = join(topic.community)
    key = new_topic_key(topic.community)
    Draft.objects.keep(key, {"title": "Setting", "source": "Long ago."}, by=member)
    sent = {"title": BEGUN, "source": "Long ago, and more.", way: topic.target}

    response = as_user(member).post(f"{topic.community.address}write/answered/", sent)

    assert response.headers["Location"] == topic.get_absolute_url()
    assert Draft.objects.filter(user=member).count() == drafts
    if drafts:
        assert Draft.objects.get().fields == {"title": BEGUN, "source": "Long ago, and more."}


def test_who_is_answered_by_an_article_goes_to_the_article(relay):
    article = publish_article(title="Baselines, set too late")
    relay()
    client = as_user(article.author)

    response = client.post(f"{article.community.address}write/answered/", {"drop": article.target})

    assert response.headers["Location"] == article.get_absolute_url()


@pytest.mark.parametrize("key", ["", "topic:0", "topic:x", "nonsense", "article:1", "topic:1e9"])
def test_what_is_not_there_answers_nobody_and_costs_no_draft(key):
    topic = start_topic()
    Draft.objects.keep(new_topic_key(topic.community), {"title": "Setting"}, by=topic.author)

    response = as_user(topic.author).post(
        f"{topic.community.address}write/answered/", {"drop": key}
    )

    assert response.status_code == 404
    assert Draft.objects.count() == 1


def test_what_one_may_not_see_answers_nobody(relay):
    community = CommunityFactory()
    insider, member = join(community), join(community)
    hide = Space.objects.open(community, name="Hide", visibility="group", named=[insider])
    topic = start_topic(space=hide, by=insider)
    article = publish_article(space=hide, by=insider)
    relay()

    for key in (topic.target, article.target):
        statuses = [
            as_user(one).post(f"{community.address}write/answered/", {"keep": key}).status_code
            for one in (insider, member)
        ]
        assert statuses == [302, 404]


def test_who_may_not_start_a_topic_is_offered_nothing(relay):
    topic = start_topic(title=TITLE)
    relay()
    client = as_user(UserFactory())

    for at in (f"{topic.community.address}write/", f"/api/v1/communities/{topic.community.slug}/"):
        assert client.get(f"{at}similar/", {"title": BEGUN}).status_code == 403
