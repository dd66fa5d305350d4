"""Calls for collaborators: opened, answered, and told once to whom they look for."""

from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import product

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from accounts.models import Block
from communities.models import Activity, Community, Membership, Role, Tag
from communities.models.membership import State
from core.uploads.keeping import remove
from discussions.models import Acceptance, Readiness
from notifications.models import Follow, Level, Notice, Reminder
from notifications.planning import plan_due
from projects.calls.beat import see_to_calls
from projects.calls.errors import AlreadyDecided, CallIsOver, NoPlaceLeft
from projects.calls.matching import MOST_A_DAY
from projects.errors import AlreadyIn
from projects.models import (
    Application,
    ApplicationState,
    Call,
    CallState,
    Collaborator,
    Project,
    Standing,
    Status,
    Visibility,
    Wish,
)
from projects.models import Role as Part
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_picture
from tests.discussions.factories import add_post, first_space, start_topic
from tests.notifications.test_digest import THURSDAY, letters, on_monday
from tests.projects.factories import apply, begin_project, open_call, place_of, take_part
from tests.projects.people import LEADS, ROLES, as_user, clients_of
from tests.projects.test_pages import text
from tests.racing import race
from tests.search.finding import search, titles
from tests.undoing import undone

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "Somebody who tests it",
    "text": "With *six* patients.",
    "tags": "testing",
    "time": "two hours a week",
    "places": "2",
    "until": "",
    "nonce": "c1",
}
CANARY = "Lapwing-5519"


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def wish(community: Community, *tags: str, by_what_they_know: bool = False, user=None):
    """A member who wants to be told of calls about these tags."""
    user = user or join(community)
    Wish.objects.choose(community, by=user, tags=list(tags), by_what_they_know=by_what_they_know)
    return user


def who_answered(community: Community, tag: str):
    """A member whose answer about this was accepted."""
    topic = start_topic(space=first_space(community), tags=[tag])
    answer = add_post(topic, by=join(community))
    Acceptance.objects.accept(answer, by=topic.author)
    return answer.author


def told(call: Call) -> set[str]:
    rows = Notice.objects.filter(key=call.target, kind__endswith="CallLooksForYou")
    return set(rows.values_list("user__handle", flat=True))


# Opening


def test_a_lead_opens_a_call_and_it_is_listed(community):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    client = as_user(project.begun_by)
    answer = client.post(project.address + "calls/new/", TYPED)
    call = Call.objects.for_page().get()
    assert answer["Location"] == call.get_absolute_url()
    assert (call.tag_names, call.places, call.time) == (["testing"], 2, "two hours a week")
    assert "<em>six</em>" in call.html
    for page in ("/calls/", f"{community.address}projects/calls/", project.get_absolute_url()):
        assert call.title in text(Client().get(page))
    assert Activity.objects.filter(verb="called", subject_id=call.pk).count() == 1


def test_sent_twice_it_is_opened_once(community):
    project = begin_project(community=community)
    client = as_user(project.begun_by)
    for _ in range(2):
        client.post(project.address + "calls/new/", TYPED)
    assert Call.objects.count() == 1


def test_a_day_that_has_passed_is_refused_and_nothing_is_lost(community):
    project = begin_project(community=community)
    client = as_user(project.begun_by)
    answer = client.post(project.address + "calls/new/", TYPED | {"until": "2020-01-01"})
    assert answer.status_code == 422
    assert "With *six* patients." in text(answer)


def test_who_edits_what_somebody_else_has_saved_sees_both(community):
    call = open_call(begin_project(community=community))
    client = as_user(call.called_by)
    url = call.address + "edit/"
    assert client.post(url, TYPED | {"version": 1, "text": "Theirs."}).status_code == 302
    answer = client.post(url, TYPED | {"version": 1, "text": "Mine."})
    assert answer.status_code == 409
    assert "Theirs." in text(answer)
    assert "Mine." in text(answer)
    assert client.post(url, TYPED | {"version": 2, "text": "Both."}).status_code == 302


