"""What results have in common, counted over what the viewer may see, and over nothing else."""

from typing import Any

import pytest
from django.test import Client

from communities.models import TagSynonym
from discussions.models import Acceptance
from search.asked import Asked
from search.finding import Results
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, SpaceFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.search.finding import VISITOR
from tests.search.test_secrets import CANARY, QUERIES, world  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def ask(text: str, viewer: Any = VISITOR, **parameters: str) -> Results:
    asked = Asked.read({"q": text, **parameters})
    return asked.find(viewer, asked.narrowings(viewer))


def counts(found: Results) -> dict[str, dict[str, int]]:
    return {
        facet.name: {" ".join(map(str, value.terms)): value.count for value in facet.values}
        for facet in found.facets
    }


@pytest.fixture
def three(relay):
    here, there = CommunityFactory(name="Here", slug="here"), CommunityFactory(slug="there")
    asker = join(here)
    solved = start_topic(space=first_space(here), by=asker, title="Vacuum one", tags=["bloat"])
    Acceptance.objects.accept(add_post(solved, source="vacuum, so"), by=asker)
    start_topic(space=first_space(here), title="Vacuum two", tags=["bloat", "wal"])
    start_topic(space=first_space(there), title="Vacuum three", kind="discussion")
    relay()


def test_results_are_counted_by_kind_state_place_and_tag(three):
    assert counts(ask("vacuum")) == {
        "kind": {"kind:question": 2, "kind:answer": 1, "kind:discussion": 1},
        "is": {"is:accepted": 1, "is:solved": 1, "is:unanswered": 1, "is:unsolved": 1},
        "in": {"in:here": 2, "in:there": 1},
        "tag": {"tag:bloat": 2, "tag:wal": 1},
    }


def test_each_value_leads_to_as_many_as_it_says(three):
    for values in counts(ask("vacuum")).values():
        for operator, number in values.items():
            assert ask(f"vacuum {operator}").total == number, operator


def test_what_was_asked_for_and_what_tells_nothing_apart_is_not_offered(three):
    assert counts(ask("vacuum tag:bloat")) == {
        "kind": {"kind:question": 2, "kind:answer": 1},
        "is": {"is:accepted": 1, "is:solved": 1, "is:unanswered": 1, "is:unsolved": 1},
        "tag": {"tag:wal": 1},
    }
    assert counts(ask("two")) == {}
    assert counts(ask("xylophone")) == {}


def test_within_one_community_its_spaces_are_counted(relay):
    here = CommunityFactory(slug="here")
    start_topic(space=first_space(here), title="Vacuum one")
    start_topic(
        space=SpaceFactory(community=here, name="Lounge", slug="lounge"), title="Vacuum two"
    )
    relay()

    assert counts(ask("vacuum"))["in"] == {"in:here/general": 1, "in:here/lounge": 1}


@pytest.mark.parametrize("who", ["visitor", "stranger"])
def test_secret_content_changes_no_count(world, relay, who):  # noqa: F811
    viewer = VISITOR if who == "visitor" else world.stranger
    queries = [
        *QUERIES,
        f"tag:{CANARY}",
        "is:solved",
        "vacuum -is:solved",
        "vacuum kind:topic",
        "in:circle",
    ]

    def seen() -> list[Any]:
        everywhere = [
            (counts(found), found.total) for text in queries if (found := ask(text, viewer))
        ]
        inside = [ask(text, viewer, community="quiet") for text in queries]
        return [everywhere, inside]

    before = seen()
    world.hide()
    relay()

    assert seen() == before
    assert "is" in counts(ask("vacuum", world.member))


@pytest.mark.parametrize("topics", [1, 3])
@pytest.mark.parametrize(("places", "queries"), [(1, 2), (2, 3)])
def test_counting_costs_at_most_one_query(
    relay, django_assert_num_queries, topics, places, queries
):
    for _place in range(places):
        space = first_space(CommunityFactory())
        for number in range(topics):
            start_topic(space=space, title="Vacuum", tags=[f"tag-{number}"])
    relay()
    Client().get("/search/")

    with django_assert_num_queries(queries):
        Client().get("/search/", {"q": "vacuum"})


