"""Who had a part in what shows a skill may say so, and is then one who saw it."""

import pytest
from django.test import Client

from accounts.models import Block
from discussions.models import Acceptance, Reaction
from members.models import Endorsement, Evidence
from members.skills.shown import skills_of
from notifications.models import Notice
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.members.test_evidence import client_of, seen, solve
from tests.undoing import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return CommunityFactory()


@pytest.fixture
def ada(community):
    return join(community)


def solved(ada, community, relay):
    topic, answer = solve(ada, space=first_space(community))
    relay()
    return topic.author, Evidence.objects.get(user=ada, source_id=answer.pk)


def told(user) -> list[str]:
    return list(Notice.objects.filter(user=user, title="hops").values_list("title", flat=True))


def endorsed_over(client, row, way):
    if way == "web":
        return client.post(f"/evidence/{row.pk}/endorsement/", {"note": "I brewed it."})
    at = f"/api/v1/evidence/{row.pk}/endorsement/"
    return client.put(at, {"note": "I brewed it."}, "application/json")


def test_who_had_a_part_endorses_takes_back_and_is_told_of_once(relay, community, ada):
    asker, row = solved(ada, community, relay)
    for way, done in (("web", 302), ("api", 200)):
        with undone():
            assert endorsed_over(client_of(asker), row, way).status_code == done
            endorsed_over(client_of(asker), row, way)
            relay()
            assert told(ada) == ["hops"]
            page = client_of(ada).get(f"/p/{ada.handle}/skills/w{row.tag_id}/").text
            assert "I brewed it." in page
            said = Client().get(f"/api/v1/people/{ada.handle}/skills/w{row.tag_id}/").json()
            assert said["evidence"][0]["endorsements"][0]["by"]["handle"] == asker.handle
            if way == "web":
                client_of(asker).post(f"/evidence/{row.pk}/endorsement/withdrawal/")
            else:
                client_of(asker).delete(f"/api/v1/evidence/{row.pk}/endorsement/")
            relay()
            assert not Endorsement.objects.exists()
            assert told(ada) == []


def test_who_may_endorse(relay, community, ada):
    asker, row = solved(ada, community, relay)
    tried = join(community)
    answer = type(add_post(start_topic())).objects.get(pk=row.source_id)
    Reaction.objects.leave(answer, "worked", by=tried)
    blocked = join(community)
    Reaction.objects.leave(answer, "worked", by=blocked)
    Block.objects.create(blocker=ada, blocked=blocked)
    people = {
        "asker": (client_of(asker), 302, 200),
        "who tried it": (client_of(tried), 302, 200),
        "fellow": (client_of(join(community)), 403, 403),
        "herself": (client_of(ada), 403, 403),
        "blocked": (client_of(blocked), 404, 404),
        "visitor": (Client(), 302, 401),
    }
    for who, (client, web, api) in people.items():
        with undone():
            got = [endorsed_over(client, row, way).status_code for way in ("web", "api")]
            assert (got, Endorsement.objects.count()) == ([web, api], api == 200), who
        may = client.get(f"/api/v1/people/{ada.handle}/skills/w{row.tag_id}/").json()
        if who != "blocked":
            assert may["evidence"][0]["may_endorse"] == (api == 200), who
    long = client_of(asker).post(
        f"/evidence/{row.pk}/endorsement/", {"note": "x" * 301}, follow=True
    )
    assert long.status_code == 422
    assert "x" * 301 in long.text
    assert "at most 300 characters" in long.text
    assert not Endorsement.objects.exists()


def test_an_endorsement_is_a_witness_while_it_is_shown(relay, community, ada):
    """Three things of one asker, and somebody else who saw one of them."""
    bob, cleo = join(community), join(community)
    for _ in range(3):
        _topic, answer = solve(ada, space=first_space(community), asker=bob)
        Reaction.objects.leave(answer, "worked", by=cleo)
    relay()
    assert seen(bob, ada) == {"hops": ("shown", 3)}
    row = Evidence.objects.filter(user=ada).first()
    Endorsement.objects.endorse(row, by=cleo)
    assert seen(bob, ada) == {"hops": ("practised", 3)}
    pk = Endorsement.objects.get().pk
    for other in (client_of(cleo), client_of(bob)):
        at = f"/api/v1/me/endorsements/{pk}/"
        assert other.put(at, {"is_shown": False}, "application/json").status_code == 404
        assert other.post(f"/settings/endorsements/{pk}/").status_code == 404
    client_of(ada).post(f"/settings/endorsements/{pk}/", {"is_shown": "no"})
    assert seen(bob, ada) == {"hops": ("shown", 3)}
    at = f"/api/v1/people/{ada.handle}/skills/w{row.tag_id}/"
    found = [client_of(who).get(at).json()["evidence"] for who in (bob, cleo, ada)]
    assert [sum(len(one["endorsements"]) for one in rows) for rows in found] == [0, 1, 1]
    client_of(ada).put(f"/api/v1/me/endorsements/{pk}/", {"is_shown": True}, "application/json")
    assert seen(bob, ada) == {"hops": ("practised", 3)}
    # Where it goes both ways it counts for neither.
    _topic, answer = solve(cleo, space=first_space(community), asker=bob)
    relay()
    Endorsement.objects.endorse(Evidence.objects.get(user=cleo), by=ada)
    assert seen(bob, ada) == {"hops": ("shown", 3)}
    # It goes with what it is of.
    Acceptance.objects.withdraw(Acceptance.objects.get(answer=row.source_id).topic)
    relay()
    assert not Endorsement.objects.filter(by=cleo).exists()
    assert [one.count for one in skills_of(bob, ada)] == [2]


def test_what_is_not_for_a_viewer_is_endorsed_out_of_their_sight(relay):
    secret = CommunityFactory(visibility="secret")
    ada = join(secret)
    outsider = UserFactory()
    asker, row = solved(ada, secret, relay)
    Endorsement.objects.endorse(row, by=asker, note="heron")
    assert endorsed_over(client_of(outsider), row, "api").status_code == 404
    relay()
    assert told(ada) == ["hops"]
    assert Endorsement.objects.visible_to(outsider).count() == 0