def test_the_projects_that_look_for_people_can_be_listed(community):
    calling = begin_project(community=community, title="This one is calling")
    begin_project(community=community, by=calling.begun_by, title="This one is not")
    open_call(calling)
    page = text(as_user(calling.begun_by).get(community.address + "projects/?state=calling"))
    assert "This one is calling" in page
    assert "This one is not" not in page
    assert "Looking for people" in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("/calls/", (1, 5)), ("{community}projects/calls/", (2, 5)), ("{project}calls/", (2, 7))],
)
def test_a_list_costs_the_same_however_many_calls(
    django_assert_num_queries, community, rows, path, queries
):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    for _ in range(rows):
        open_call(project, tags=["one", "two"])
    path = path.format(community=community.address, project=project.address)
    for client, number in zip((Client(), as_user(project.begun_by)), queries, strict=True):
        with django_assert_num_queries(number):
            page = client.get(path)
        assert text(page).count('class="qrow"') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_call_costs_the_same_however_many_apply(
    django_assert_num_queries, community, rows
):
    call = open_call(begin_project(community=community), places=5)
    for _ in range(rows):
        apply(call)
    client = as_user(call.called_by)
    with django_assert_num_queries(8):
        page = client.get(call.get_absolute_url())
    assert text(page).count("I have done it before.") == rows


# Applying


def test_somebody_applies_changes_their_note_and_is_let_in(community, relay):
    call = open_call(begin_project(community=community))
    somebody = join(community)
    theirs, lead = as_user(somebody), as_user(call.called_by)
    theirs.post(call.address + "application/", {"note": "Me, please."})
    theirs.post(call.address + "application/", {"note": "Me, on Tuesdays."})
    sent = Application.objects.get()
    assert (sent.note, sent.state) == ("Me, on Tuesdays.", ApplicationState.WAITING)
    relay()
    assert Notice.objects.filter(user=call.called_by, key=sent.key).count() == 1

    url = f"{call.address}applications/{somebody.handle}/acceptance/"
    assert "We are glad" in text(lead.get(url))
    lead.post(url, {"answer": "Welcome, Tuesday."})
    relay()

    place = place_of(call.project, somebody)
    assert (place.role, place.standing) == (Part.CONTRIBUTOR, Standing.ACTIVE)
    call.refresh_from_db()
    assert (call.state, call.taken) == (CallState.FILLED, 1)
    assert Activity.objects.filter(verb="joined", actor=somebody).count() == 1
    [notice] = Notice.objects.filter(user=somebody, kind__endswith="Accepted")
    assert notice.excerpt == "Welcome, Tuesday."
    assert not Notice.objects.filter(user=call.called_by, key=sent.key).exists()


def test_it_is_declined_with_words_to_choose_from_and_to_change(community, relay):
    call = open_call(begin_project(community=community))
    sent = apply(call)
    lead = as_user(call.called_by)
    url = f"{call.address}applications/{sent.user.handle}/refusal/"
    assert "not yet where it could make good use" in text(lead.get(url + "?words=later"))
    lead.post(url, {"answer": "Not this time, but thank you."})
    relay()
    [notice] = Notice.objects.filter(user=sent.user, kind__endswith="Declined")
    assert notice.excerpt == "Not this time, but thank you."
    assert "Not this time" in text(as_user(sent.user).get(call.get_absolute_url()))
    assert not Collaborator.objects.filter(user=sent.user).exists()
    with pytest.raises(AlreadyDecided):
        apply(call, sent.user)


def test_without_a_word_nobody_is_declined(community):
    call = open_call(begin_project(community=community))
    sent = apply(call)
    lead = as_user(call.called_by)
    answer = lead.post(f"{call.address}applications/{sent.user.handle}/refusal/", {"answer": " "})
    assert answer.status_code == 422
    sent.refresh_from_db()
    assert sent.is_waiting


def test_who_withdraws_is_not_shown_and_may_come_back(community, relay):
    call = open_call(begin_project(community=community))
    sent = apply(call)
    relay()
    client = as_user(sent.user)
    client.post(call.address + "application/", {"_method": "delete"})
    relay()
    assert not Notice.objects.filter(user=call.called_by, key=sent.key).exists()
    assert sent.note not in text(as_user(call.called_by).get(call.get_absolute_url()))
    later = timezone.now() + timedelta(minutes=5)
    with time_machine.travel(later):
        apply(call, sent.user, "Again.")
        relay()
    assert Notice.objects.filter(user=call.called_by, excerpt="Again.").count() == 1


