"""Workshops: proposed, published, read, said otherwise, moved and cancelled."""

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from communities.models import Activity, Community, Role, Space
from communities.models.space import SpaceVisibility
from core.uploads.keeping import remove
from learning.models import State, Workshop
from learning.workshops.errors import HasBegun, NobodyHosts, TimeHasPassed, WrongState
from learning.workshops.when import When, moment
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_picture
from tests.discussions.factories import add_post, first_space, start_topic
from tests.learning.factories import later, propose_workshop, publish_workshop, said

pytestmark = pytest.mark.django_db

CANARY = "lapwing-6621"
LINK = f"https://meet.example.org/{CANARY}"
TYPED = {
    "title": "Reading a forest plot",
    "text": "We read *six* plots.",
    "programme": "",
    "prerequisites": "Bring one.",
    "accessibility": "Captions.",
    "tags": "plots",
    "format": "hybrid",
    "venue": "Room 4",
    "join_link": LINK,
    "room_seats": "12",
    "online_seats": "",
}
TIME = {
    "day": "2030-12-02",
    "begins": "15:00",
    "ends": "16:30",
    "last_day": "",
    "zone": "Europe/Berlin",
}


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def typed(community: Community, host, **changes) -> dict:
    more = {"hosts": f"@{host.handle}", "space": first_space(community).slug, "nonce": "w1"}
    return TYPED | TIME | more | changes


# Proposing


def test_a_member_proposes_one_and_hosts_it(community):
    member = join(community)
    page = as_user(member).post(
        f"{community.address}learning/workshops/new/", typed(community, member)
    )
    found = Workshop.objects.for_page().get()
    assert page["Location"] == found.get_absolute_url()
    assert found.starts_at == datetime(2030, 12, 2, 14, 0, tzinfo=UTC)
    assert (found.hosts, found.tag_names, found.room_seats) == ([member], ["plots"], 12)
    assert "<em>six</em>" in found.html["text"]
    assert found.uid.startswith("ws-")
    assert (found.state, found.sequence) == (State.DRAFT, 0)