def test_the_api_says_what_narrows_to_each(three):
    found = Client().get("/api/v1/search/", {"q": "vacuum"}).json()

    tags = next(facet for facet in found["facets"] if facet["facet"] == "tag")
    assert tags["values"] == [
        {"q": "tag:bloat", "name": "bloat", "count": 2},
        {"q": "tag:wal", "name": "wal", "count": 1},
    ]
    narrowed = Client().get("/api/v1/search/", {"q": "vacuum tag:wal"}).json()
    assert (narrowed["total"], [item["tags"] for item in narrowed["items"]]) == (
        1,
        [["bloat", "wal"]],
    )


def titles(text: str, viewer: Any = VISITOR, **parameters: str) -> set[str]:
    return {str(item.title.striptags()) for item in ask(text, viewer, **parameters).items}


def test_operators_narrow_and_exclude(three):
    one, two, other = "Vacuum one", "Vacuum two", "Vacuum three"

    assert titles("vacuum tag:bloat") == titles("tag:BLOAT") == {one, two}
    assert titles("vacuum tag:bloat tag:wal") == {two}
    assert titles("vacuum -tag:wal") == {one, other}
    assert titles("vacuum in:here") == titles("in:here/general") == {one, two}
    assert titles("vacuum in:there in:here") == {one, two, other}
    assert titles("vacuum -in:there") == {one, two}
    assert titles("kind:discussion") == titles("", kind="discussion") == {other}
    assert titles("kind:discussion kind:answer") == {one, other}
    assert titles("is:solved") == titles("", state="solved") == {one}
    assert titles("is:unanswered") == {two}
    assert titles("vacuum in:nowhere") == titles("", state="nonsense") == set()
    assert titles("vacuum -in:nowhere") == {one, two, other}
    assert titles("vacuum after:2001 before:2100-01") == {one, two, other}
    assert titles("vacuum", since="2101") == titles("vacuum before:2001-02-03") == set()
    for words in ("is:nonsense", "before:soon", "colour:red"):  # are words, which nothing has
        assert not ask(f"vacuum {words}").has_all_words


def test_an_author_is_named_by_handle(relay):
    topic = start_topic(title="Vacuum", by=None)
    start_topic(title="Vacuum too")
    relay()

    handle = topic.author.handle
    assert titles(f"author:{handle} kind:topic") == titles(f"vacuum author:@{handle}") == {"Vacuum"}
    assert titles(f"vacuum -author:{handle}") == {"Vacuum too"}
    assert titles("vacuum author:nobody-at-all") == set()


def test_a_tag_is_found_by_its_synonym_where_it_is_one(relay):
    here, there = CommunityFactory(), CommunityFactory()
    start_topic(space=first_space(here), title="Vacuum here", tags=["postgresql"])
    start_topic(space=first_space(there), title="Vacuum there", tags=["postgresql"])
    start_topic(space=first_space(there), title="Vacuum third", tags=["pg"])
    tag = here.tags.get(name="postgresql")
    TagSynonym.objects.create(community=here, name="pg", tag=tag)
    relay()

    assert titles("tag:pg") == titles("", tag="pg") == {"Vacuum here", "Vacuum third"}


def test_the_page_shows_operators_as_filters_that_can_be_removed(three):
    page = Client().get("/search/", {"q": "vacuum tag:bloat -is:solved"}).content.decode()

    assert 'value="vacuum tag:bloat -is:solved"' in page
    assert 'href="?q=vacuum+-is%3Asolved"' in page
    assert 'href="?q=vacuum+tag%3Abloat"' in page
    assert "Not: Solved" in page


def test_what_a_person_who_blocks_has_is_not_counted(relay):
    person = UserFactory(name="Vacuum Person")
    join(CommunityFactory(), person)
    relay()

    assert ask("vacuum").total == 1
    assert counts(ask("vacuum")) == {}
