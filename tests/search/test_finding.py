import pytest

from discussions.models import Vote
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, start_topic
from tests.search.finding import search, titles

pytestmark = pytest.mark.django_db


def test_a_topic_is_found_by_title_body_tag_and_author_text(relay):
    start_topic(title="Vacuum never finishes", source="The **bloat** grows.", tags=["postgres"])
    relay()

    for words in ("vacuum", "bloat", "postgres", "finish grow", "VACUUM"):
        assert titles(search(words)) == ["Vacuum never finishes"]
    assert titles(search("kafka")) == []


def test_accents_do_not_matter(relay):
    start_topic(title="Évaluation à mi-parcours")
    relay()

    assert titles(search("evaluation")) == ["Évaluation à mi-parcours"]
    assert titles(search("évaluation")) == ["Évaluation à mi-parcours"]
    assert titles(search("mi parcours")) == ["Évaluation à mi-parcours"]


@pytest.mark.parametrize(
    "words", ["write", "read/write", "node", "node.js", "multi tenant", "multi-tenant", "int"]
)
def test_words_that_are_joined_are_found_apart_and_together(relay, words):
    start_topic(title="A read/write lock", source="In node.js: multi-tenant `vector<int>`.")
    relay()

    assert titles(search(words)) == ["A read/write lock"]


def test_an_answer_is_found_under_its_topic_with_its_own_address(relay):
    topic = start_topic(title="Vacuum never finishes")
    answer = add_post(topic, source="Look for an orphaned replication slot.")
    relay()

    [found] = search("orphaned slot").items

    assert (found.kind, found.object_id, found.url) == (
        "post",
        answer.pk,
        answer.get_absolute_url(),
    )
    assert found.title == "Vacuum never finishes"
    assert found.extract == ("Look for an <mark>orphaned</mark> replication <mark>slot</mark>.")


def test_a_topic_is_one_result_and_as_answers_each_of_its_posts(relay):
    topic = start_topic(title="Vacuum never finishes", source="Vacuum, all day.")
    for _ in range(2):
        add_post(topic, source="Tune the vacuum.")
    relay()

    assert [item.kind for item in search("vacuum").items] == ["topic"]
    assert [item.kind for item in search("vacuum", kind="post").items] == ["post", "post"]


def test_a_phrase_an_alternative_and_an_exclusion(relay):
    start_topic(title="Late joiners as a control group")
    start_topic(title="A control for the joiners of the group")
    relay()

    assert titles(search('"control group"')) == ["Late joiners as a control group"]
    assert titles(search("“control group”")) == ["Late joiners as a control group"]
    assert titles(search("control -late")) == ["A control for the joiners of the group"]
    assert len(search("late or control").items) == 2
    assert titles(search('group -"control group"')) == ["A control for the joiners of the group"]
    assert titles(search('late or -"control group"')) != []


def test_the_title_counts_more_than_the_text(relay):
    start_topic(title="About something", source="Vacuum is a word here, among many others.")
    start_topic(title="Vacuum", source="What does it do?")
    relay()

    assert titles(search("vacuum")) == ["Vacuum", "About something"]


def test_what_was_useful_comes_first(relay):
    plain = start_topic(title="Vacuum by night")
    useful = start_topic(title="Vacuum by day")
    other = start_topic(title="Vacuum by dawn")
    for _ in range(3):
        Vote.objects.cast(useful.opening, by=join(useful.community))
    relay()

    assert titles(search("vacuum"))[0] == useful.title
    assert {plain.title, other.title} == set(titles(search("vacuum"))[1:])


def test_communities_and_people_are_found(relay):
    community = CommunityFactory(name="Site reliability", tagline="Keeping promises to users")
    join(community, UserFactory(name="Joseph Okello", headline="Runs storage", handle="jokello"))
    CommunityFactory._meta.model.objects.found(
        by=UserFactory(name="Ana"), name="Beer brewing", slug="beer"
    )
    relay()

    assert titles(search("brewing")) == ["Beer brewing"]
    assert titles(search("okello")) == ["Joseph Okello"]
    assert titles(search("jokello")) == ["Joseph Okello"]
    assert titles(search("storage", kind="person")) == ["Joseph Okello"]


def test_pages_follow_one_another_without_gap_or_repetition(relay):
    first = start_topic(title="Vacuum 0")
    for number in range(1, 7):
        start_topic(title=f"Vacuum {number}", space=first.space, by=first.author)
    relay()

    seen, after = [], None
    for _ in range(3):
        page = search("vacuum", size=3, after=after)
        seen += titles(page)
        after = page.next
        assert page.total == 7

    assert sorted(seen) == [f"Vacuum {number}" for number in range(7)]
    assert after is None