def test_only_leads_and_whoever_applied_read_an_application(community):
    call = open_call(begin_project(community=community, visibility=Visibility.PUBLIC))
    sent = apply(call, note=CANARY)
    contributor, observer = take_part(call.project), take_part(call.project, role=Part.OBSERVER)
    outsiders = [contributor, observer, join(community), join(community, role=Role.MODERATOR)]
    for client in [Client(), *map(as_user, outsiders)]:
        assert CANARY not in text(client.get(call.get_absolute_url()))
        api = client.get(f"/api/v1/calls/{call.pk}/applications/")
        assert api.status_code in (401, 403)
    for person in (sent.user, call.called_by, join(community, role=Role.FACILITATOR)):
        assert CANARY in text(as_user(person).get(call.get_absolute_url()))


def test_nobody_lets_themselves_in(community):
    call = open_call(begin_project(community=community))
    facilitator = join(community, role=Role.FACILITATOR)
    apply(call, facilitator)
    client, other = as_user(facilitator), as_user(join(community, role=Role.FACILITATOR))
    at = f"applications/{facilitator.handle}/"

    assert "acceptance/" not in text(client.get(call.get_absolute_url()))
    assert "acceptance/" in text(other.get(call.get_absolute_url()))
    assert client.post(f"{call.address}{at}acceptance/", {"answer": "Yes."}).status_code == 403
    body = {"state": "accepted", "answer": "Yes."}
    api = client.put(f"/api/v1/calls/{call.pk}/{at}", body, content_type="application/json")
    assert api.status_code == 403
    assert not call.project.collaborators.of(facilitator).exists()


def test_who_is_accepted_from_another_community_is_a_partner(community):
    call = open_call(begin_project(community=community, visibility=Visibility.PUBLIC))
    stranger = UserFactory()
    apply(call, stranger).accept(by=call.called_by)
    assert Membership.objects.get(user=stranger, community=community).state == State.PARTNER
    assert place_of(call.project, stranger).is_active


def test_who_is_in_the_project_has_nothing_to_apply_for(community):
    call = open_call(begin_project(community=community))
    inside = take_part(call.project, role=Part.OBSERVER)
    with pytest.raises(AlreadyIn):
        apply(call, inside)
    assert as_user(inside).post(call.address + "application/", {"note": "x"}).status_code == 403


def test_when_it_is_over_nobody_applies_but_who_waits_is_answered(community):
    call = open_call(begin_project(community=community))
    sent = apply(call)
    call.close(by=call.called_by)
    with pytest.raises(CallIsOver):
        apply(call)
    sent.accept(by=call.called_by)
    assert place_of(call.project, sent.user).is_active


def test_while_the_project_rests_nobody_is_looked_for(community):
    call = open_call(begin_project(community=community))
    for status in (Status.ACTIVE, Status.PAUSED):
        call.project.move_to(status, by=call.called_by)
    assert not Call.objects.open().exists()
    assert as_user(join(community)).post(call.address + "application/").status_code == 403


def test_more_places_open_a_call_that_was_filled(community):
    call = open_call(begin_project(community=community))
    first, second = apply(call), apply(call)
    first.accept(by=call.called_by)
    with pytest.raises(NoPlaceLeft):
        second.accept(by=call.called_by)
    said = {"title": call.title, "text": call.text, "tags": []}
    Call.objects.get(pk=call.pk).edit(by=call.called_by, version=1, places=2, **said)
    second.accept(by=call.called_by)
    call.refresh_from_db()
    assert (call.state, call.taken) == (CallState.FILLED, 2)


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_to_one_of_two():
    call = open_call()
    first, second = apply(call), apply(call)
    lead = call.called_by
    outcomes = race(partial(first.accept, by=lead), partial(second.accept, by=lead))
    assert sorted(type(one).__name__ for one in outcomes) == ["NoPlaceLeft", "NoneType"]
    assert Application.objects.accepted().count() == 1
    assert Call.objects.get(pk=call.pk).taken == 1
    assert Project.objects.get(pk=call.project_id).member_count == 2


# Ending


def test_a_lead_ends_a_call_and_opens_it_again(community):
    call = open_call(begin_project(community=community))
    client = as_user(call.called_by)
    client.post(call.address + "end/", {"state": "filled"})
    assert not Call.objects.open().exists()
    client.post(call.address + "end/", {"_method": "delete"})
    assert list(Call.objects.open()) == [call]