def test_sent_twice_it_is_proposed_once(community):
    member = join(community)
    for _ in range(2):
        as_user(member).post(
            f"{community.address}learning/workshops/new/", typed(community, member)
        )
    assert Workshop.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "said_of_it"),
    [
        ({"day": "2020-01-01"}, "This time has passed."),
        ({"ends": "14:00"}, "It ends before it begins."),
        ({"hosts": "@nobody-at-all"}, "Not a member who can read this: nobody-at-all"),
        ({"day": "2031-03-30", "begins": "02:30", "ends": "04:00"}, "there is no 02:30"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(community, changed, said_of_it):
    member = join(community)
    page = as_user(member).post(
        f"{community.address}learning/workshops/new/", typed(community, member, **changed)
    )
    assert page.status_code == 422
    assert said_of_it in text(page)
    assert "We read *six* plots." in text(page)
    assert not Workshop.objects.exists()


def test_a_proposal_is_read_by_members_and_by_nobody_else(community):
    workshop = propose_workshop(community=community, text=CANARY)
    assert Client().get(workshop.address).status_code == 404
    assert as_user(UserFactory()).get(workshop.address).status_code == 404
    assert CANARY in text(as_user(join(community)).get(workshop.get_absolute_url()))
    assert not Activity.objects.filter(subject_kind="learning.workshop").exists()


def test_a_workshop_needs_somebody_who_hosts_it(community):
    with pytest.raises(NobodyHosts):
        propose_workshop(community=community, hosts=[])


def test_its_picture_opens_to_all_when_it_is_published(community):
    member = join(community)
    picture = keep_picture(member)
    workshop = propose_workshop(community=community, by=member, text=f"Look {picture.markdown}")
    assert Client().get(picture.address).status_code == 404
    workshop.release(by=join(community, role=Role.FACILITATOR))
    fetched = Client().get(picture.address)
    fetched.close()
    assert fetched.status_code == 200


def test_a_picture_that_is_removed_leaves_its_words(community, relay):
    member = join(community)
    picture = keep_picture(member)
    workshop = propose_workshop(community=community, by=member, text=f"Look {picture.markdown}")
    remove(picture)
    relay()
    workshop.refresh_from_db()
    assert "<img" not in workshop.html["text"]


# Publishing


def test_facilitators_publish_it_and_nobody_else(community):
    workshop = propose_workshop(community=community)
    url = f"{workshop.address}publication/"
    for person in (workshop.proposed_by, join(community, role=Role.MODERATOR)):
        assert as_user(person).post(url).status_code == 403
    as_user(join(community, role=Role.FACILITATOR)).post(url)
    workshop.refresh_from_db()
    assert workshop.state == State.PUBLISHED
    assert Activity.objects.filter(verb="published", subject_id=workshop.pk).count() == 1
    with pytest.raises(WrongState):
        workshop.release(by=workshop.proposed_by)
    for path in ("/workshops/", f"{community.address}learning/workshops/"):
        assert workshop.title in text(Client().get(path))


def test_what_has_begun_is_not_published(community):
    workshop = propose_workshop(community=community)
    with time_machine.travel(workshop.starts_at), pytest.raises(TimeHasPassed):
        workshop.release(by=workshop.proposed_by)


def test_lists_tell_what_is_to_come_from_what_is_past(community):
    soon = publish_workshop(community=community, title="The next one", when=later(days=3))
    past = publish_workshop(community=community, title="The last one", when=later(days=1))
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        coming = text(Client().get(f"{community.address}learning/workshops/"))
        gone = text(Client().get(f"{community.address}learning/workshops/?state=past"))
    assert soon.title in coming
    assert past.title not in coming
    assert past.title in gone
    assert soon.title not in gone


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/workshops/", (3, 8)), ("{community}learning/workshops/", (4, 8))]
)
def test_a_list_costs_the_same_however_many_workshops(
    django_assert_num_queries, community, rows, path, queries
):
    member = join(community)
    for _ in range(rows):
        publish_workshop(community=community, tags=["one", "two"], hosts=[member, join(community)])
    for client, number in zip((Client(), as_user(member)), queries, strict=True):
        with django_assert_num_queries(number):
            page = client.get(path.format(community=community.address))
        assert text(page).count('class="wshop"') == rows


@pytest.mark.parametrize("hosts", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 5), ("member", 12)])
def test_its_page_costs_the_same_however_many_host_it(
    django_assert_num_queries, community, hosts, who, queries
):
    people = [join(community) for _ in range(hosts)]
    workshop = publish_workshop(community=community, hosts=people, tags=["one"])
    client = as_user(people[0]) if who == "member" else Client()
    with django_assert_num_queries(queries):
        page = client.get(workshop.get_absolute_url())
    assert page.status_code == 200


# Who may see what


def test_the_link_to_join_by_is_for_those_who_give_it(community):
    workshop = publish_workshop(community=community, join_link=LINK)
    host, boss = workshop.proposed_by, join(community, role=Role.FACILITATOR)
    pages = (
        workshop.get_absolute_url(),
        f"/api/v1/workshops/{workshop.pk}/",
        "/api/v1/workshops/",
        f"{community.address}learning/workshops/",
    )
    for client in (Client(), as_user(join(community)), as_user(join(community, role="moderator"))):
        for page in pages:
            assert CANARY not in text(client.get(page))
    for person in (host, boss):
        for page in pages[:2]:
            assert CANARY in text(as_user(person).get(page))


def test_one_of_a_closed_space_is_unseen_outside_it(community):
    inside = join(community)
    room = Space.objects.open(
        community, name="Closed", visibility=SpaceVisibility.GROUP, named=[inside]
    )
    workshop = publish_workshop(space=room, by=inside, title=CANARY)
    for client in (Client(), as_user(join(community))):
        assert client.get(workshop.address).status_code == 404
        assert client.get(f"/api/v1/workshops/{workshop.pk}/").status_code == 404
        for page in (
            "/workshops/",
            f"{community.address}learning/workshops/",
            "/api/v1/workshops/",
        ):
            assert CANARY not in text(client.get(page))
    assert CANARY in text(as_user(inside).get(workshop.get_absolute_url()))


