import pytest
from django.test import Client

from communities.models.community import Visibility
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 2), ("member", 6)])
def test_the_page_costs_the_same_however_many_results(
    relay, django_assert_num_queries, rows, who, queries
):
    community = CommunityFactory()
    member = join(community, UserFactory(name="Vacuum Person"))
    for _ in range(rows):
        topic = start_topic(space=first_space(community), by=member, title="Vacuum", tags=["one"])
        add_post(topic, by=member, source="vacuum")
    relay()
    client = signed_in(member) if who == "member" else Client()
    client.get("/search/")

    with django_assert_num_queries(queries):
        page = client.get("/search/", {"q": "vacuum"})

    assert text(page).count('<li class="found"') == rows + 1


@pytest.mark.parametrize(("who", "queries"), [("visitor", 4), ("member", 8)])
def test_correcting_costs_two_more(relay, django_assert_num_queries, who, queries):
    topic = start_topic(title="Vacuum")
    relay()
    client = signed_in(topic.author) if who == "member" else Client()
    client.get("/search/")

    with django_assert_num_queries(queries):
        page = client.get("/search/", {"q": "vaccum"})

    assert "Showing results for <strong>vacuum</strong>" in text(page)