def test_on_the_day_after_its_last_it_is_closed_and_leads_are_told(community, relay):
    last = timezone.localdate() + timedelta(days=5)
    call = open_call(begin_project(community=community), until=last)
    assert Reminder.objects.filter(thing=call.target).count() == 1
    noon = datetime(last.year, last.month, last.day, 12, tzinfo=UTC)
    with time_machine.travel(noon):
        see_to_calls()
        relay()
        assert list(Call.objects.open()) == [call]
    with time_machine.travel(noon + timedelta(days=1)):
        see_to_calls()
        see_to_calls()
        relay()
    call.refresh_from_db()
    assert call.state == CallState.CLOSED
    assert not Reminder.objects.filter(thing=call.target).exists()
    assert Notice.objects.filter(user=call.called_by, kind__endswith="CallHasRunOut").count() == 1


def test_a_picture_that_is_removed_leaves_its_words_in_a_call(community, relay):
    project = begin_project(community=community)
    picture = keep_picture(project.begun_by)
    call = open_call(project, text=f"Look: {picture.markdown}")
    assert "<img" in call.html
    remove(picture)
    relay()
    call.refresh_from_db()
    assert "<img" not in call.html


# Whom it looks for


def test_who_chose_a_tag_of_it_is_told_once(community, relay):
    project = begin_project(community=community)
    wanting, other = wish(community, "testing"), wish(community, "printing")
    indifferent = join(community)
    call = open_call(project, tags=["testing"])
    relay()
    assert told(call) == {wanting.handle}
    said = {"title": "Another title", "text": "Other words", "tags": ["testing", "printing"]}
    call.edit(by=call.called_by, version=1, **said)
    see_to_calls()
    relay()
    assert told(call) == {wanting.handle, other.handle}
    assert Notice.objects.filter(user=wanting, key=call.target).count() == 1
    assert not Notice.objects.filter(user=indifferent, key=call.target).exists()


def test_what_somebody_knows_is_shown_by_what_they_did(community, relay):
    knowing = wish(community, by_what_they_know=True, user=who_answered(community, "testing"))
    resting = wish(community, by_what_they_know=True)
    project = begin_project(community=community)
    call = open_call(project, tags=["testing"])
    relay()
    assert told(call) == {knowing.handle}
    [notice] = Notice.objects.filter(user=knowing, key=call.target)
    assert "1 accepted answer about testing" in notice.excerpt
    assert not Notice.objects.filter(user=resting, key=call.target).exists()


def test_who_rests_from_being_asked_is_not_told_of_what_they_know(community, relay):
    knowing = wish(community, by_what_they_know=True, user=who_answered(community, "testing"))
    Readiness.objects.choose(by=knowing, is_willing=False, weekly_cap=2, paused_until=None)
    call = open_call(begin_project(community=community), tags=["testing"])
    relay()
    assert told(call) == set()


def test_who_mutes_blocks_left_or_is_in_it_is_not_told(community, relay):
    project = begin_project(community=community)
    lead = project.begun_by
    muting, blocking, leaving, inside, wanting = (wish(community, "testing") for _ in range(5))
    Follow.objects.choose(project.target, Level.MUTED, by=muting)
    Block.objects.create(blocker=blocking, blocked=lead)
    Membership.objects.get(user=leaving).leave()
    take_part(project, inside)
    call = open_call(project, tags=["testing"])
    relay()
    assert told(call) == {wanting.handle}


def test_a_call_is_put_to_so_many_in_a_day_and_to_the_others_later(community, relay):
    project = begin_project(community=community)
    for _ in range(MOST_A_DAY + 2):
        wish(community, "testing")
    call = open_call(project, tags=["testing"])
    relay()
    assert len(told(call)) == MOST_A_DAY
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        see_to_calls()
        relay()
    assert len(told(call)) == MOST_A_DAY + 2


def test_who_follows_the_project_is_told_of_its_calls(community, relay):
    project = begin_project(community=community)
    following, not_following = join(community), join(community)
    Follow.objects.choose(project.target, Level.WATCHING, by=following)
    call = open_call(project)
    relay()
    assert Notice.objects.filter(user=following, key=call.target).count() == 1
    assert not Notice.objects.filter(user=not_following, key=call.target).exists()


def test_nothing_chosen_is_no_wish(community):
    client = as_user(join(community))
    url = f"/settings/calls/{community.slug}/"
    client.post(url, {"tags": "testing, print", "by_what_they_know": "on"})
    assert "print, testing" in text(client.get("/settings/calls/"))
    client.post(url, {"tags": ""})
    assert not Wish.objects.exists()