@pytest.mark.parametrize("path", ["edit", "time", "cancellation"])
def test_only_those_who_host_it_and_facilitators_look_after_it(community, path):
    workshop = publish_workshop(community=community)
    url = f"{workshop.address}{path}/"
    assert as_user(join(community)).get(url).status_code == 403
    assert as_user(join(community, role=Role.MODERATOR)).get(url).status_code == 403
    for person in (workshop.proposed_by, join(community, role=Role.FACILITATOR)):
        assert as_user(person).get(url).status_code == 200


# Editing, moving, cancelling


def test_who_edits_what_somebody_else_has_saved_sees_both(community):
    workshop = publish_workshop(community=community)
    client = as_user(workshop.proposed_by)
    url = f"{workshop.address}edit/"
    sent = TYPED | {"hosts": workshop.proposed_by.handle, "version": 1}
    assert client.post(url, sent | {"text": "Theirs."}).status_code == 302
    answer = client.post(url, sent | {"text": "Mine."})
    assert answer.status_code == 409
    assert "Theirs." in text(answer)
    assert "Mine." in text(answer)
    assert client.post(url, sent | {"version": 2, "text": "Both."}).status_code == 302
    workshop.refresh_from_db()
    assert (workshop.text, workshop.sequence) == ("Both.", 0)


def test_moved_it_has_the_same_name_and_the_next_number_in_calendars(community):
    workshop = publish_workshop(community=community)
    uid = workshop.uid
    url = f"{workshop.address}time/"
    as_user(workshop.proposed_by).post(url, TIME | {"note": "The room is taken."})
    workshop.refresh_from_db()
    assert (workshop.uid, workshop.sequence) == (uid, 1)
    assert workshop.note == "The room is taken."
    assert workshop.starts_at == datetime(2030, 12, 2, 14, 0, tzinfo=UTC)
    workshop.move(workshop.when, by=workshop.proposed_by)
    assert workshop.sequence == 1


def test_what_has_begun_is_neither_moved_nor_cancelled(community):
    workshop = publish_workshop(community=community)
    with time_machine.travel(workshop.starts_at):
        with pytest.raises(HasBegun):
            workshop.move(later(), by=workshop.proposed_by)
        with pytest.raises(HasBegun):
            workshop.cancel(by=workshop.proposed_by)
        assert as_user(workshop.proposed_by).get(f"{workshop.address}time/").status_code == 403


def test_cancelled_it_says_why_and_leaves_the_list(community):
    workshop = publish_workshop(community=community)
    url = f"{workshop.address}cancellation/"
    client = as_user(workshop.proposed_by)
    assert client.post(url, {"note": " "}).status_code == 422
    client.post(url, {"note": "I am ill."})
    workshop.refresh_from_db()
    assert (workshop.state, workshop.sequence) == (State.CANCELLED, 1)
    assert "I am ill." in text(Client().get(workshop.get_absolute_url()))
    assert workshop.title not in text(Client().get("/workshops/"))
    with pytest.raises(WrongState):
        workshop.edit(by=workshop.proposed_by, version=1, hosts=workshop.hosts, **said())


def test_a_proposal_that_is_not_taken_up_stays_among_members(community):
    workshop = propose_workshop(community=community)
    workshop.cancel(by=join(community, role=Role.FACILITATOR), note="We had this in spring.")
    assert Client().get(workshop.address).status_code == 404
    page = text(as_user(workshop.proposed_by).get(workshop.get_absolute_url()))
    assert "We had this in spring." in page
    assert not Activity.objects.filter(subject_id=workshop.pk, verb="cancelled").exists()


