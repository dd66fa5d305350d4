"""Which skill a tag means: found in a taxonomy, and said by who facilitates."""

import pytest
from django.test import Client

from communities.models import Community, Role, Tag
from members.skills.models import Meaning, Skill
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.undoing import undone

pytestmark = pytest.mark.django_db


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def community() -> Community:
    return CommunityFactory(visibility="private")


@pytest.fixture
def tag(community) -> Tag:
    return Tag.objects.create(community=community, name="ml", topic_count=3)


def at(tag: Tag) -> str:
    return f"{tag.community.address}manage/tags/{tag.name}/skill/"


def program(tag: Tag) -> str:
    return f"/api/v1/communities/{tag.community.slug}/tags/{tag.name}/skill/"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Machine learning", "machine learning"),
        ("machin lerning", "machine learning"),
        ("SQL", "SQL"),
        ("python", "Python (computer programming)"),
        ("absorb", "Absorb (learning management systems)"),
        ("MACHINE LEARN", "machine learning"),
    ],
)
def test_a_skill_is_found_by_its_name_or_nearly(typed, first):
    assert Skill.objects.like(typed)[0].label == first


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "zzzzqqq", "\\", "'; --"])
def test_what_names_nothing_finds_nothing(typed):
    assert not Skill.objects.like(typed).exists()


def test_the_taxonomy_is_there_once_and_named_for_good():
    assert Skill.objects.count() == 877
    assert not Skill.objects.exclude(uri__startswith="http://").exists()
    assert not Skill.objects.filter(label="").exists()


def test_what_a_tag_means_is_chosen_changed_and_taken_back(community, tag):
    facilitator = client_of(join(community, role=Role.FACILITATOR))
    learning = Skill.objects.get(label="machine learning")
    page = facilitator.get(at(tag), {"words": "machin lerning"}).content.decode()
    assert f'value="{learning.pk}"' in page
    assert "uses the ESCO classification" in page

    kept = facilitator.post(at(tag), {"words": "machin lerning"})
    assert kept.status_code == 422
    assert "Choose one of those" in kept.content.decode()
    assert 'value="machin lerning"' in kept.content.decode()

    facilitator.post(at(tag), {"words": "machine", "skill": learning.pk})
    shown = facilitator.get(f"{community.address}manage/skills/").content.decode()
    assert learning.uri in shown
    member = client_of(join(community))
    listed = member.get(f"/api/v1/communities/{community.slug}/skills/").json()["items"]
    assert [(one["tag"], one["skill"]["uri"]) for one in listed] == [("ml", learning.uri)]

    sql = Skill.objects.get(label="SQL")
    answer = facilitator.put(program(tag), {"skill": sql.uri}, "application/json")
    assert answer.json()["skill"]["label"] == "SQL"
    unknown = facilitator.put(program(tag), {"skill": "urn:none"}, "application/json")
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "skill")
    facilitator.post(f"{at(tag)}removal/")
    assert not Meaning.objects.exists()
    facilitator.put(program(tag), {"skill": sql.uri}, "application/json")
    assert facilitator.delete(program(tag)).status_code == 204
    assert member.get(f"/api/v1/communities/{community.slug}/skills/").json()["items"] == [
        {"tag": "ml", "skill": None}
    ]


def test_who_may_say_what_a_tag_means(community, tag):
    sql = Skill.objects.get(label="SQL")
    people = {
        "visitor": (Client(), (302, 302, 302, 401, 401, 403)),
        "outsider": (client_of(UserFactory()), (403, 403, 403, 403, 403, 403)),
        "member": (client_of(join(community)), (403, 403, 403, 403, 403, 200)),
        "facilitator": (
            client_of(join(community, role=Role.FACILITATOR)), (200, 302, 302, 200, 204, 200),
        ),
    }  # fmt: skip
    for who, (client, expected) in people.items():
        with undone():
            got = (
                client.get(f"{community.address}manage/skills/").status_code,
                client.post(at(tag), {"words": "x", "skill": sql.pk}).status_code,
                client.post(f"{at(tag)}removal/").status_code,
                client.put(program(tag), {"skill": sql.uri}, "application/json").status_code,
                client.delete(program(tag)).status_code,
                client.get(f"/api/v1/communities/{community.slug}/skills/").status_code,
            )
        assert got == expected, who


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_many_tags(django_assert_num_queries, community, rows):
    skill = Skill.objects.get(label="SQL")
    for number in range(rows):
        tag = Tag.objects.create(community=community, name=f"t{number}")
        Meaning.objects.set(tag, skill, by=None)
    facilitator = client_of(join(community, role=Role.FACILITATOR))
    with django_assert_num_queries(5):
        facilitator.get(f"{community.address}manage/skills/")
    with django_assert_num_queries(4):
        facilitator.get(f"/api/v1/communities/{community.slug}/skills/")