def test_the_letter_brings_calls_those_for_its_reader_first():
    with time_machine.travel(THURSDAY, tick=False) as clock:
        community = CommunityFactory()
        reader = wish(community, "testing")
        plan_due()
        project = begin_project(community=community)
        open_call(project, title="One for the reader", tags=["testing"])
        clock.shift(60)
        open_call(project, title="One for anybody")
        on_monday(clock)
    [letter] = letters(reader)
    assert "You want to be told of calls about testing." in letter
    assert letter.index("One for the reader") < letter.index("One for anybody")


def test_the_letter_says_what_its_reader_knows():
    """Where they want that, and not of what they know in a community where they do not."""
    with time_machine.travel(THURSDAY, tick=False) as clock:
        community = CommunityFactory()
        reader = wish(community, by_what_they_know=True, user=who_answered(community, "testing"))
        silent = who_answered(community, "testing")
        elsewhere = CommunityFactory()
        wish(elsewhere, by_what_they_know=True, user=join(elsewhere, silent))
        plan_due()
        project = begin_project(community=community)
        open_call(project, title="One for the reader", tags=["testing"])
        clock.shift(60)
        open_call(project, title="One for anybody")
        on_monday(clock)
    [letter], [other] = letters(reader), letters(silent)
    assert "1 accepted answer about testing" in letter
    assert "1 accepted answer about testing" not in other
    assert letter.index("One for the reader") < letter.index("One for anybody")
    assert other.index("One for the reader") > other.index("One for anybody")


# Who may

MAY = {
    ("get", "{project}calls/new/"): LEADS,
    ("get", "{call}edit/"): LEADS,
    ("get", "{call}end/"): LEADS,
    ("get", "{call}applications/{handle}/acceptance/"): LEADS,
    ("get", "{call}applications/{handle}/refusal/"): LEADS,
    ("post", "{call}application/"): ("outsider", "member", "facilitator"),
    ("get", "{call}"): ROLES,
}


def test_who_may_do_what(community):
    call = open_call(begin_project(community=community, visibility=Visibility.PUBLIC))
    handle, clients = apply(call).user.handle, clients_of(call.project)
    for who, (method, path) in product(ROLES, MAY):
        address = path.format(project=call.project.address, call=call.address, handle=handle)
        with undone():
            status = getattr(clients[who], method)(address, {"note": "Me."}).status_code
            has_applied = Application.objects.exclude(user__handle=handle).exists()
        if who in MAY[method, path]:
            assert status in (200, 302), (who, path)
        else:
            assert status == (302 if who == "visitor" else 403), (who, path)
            assert not has_applied


API = {
    ("post", "projects/{project}/calls/"): ({"title": "Somebody", "text": "x"}, 201, LEADS),
    ("put", "calls/{call}/"): ({"title": "Somebody", "text": "x", "version": 1}, 200, LEADS),
    ("put", "calls/{call}/end/"): ({"state": "closed"}, 200, LEADS),
    ("delete", "calls/{call}/end/"): (None, 204, LEADS),
    ("get", "calls/{call}/applications/"): (None, 200, LEADS),
    ("put", "calls/{call}/applications/{handle}/"): ({"state": "accepted"}, 200, LEADS),
    ("put", "calls/{call}/application/"): (
        {"note": "Me."}, 200, ("outsider", "member", "facilitator"),
    ),
    ("get", "calls/{call}/"): (None, 200, ROLES),
}  # fmt: skip


def test_who_may_do_what_by_a_program(community):
    call = open_call(begin_project(community=community, visibility=Visibility.PUBLIC))
    handle, clients = apply(call).user.handle, clients_of(call.project)
    for who, (method, path) in product(ROLES, API):
        body, done, allowed = API[method, path]
        address = f"/api/v1/{path.format(project=call.project_id, call=call.pk, handle=handle)}"
        more = {"content_type": "application/json"} if method in ("post", "put") else {}
        with undone():
            status = getattr(clients[who], method)(address, body or {}, **more).status_code
        assert status == (done if who in allowed else 401 if who == "visitor" else 403), (who, path)