def test_a_text_that_leads_to_it_is_told_of_there(community):
    workshop = publish_workshop(community=community)
    topic = start_topic(space=first_space(community), title="Where do I learn this?")
    add_post(topic, by=topic.author, source=f"[There]({workshop.address})")
    assert topic.title in text(Client().get(f"{workshop.address}links/"))


# Its time


def test_the_zone_is_named_and_the_readers_own_stands_beside(community):
    when = When.on(
        datetime(2030, 3, 20, 14, 0, tzinfo=UTC),
        datetime(2030, 3, 20, 15, 30, tzinfo=UTC),
        "Europe/Berlin",
    )
    workshop = publish_workshop(community=community, when=when)
    reader = join(community, UserFactory(timezone="America/New_York"))
    page = text(as_user(reader).get(workshop.get_absolute_url()))
    assert "Wednesday 20 March 2030, 15:00–16:30, Berlin (UTC+1)" in page
    # New York has changed its clocks by then, and Berlin has not.
    assert "Where you are: Wednesday 20 March 2030, 10:00–11:30, New York (UTC−4)" in page
    visitor = text(Client().get(workshop.get_absolute_url()))
    assert "Berlin (UTC+1)" in visitor
    assert "Where you are" not in visitor


def test_whose_clocks_show_the_same_is_told_it_once(community):
    when = When.on(
        datetime(2030, 3, 20, 14, 0, tzinfo=UTC),
        datetime(2030, 3, 21, 15, 30, tzinfo=UTC),
        "Europe/Berlin",
    )
    assert when.beside(ZoneInfo("Europe/Paris")) == ""
    assert str(when) == (
        "Wednesday 20 March 2030, 15:00 – Thursday 21 March 2030, 16:30, Berlin (UTC+1)"
    )


def test_an_hour_is_what_the_clocks_show_on_either_side_of_their_change():
    for day, utc in ((date(2030, 10, 26), 13), (date(2030, 10, 28), 14)):
        assert moment(day, time(15), "Europe/Berlin").astimezone(UTC).hour == utc


def test_an_hour_that_clocks_skip_is_none():
    with pytest.raises(ValidationError):
        moment(date(2030, 3, 31), time(2, 30), "Europe/Berlin")


# The API


def test_the_api_proposes_publishes_moves_and_cancels(community):
    host, boss = join(community), join(community, role=Role.FACILITATOR)
    times = {"starts_at": "2030-12-02T15:00:00+01:00", "ends_at": "2030-12-02T16:00:00+01:00"}
    sent = {"title": "Reading plots", "text": "*Six*.", "hosts": [host.handle]}
    client = as_user(host)

    def ask(client, method, path, data):
        return client.generic(method, f"/api/v1/{path}", json.dumps(data), "application/json")

    zone = {"zone": "Europe/Berlin"}
    made = ask(client, "POST", f"communities/{community.slug}/workshops/", sent | times | zone)
    assert made.status_code == 201, made.content
    pk = made.json()["id"]
    assert made.json()["starts_at"] == "2030-12-02T14:00:00Z"
    at = f"workshops/{pk}/"
    assert ask(client, "POST", f"{at}publication/", {}).status_code == 403
    assert ask(as_user(boss), "POST", f"{at}publication/", {}).json()["state"] == "published"
    edited = ask(client, "PUT", at, sent | {"title": "Plots, read", "version": 1})
    assert (edited.json()["title"], edited.json()["version"]) == ("Plots, read", 2)
    assert ask(client, "PUT", at, sent | {"version": 1}).status_code == 409
    assert ask(client, "PUT", at, sent | {"version": 2, "hosts": ["nobody"]}).status_code == 422
    moved = ask(
        client, "PUT", f"{at}time/", {k: v.replace("-02T", "-03T") for k, v in times.items()} | zone
    )
    assert (moved.json()["sequence"], moved.json()["starts_at"]) == (1, "2030-12-03T14:00:00Z")
    gone = ask(client, "POST", f"{at}cancellation/", {"note": "I am ill."})
    assert (gone.json()["state"], gone.json()["sequence"]) == ("cancelled", 2)
