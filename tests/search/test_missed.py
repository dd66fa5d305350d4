"""What people look for in vain is told to who runs the community, and not who they were."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from search.models import Missed
from search.tasks import purge_missed
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def community(relay):
    community = CommunityFactory(slug="here")
    start_topic(space=first_space(community), title="Vacuum")
    relay()
    return community


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def look_for(words: str, *people, **parameters: str) -> None:
    for person in people:
        signed_in(person).get("/search/", {"q": words, "community": "here", **parameters})


def kept() -> list[tuple[str, int]]:
    return list(Missed.objects.order_by("pk").values_list("words", "people"))


def test_words_are_kept_once_three_people_missed_them(community):
    one, two, three = UserFactory(), UserFactory(), UserFactory()

    look_for("Xylophone  Tuning", one, one, two)
    assert kept() == [("", 2)]

    look_for("xylophone tuning", three)
    assert kept() == [("xylophone tuning", 3)]


def test_what_is_found_or_sought_elsewhere_or_by_nobody_known_is_not_noted(community):
    person = UserFactory()

    look_for("vacuum", person)
    look_for("vacum", person)
    look_for("xylophone", person, kind="person")
    look_for("xylophone tag:brass", person)
    look_for("tag:brass", person)
    look_for("word " * 40, person)
    look_for("xylophone", person, community="")
    Client().get("/search/", {"q": "xylophone", "community": "here"})
    assert kept() == []

    signed_in(person).get("/api/v1/search/", {"q": "xylophone", "community": "here"})
    assert kept() == [("", 1)]


def test_nothing_kept_names_a_person(community):
    person = UserFactory()
    look_for("xylophone", person)

    assert {field.name for field in Missed._meta.get_fields()} == {
        "id",
        "community_id",
        "week",
        "digest",
        "words",
        "people",
    }
    [row] = Missed.objects.values()
    assert "xylophone" not in str(row)


@pytest.mark.parametrize("rows", [1, 3])
def test_facilitators_read_them_on_a_page_and_in_the_api(
    community, django_assert_num_queries, rows
):
    owner = join(community, role="facilitator")
    monday = timezone.now().date() - timedelta(days=timezone.now().weekday())
    for n in range(rows):
        Missed.objects.create(
            community_id=community.pk, week=monday, digest=str(n), words=f"word {n}", people=3 + n
        )
    Missed.objects.create(community_id=community.pk, week=monday, digest="few", people=2)
    Missed.objects.create(community_id=0, week=monday, digest="x", words="elsewhere", people=9)
    client = signed_in(owner)
    client.get("/c/here/manage/searches/")

    with django_assert_num_queries(QUERIES):
        page = client.get("/c/here/manage/searches/").content.decode()
    found = client.get("/api/v1/communities/here/searches/").json()

    assert page.count("missed__row") == len(found["items"]) == rows
    assert "elsewhere" not in page
    assert found["items"][-1] == {"words": "word 0", "week": monday.isoformat(), "people": 3}


QUERIES = 5


@pytest.mark.parametrize("path", ["/c/here/manage/searches/", "/api/v1/communities/here/searches/"])
def test_a_member_does_not_read_them(community, path):
    assert signed_in(join(community)).get(path).status_code == 403


def test_they_are_gone_after_ninety_days(community):
    today = timezone.now().date()
    for days in (89, 91):
        Missed.objects.create(
            community_id=community.pk, week=today - timedelta(days=days), digest=str(days)
        )

    purge_missed()

    assert list(Missed.objects.values_list("digest", flat=True)) == ["89"]