def test_what_a_program_sends_and_reads(community):
    project = begin_project(community=community)
    lead, somebody = as_user(project.begun_by), as_user(join(community))
    said = {"title": "Somebody", "text": "To *test*.", "tags": ["testing"], "places": 1}
    made = lead.post(f"/api/v1/projects/{project.pk}/calls/", said, "application/json").json()
    assert (made["tags"], made["left"], made["is_open"]) == (["testing"], 1, True)
    at = f"/api/v1/calls/{made['id']}/"
    somebody.put(f"{at}application/", {"note": "Me."}, "application/json")
    [sent] = lead.get(f"{at}applications/").json()
    handle = sent["person"]["handle"]
    unkind = lead.put(f"{at}applications/{handle}/", {"state": "declined"}, "application/json")
    assert unkind.status_code == 422
    lead.put(f"{at}applications/{handle}/", {"state": "accepted"}, "application/json")
    assert somebody.get(f"{at}application/").json()["state"] == "accepted"
    assert lead.get(at).json()["state"] == "filled"
    wished = {"tags": ["testing"], "by_what_they_know": True}
    mine = f"/api/v1/communities/{community.slug}/wish/"
    assert somebody.put(mine, wished, "application/json").json() == wished | {
        "community": community.slug
    }
    assert somebody.get("/api/v1/wishes/").json() == [wished | {"community": community.slug}]
    assert [one["id"] for one in lead.get("/api/v1/calls/").json()["items"]] == []


# What stays inside


@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.COMMUNITY])
def test_a_call_is_found_nowhere_by_who_may_not_read_its_project(community, visibility, relay):
    project = begin_project(community=community, visibility=visibility)
    inside = take_part(project)
    outsider = wish(CommunityFactory(), "testing")
    member = wish(community, "testing")
    said = {"title": f"Who knows the {CANARY}?", "text": f"The {CANARY}.", "tags": ["testing"]}
    Follow.objects.choose(project.target, Level.WATCHING, by=member)
    call = open_call(project, **said)
    relay()
    out = [None, outsider, *([member] if visibility == Visibility.MEMBERS else [])]
    pages = [
        "/calls/",
        f"{community.address}projects/calls/",
        f"{community.address}projects/?state=calling",
        project.get_absolute_url(),
        f"{project.address}calls/",
        call.get_absolute_url(),
        "/api/v1/calls/",
        f"/api/v1/communities/{community.slug}/calls/",
        f"/api/v1/projects/{project.pk}/calls/",
        f"/api/v1/calls/{call.pk}/",
        f"/search/?q={CANARY}",
        f"/api/v1/search/?q={CANARY}",
        f"{community.address}feed/",
    ]
    for user in out:
        client = as_user(user) if user else Client()
        for page in pages:
            said_there = text(client.get(page)).replace(f"q={CANARY}", "")
            assert f"the {CANARY}" not in said_there, page
        assert titles(search(CANARY, user or AnonymousUser())) == []
        if user:
            assert not Notice.objects.filter(user=user, key=call.target).exists()
    assert titles(search(CANARY, inside)) == [call.title]
    assert call.title in text(as_user(inside).get("/calls/"))


def test_the_letter_of_who_may_not_read_the_project_does_not_bring_its_call():
    with time_machine.travel(THURSDAY, tick=False) as clock:
        community = CommunityFactory()
        reader, inside = wish(community, "testing"), wish(community, "testing")
        plan_due()
        project = begin_project(community=community, visibility=Visibility.MEMBERS)
        take_part(project, inside)
        open_call(project, title=f"The {CANARY}", tags=["testing"])
        on_monday(clock)
    assert CANARY not in "".join(letters(reader))
    assert CANARY in "".join(letters(inside))


def test_a_project_that_closes_to_others_takes_what_was_told_along(community, relay):
    project = begin_project(community=community)
    member = wish(community, "testing")
    call = open_call(project, title=f"The {CANARY}", tags=["testing"])
    relay()
    assert CANARY in text(as_user(member).get("/notices/"))
    project.edit(
        by=project.begun_by,
        version=1,
        title=project.title,
        purpose=project.purpose,
        done="",
        tags=[],
        visibility=Visibility.MEMBERS,
        is_open=True,
    )
    relay()
    assert CANARY not in text(as_user(member).get("/notices/"))
    assert titles(search(CANARY, member)) == []
    assert Call.objects.visible_to(member).filter(pk=call.pk).count() == 0


def test_tags_of_calls_are_of_their_community(community):
    call = open_call(begin_project(community=community), tags=["testing"])
    assert set(Tag.objects.filter(calls=call).values_list("community", flat=True)) == {community.pk}
