"""Who knows about something: by the skills they have shown and the words of what they did."""

import pytest
from django.test import Client

from accounts.models import Block
from members.models import Evidence, Meaning, Profile, Skill
from members.skills.knowing import who_knows
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.members.test_evidence import client_of, solve

pytestmark = pytest.mark.django_db


def handles(viewer, words) -> list[str]:
    return [one.person.handle for one in who_knows(viewer, words)]


def over_api(client, words) -> list[dict]:
    return client.get("/api/v1/people-who-know/", {"q": words}).json()


@pytest.fixture
def community():
    return CommunityFactory()


def test_people_are_found_by_words_slips_and_sentences_with_what_shows_it(relay, community):
    space = first_space(community)
    ada = join(community, UserFactory(name="Ada", handle="ada"))
    bob = join(community, UserFactory(name="Bob", handle="bob"))
    viewer = join(community)
    for _ in range(2):
        solve(ada, space=space, tags=["small-area", "sampling"])
    topic, _answer = solve(ada, space=space, tags=["sampling"])
    solve(bob, space=space, tags=["sampling"])
    told = start_topic(space=space, title="How many kettles for a mash?", tags=["brewing"])
    add_post(told, by=bob, source="Four kettles, and a lauter tun.")
    relay()
    for words in ("sampling", "smpling", "Who can help with sampling in two districts?"):
        assert handles(viewer, words) == ["ada", "bob"], words
    assert handles(viewer, "small area") == ["ada"]
    first = who_knows(viewer, "sampling")[0]
    assert [(one.known.label, str(one.level)) for one in first.skills] == [
        ("sampling", "practised")
    ]
    assert handles(viewer, "zzqx") == handles(viewer, "") == handles(viewer, "\0") == []
    # By the skill that the tag means, and other words for that.
    tag = topic.tags.get(name="sampling")
    Meaning.objects.set(tag, Skill.objects.get(label="machine learning"), by=None)
    assert handles(viewer, "machin lerning") == ["ada", "bob"]
    # By the words of what they did.
    texts = who_knows(viewer, "late joiners")
    assert [one.person.handle for one in texts] == ["ada", "bob"]
    assert texts[0].texts[0].name == topic.title
    said = over_api(client_of(viewer), "sampling")
    assert [(one["person"]["handle"], one["is_open"], one["ask_in"]) for one in said] == [
        ("ada", False, ""),
        ("bob", False, ""),
    ]


def test_who_is_open_to_it_can_be_asked_in_a_community_of_both(relay, community):
    ada = join(community)
    viewer, outsider = join(community), UserFactory()
    solve(ada, space=first_space(community), tags=["sampling"])
    relay()
    at = "/people/who-knows/?q=sampling"
    asks = f"/c/{community.slug}/t/new/?source=%40{ada.handle}"
    assert asks not in client_of(viewer).get(at).text
    Profile.objects.write(by=ada, open_to=["being_asked"])
    assert asks in client_of(viewer).get(at).text
    assert f"@{ada.handle}" in client_of(viewer).get(f"{asks}+").text
    page = client_of(outsider).get(at).text
    assert (ada.name in page, asks in page) == (True, False)
    Profile.objects.write(by=ada, levels={"open_to": "me"})
    assert over_api(client_of(viewer), "sampling")[0]["is_open"] is False


def test_nobody_is_named_by_what_the_viewer_may_not_see(relay, community):
    secret = CommunityFactory(visibility="secret")
    ada = join(community)
    join(secret, ada)
    fellow, outsider = join(secret), UserFactory()
    topic, _answer = solve(ada, space=first_space(secret), tags=["bittern"])
    relay()
    assert handles(fellow, "bittern") == [ada.handle]
    for client in (client_of(outsider), Client()):
        assert over_api(client, "bittern") == over_api(client, "late joiners") == []
        assert ada.name not in client.get("/people/who-knows/?q=bittern").text
    assert handles(ada, "bittern") == []  # oneself one knows
    row = Evidence.objects.get()
    row.show(shown=False)
    assert handles(fellow, "bittern") == handles(fellow, "late joiners") == []
    row.show(shown=True)
    client_of(ada).put(f"/api/v1/me/skills/w{row.tag_id}/", {"seen_by": "me"}, "application/json")
    assert handles(fellow, "bittern") == []
    client_of(ada).put(f"/api/v1/me/skills/w{row.tag_id}/", {"seen_by": ""}, "application/json")
    assert handles(fellow, "bittern") == [ada.handle]
    Block.objects.create(blocker=ada, blocked=fellow)
    assert handles(fellow, "bittern") == []
    assert topic.title


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_however_many_know(django_assert_num_queries, relay, community, rows):
    viewer = client_of(join(community))
    for _ in range(rows):
        solve(join(community), space=first_space(community), tags=["sampling"])
    relay()
    with django_assert_num_queries(13):
        found = over_api(viewer, "sampling")
    assert len(found) == rows


def test_a_directory_is_narrowed_by_what_its_reader_sees_of_skills(relay, community):
    space, secret = first_space(community), CommunityFactory(visibility="secret")
    ada, bob = join(community, UserFactory(name="Ada")), join(community, UserFactory(name="Bob"))
    fellow, outsider = join(secret), UserFactory()
    join(community, UserFactory(name="Cleo"))
    for _ in range(3):
        topic, _answer = solve(ada, space=space, tags=["sampling"])
    solve(bob, space=space, tags=["sampling"])
    for _ in range(3):
        hidden, _answer = solve(join(secret, bob), space=first_space(secret), tags=["bittern"])
    relay()
    skill = Skill.objects.get(label="machine learning")
    for tag in (topic.tags.get(), hidden.tags.get()):
        Meaning.objects.set(tag, skill, by=None)
    key = f"s{skill.pk}"

    def found(viewer, **asked) -> tuple[list[str], dict[str, int]]:
        client = client_of(viewer)
        people = client.get("/api/v1/people/", asked).json()["items"]
        counted = client.get("/api/v1/people-facets/", asked).json()["values"]
        levels = {one["value"]: one["count"] for one in counted if one["kind"] == "skill_level"}
        return [one["name"] for one in people], levels

    assert found(outsider, skill=key) == (["Ada", "Bob"], {"shown": 2, "practised": 1})
    assert found(outsider, skill=key, skill_level="practised")[0] == ["Ada"]
    assert found(fellow, skill=key) == (["Ada", "Bob"], {"shown": 2, "practised": 2})
    assert found(fellow, skill=key, skill_level="practised")[0] == ["Ada", "Bob"]
    counted = client_of(outsider).get("/api/v1/people-facets/").json()["values"]
    skills = [(one["value"], one["count"]) for one in counted if one["kind"] == "skill"]
    assert skills == [(key, 2)]
    page = client_of(outsider).get("/people/", {"skill": key, "skill_level": "practised"}).text
    assert ("machine learning" in page, "Ada" in page, "Bob" in page) == (True, True, False)
    client_of(ada).put(f"/api/v1/me/skills/{key}/", {"seen_by": "me"}, "application/json")
    assert found(outsider, skill=key) == (["Bob"], {"shown": 1})
    for asked in ({"skill": "w0"}, {"skill": "zz"}, {"skill_level": "shown"}):
        assert client_of(outsider).get("/people/", asked).status_code == 200
    assert "A skill" in client_of(outsider).get("/people/?skill=w0").text
