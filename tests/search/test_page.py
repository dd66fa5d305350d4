import re

import pytest
from django.test import Client

from communities.models.community import Visibility
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.search.test_query import ODD

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Target": "results-more"}
CSRF = re.compile(r'"X-CSRFToken": "\w+"|name="csrfmiddlewaretoken" value="\w+"')


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


def test_a_page_of_results_says_what_where_and_by_whom(relay):
    community = CommunityFactory(name="Evaluators")
    topic = start_topic(
        space=first_space(community), title="Vacuum <b>never</b> finishes", tags=["postgres"]
    )
    relay()

    page = text(Client().get("/search/", {"q": "vacuum"}))

    assert "<mark>Vacuum</mark> &lt;b&gt;never&lt;/b&gt; finishes</a>" in page
    assert f'href="{topic.get_absolute_url()}"' in page
    assert f'<a href="{community.address}">Evaluators</a>' in page
    assert f">{topic.author.name}</a>" in page
    assert "1 result<" in page
    assert '<meta name="robots" content="noindex">' in page


def test_results_can_be_narrowed_and_widened_again(relay):
    here, there = CommunityFactory(name="Here", slug="here"), CommunityFactory(slug="there")
    author = join(here)
    start_topic(space=first_space(here), by=author, title="Vacuum here", tags=["bloat"])
    start_topic(space=first_space(here), title="Vacuum here too")
    start_topic(space=first_space(there), title="Vacuum there", tags=["bloat"])
    relay()

    def found(**parameters: str) -> list[bool]:
        page = text(Client().get("/search/", {"q": "vacuum", **parameters}))
        return [f"</mark> {rest}</a>" in page for rest in ("here", "here too", "there")]

    assert found() == [True, True, True]
    assert found(community="here") == [True, True, False]
    assert found(space="here/general") == [True, True, False]
    assert found(tag="bloat") == [True, False, True]
    assert found(tag="bloat", community="here") == [True, False, False]
    assert found(author=author.handle.upper()) == [True, False, False]
    assert found(kind="topic") == [True, True, True]
    assert found(kind="person") == [False, False, False]
    assert found(community="nowhere") == [False, False, False]
    assert found(kind="nonsense", color="blue") == [True, True, True]

    page = text(Client().get("/search/", {"q": "vacuum", "tag": "bloat", "community": "here"}))
    assert 'href="?q=vacuum&amp;community=here"' in page
    assert 'href="?q=vacuum&amp;tag=bloat"' in page


def test_more_results_come_as_rows(relay):
    first = start_topic(title="Vacuum 0")
    for number in range(1, 23):
        start_topic(title=f"Vacuum {number}", space=first.space, by=first.author)
    relay()
    client = Client()
    page = text(client.get("/search/", {"q": "vacuum"}))
    address = page.split('hx-get="?')[1].split('"')[0].replace("&amp;", "&")

    rows = text(client.get(f"/search/?{address}", headers=HTMX))
    whole = text(client.get(f"/search/?{address}"))

    assert page.count('<li class="found"') == 20
    assert rows.count('<li class="found"') == whole.count('<li class="found"') == 3
    assert "<html" not in rows
    assert "<html" in whole
    assert client.get("/search/", {"q": "vacuum", "after": "nonsense"}).status_code == 400


def test_the_empty_page_teaches_and_an_empty_result_helps(relay):
    community = CommunityFactory(slug="here")
    member = signed_in(join(community))
    relay()

    assert "What are you looking for?" in text(Client().get("/search/"))
    nothing = text(member.get("/search/", {"q": "how & why", "community": "here"}))
    assert "Nothing found" in nothing
    assert 'href="?q=how+%26+why"' in nothing.replace("%20", "+")
    assert f"{community.address}t/new/?title=how%20%26%20why" in nothing.replace("+", "%20")


@pytest.mark.parametrize("typed", ODD)
def test_no_query_breaks_a_page(typed):
    data = {"q": typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")}
    for path in ("/search/", "/search/instant/"):
        assert Client().get(path, data).status_code == 200
        narrow = {"q": "x", "community": data["q"], "tag": data["q"], "author": data["q"]}
        assert (
            Client().get(path, narrow | {"space": data["q"], "kind": data["q"]}).status_code == 200
        )


def test_results_while_typing_are_links_and_forgive_typos(relay):
    topic = start_topic(title="Postgres vacuum <i>")
    relay()

    for typed in ("vac", "postgres vac", "vacum"):
        options = text(Client().get("/search/instant/", {"q": typed}))
        assert options.count('role="option"') == 2
        assert f'href="{topic.get_absolute_url()}"' in options
        assert "&lt;i&gt;" in options
    assert text(Client().get("/search/instant/", {"q": " "})).strip() == ""


def test_secret_content_changes_no_byte_of_a_strangers_pages(relay):
    start_topic(title="Vacuum in the open")
    relay()
    stranger = signed_in(UserFactory())
    asked = ["vacuum", "zanzibarian", "zanzibariam", "vacuum zanzibarian", "vacum"]

    def everything() -> list[str]:
        pages = []
        for client in (Client(), stranger):
            for words in asked:
                for path in ("/search/", "/search/instant/"):
                    page = text(client.get(path, {"q": words}))
                    pages.append(CSRF.sub("", page))
        return pages

    before = everything()
    secret = CommunityFactory(visibility=Visibility.SECRET)
    topic = start_topic(space=first_space(secret), title="Vacuum zanzibarian", tags=["zanzibari"])
    add_post(topic, source="zanzibarian")
    relay()

    assert everything() == before
    assert "Vacuum</mark>" in text(signed_in(topic.author).get("/search/", {"q": "vacuum"}))
    assert text(signed_in(topic.author).get("/search/", {"q": "zanzibarian"})).count("<mark>") > 0
