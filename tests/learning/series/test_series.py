"""Series: proposed, published, read, said otherwise, extended and cancelled as one."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from communities.models import Activity, Community, Membership, Role
from learning.inquiries.models import Asked, Inquiry, Sort
from learning.models import Registration, Series, SeriesPlace, State, Workshop
from learning.models import RegistrationState as Is
from learning.series.errors import NoNewDate, NothingToCome, TooMany
from learning.workshops.errors import WrongState
from notifications.models import Follow, Level, Notice
from search.models import Document
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import (
    come_to_all,
    later,
    propose_series,
    publish_series,
    register,
    said,
    weekly,
)
from tests.learning.test_workshop_news import whole
from tests.learning.test_workshops import as_user, text, typed
from tests.racing import race

pytestmark = pytest.mark.django_db

RHYTHM = {"rhythm": "week", "interval": "1", "days": ["MO"], "times": "6", "until": ""}


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def dates(series: Series) -> list[Workshop]:
    return list(Workshop.objects.for_page().filter(series=series).order_by("original_start"))


def told(user) -> list[str]:
    kinds = Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True)
    return [name for kind in kinds if (name := kind.rpartition(".")[2]) != "Welcome"]


def edit_all(series: Series, **more) -> None:
    series.refresh_from_db()
    words = said(**({"hosts": series.pattern.hosts} | more))
    series.edit(by=series.proposed_by, version=series.version, **words)


# Proposing


def test_a_member_looks_at_the_dates_and_then_proposes_them_at_one_hour_of_the_clocks(community):
    member = join(community)
    at = f"{community.address}learning/workshops/series/new/"
    sent = typed(community, member) | {"day": "2031-03-17", **RHYTHM}
    looked = as_user(member).post(at, sent | {"look": "1", "title": "", "text": ""})
    assert looked.status_code == 200
    assert "Every week on Monday: 6 dates" in text(looked)
    assert "Monday 7 April 2031, 15:00–16:30, Berlin (UTC+2)" in text(looked)
    assert not Series.objects.exists()
    for _ in range(2):  # the second click
        page = as_user(member).post(at, sent)
    series = Series.objects.for_page().get()
    assert page["Location"] == series.get_absolute_url()
    made = dates(series)
    assert [f"{one.starts_at:%d.%m. %H}" for one in made] == [
        "17.03. 14", "24.03. 14", "31.03. 13", "07.04. 13", "14.04. 13", "21.04. 13",
    ]  # fmt: skip
    assert {one.state for one in made} == {State.DRAFT}
    assert {(one.title, one.venue, one.room_seats) for one in made} == {
        ("Reading a forest plot", "Room 4", 12)
    }
    assert len({one.uid for one in made}) == 6
    wrong = as_user(member).post(at, sent | {"times": "", "nonce": "w2"})
    assert wrong.status_code == 422
    assert "Say either how often, or until when." in text(wrong)
    assert "We read *six* plots." in text(wrong)


def test_the_api_takes_a_rule_and_says_what_it_does_not_know(community):
    member = join(community)
    sent = {
        "title": "Reading a forest plot",
        "text": "We read.",
        "hosts": [member.handle],
        "starts_at": "2031-03-17T15:00:00+01:00",
        "ends_at": "2031-03-17T16:30:00+01:00",
        "zone": "Europe/Berlin",
        "rrule": "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4",
    }
    post = partial(
        as_user(member).post,
        f"/api/v1/communities/{community.slug}/series/",
        content_type="application/json",
    )
    answer = post(json.dumps(sent))
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert made["rhythm"] == "Every week on Monday and Wednesday"
    assert [one["starts_at"] for one in made["workshops"]] == [
        "2031-03-17T14:00:00Z", "2031-03-19T14:00:00Z",
        "2031-03-24T14:00:00Z", "2031-03-26T14:00:00Z",
    ]  # fmt: skip
    assert [one["series_number"] for one in made["workshops"]] == [1, 2, 3, 4]
    for rule in ("FREQ=YEARLY;COUNT=2", "FREQ=WEEKLY;BYSETPOS=1;COUNT=2"):
        refused = post(json.dumps(sent | {"rrule": rule}))
        assert refused.status_code == 422
        assert "FREQ=DAILY, WEEKLY, MONTHLY" in str(refused.json())
    many = post(json.dumps(sent | {"rrule": "FREQ=DAILY;COUNT=61"}))
    assert (many.status_code, many.json()["code"]) == (409, "too_many_dates")
    assert Series.objects.count() == 1


# Publishing, and what is found and told of it


def test_all_of_it_is_published_told_found_and_listed_once(community, relay):
    boss, member = join(community, role=Role.FACILITATOR), join(community)
    series = propose_series(community=community, timetable=weekly(times=4))
    relay()
    assert told(boss) == ["SomebodyProposesASeries"]
    hidden = Client().get(series.address)
    assert hidden.status_code == 404
    one = dates(series)[0]
    assert as_user(boss).post(f"{one.address}publication/").status_code == 403
    assert as_user(boss).post(f"{series.address}publication/").status_code == 302
    relay()
    assert told(boss) == []  # nobody needs to decide on it now
    assert told(series.proposed_by) == ["YourSeriesIsPublished"]
    assert {found.state for found in dates(series)} == {State.PUBLISHED}
    assert (
        Activity.objects.filter(verb="published").values_list("subject_kind", flat=True).get()
        == "learning.series"
    )
    assert Document.objects.filter(kind="workshop").get().url == one.series_address
    listed = text(Client().get(f"{community.address}learning/workshops/"))
    assert listed.count('class="wshop__t book"') == 1
    assert "3 more in this series" in listed
    api = Client().get(f"/api/v1/communities/{community.slug}/workshops/").json()["items"]
    assert [(found["id"], found["series_after"]) for found in api] == [(one.pk, 3)]
    page = text(Client().get(series.get_absolute_url()))
    assert page.count("wdate__t") == 4
    assert "Number 2 of 4 in its series" in text(Client().get(dates(series)[1].get_absolute_url()))
    come_to_all(series, member)
    mine = text(as_user(member).get(f"{community.address}learning/workshops/?state=mine"))
    assert mine.count('class="wshop__t book"') == 1
    with pytest.raises(WrongState):
        series.release(by=boss)


def test_what_is_changed_by_itself_is_found_by_itself(community, relay):
    series = publish_series(community=community)
    second = dates(series)[1]
    words = said(hosts=second.hosts, text="Of lapwings.")
    second.edit(by=second.proposed_by, version=second.version, **words)
    relay()
    found = Document.objects.filter(kind="workshop").order_by("object_id")
    assert [one.url for one in found] == [second.series_address, second.get_absolute_url()]
    dates(series)[0].cancel(by=series.proposed_by)
    relay()
    pks = Document.objects.filter(kind="workshop").order_by("object_id")
    assert [one.object_id for one in pks] == [second.pk, dates(series)[2].pk]


def test_of_a_proposal_that_took_too_long_what_is_left_is_published(community):
    series = propose_series(community=community, timetable=weekly(times=2, days=1))
    boss = join(community, role=Role.FACILITATOR)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        series.release(by=boss)
        assert [one.state for one in dates(series)] == [State.CANCELLED, State.PUBLISHED]
    late = propose_series(community=community, timetable=weekly(times=2, days=1))
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        with pytest.raises(NothingToCome):
            late.release(by=boss)
        assert "has passed" in text(as_user(boss).post(f"{late.address}publication/"))


# Saying it otherwise, and one of it alone


def test_editing_reaches_what_is_to_come_and_was_not_changed_by_itself(community, relay):
    series = publish_series(community=community, timetable=weekly(times=4), online_seats=1)
    past, own, third, _fourth = dates(series)
    seated, waiting = register(third), register(third)
    words = said(hosts=own.hosts, text="By itself.")
    own.edit(by=own.proposed_by, version=own.version, **words)
    Workshop.objects.filter(pk=third.pk).update(materials="Slides")
    with time_machine.travel(past.starts_at + timedelta(hours=1)):
        edit_all(series, title="Reading plots", online_seats=2, join_link="https://e.org/")
        relay()
        titles = [one.title for one in dates(series)]
        assert titles == ["Reading a forest plot"] * 2 + ["Reading plots"] * 2
        assert [one.online_seats for one in dates(series)] == [1, 1, 2, 2]
        assert dates(series)[2].materials == "Slides"
        assert Registration.objects.get(pk=waiting.pk).state == Is.OFFERED
        assert "YourSeriesIsElsewhere" in told(seated.user)
        assert "YourWorkshopIsElsewhere" not in told(seated.user)
    stale = {"title": "Other", "text": "x", "hosts": [series.proposed_by.handle], "version": 1}
    answer = as_user(series.proposed_by).put(
        f"/api/v1/series/{series.pk}/", json.dumps(stale), content_type="application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_version")
    page = as_user(series.proposed_by).post(
        f"{series.address}edit/", typed(community, series.proposed_by, version=1)
    )
    assert page.status_code == 409
    assert "Somebody saved changes" in text(page)


def test_moving_one_moves_one_and_tells_who_comes_to_it(community, relay):
    series = publish_series(community=community)
    first, second, third = dates(series)
    of_first, of_second = register(first).user, register(second).user
    second.move(later(days=40), by=series.proposed_by, note="A holiday.")
    relay()
    assert "YourWorkshopMoved" in told(of_second)
    assert "YourWorkshopMoved" not in told(of_first)
    assert [one.is_moved for one in dates(series)] == [False, True, False]
    assert dates(series)[1].original_start == second.original_start
    assert [one.starts_at for one in series.shown] == [
        first.starts_at, third.starts_at, dates(series)[1].starts_at,
    ]  # fmt: skip
    assert "It was moved." in text(Client().get(series.get_absolute_url()))


# Coming to all of it


def test_who_comes_to_all_is_told_once_and_has_all_in_their_calendar(community, relay):
    series = publish_series(community=community, timetable=weekly(times=3), online_seats=1)
    first, second, third = dates(series)
    register(second)  # takes its only seat
    member = join(community)
    already = register(first, member)
    Notice.objects.all().delete()
    page = as_user(member).post(
        f"{series.address}registration/", {"mode": "online", "question": "Why six?"}
    )
    assert page.status_code == 302
    relay()
    mine = Registration.objects.of(member).order_by("workshop")
    assert [one.state for one in mine] == [Is.CONFIRMED, Is.WAITLISTED, Is.CONFIRMED]
    assert [one.question for one in mine] == ["", "Why six?", ""]
    assert [kind for kind in told(member) if kind != "YouHaveASeat"] == ["YouComeToASeries"]
    assert Registration.objects.get(pk=already.pk).told_with_series is None
    [letter] = [one for one in mail.outbox if "registered for a series" in whole(one)]
    calendar = whole(letter)
    assert "METHOD:PUBLISH" in calendar
    assert third.uid in calendar
    assert "Waits" in calendar
    assert second.uid not in calendar  # who waits is invited to nothing
    api = as_user(member).get(f"/api/v1/series/{series.pk}/registration/").json()
    states = [one["state"] for one in api["registrations"]]
    assert states == ["confirmed", "waitlisted", "confirmed"]
    assert "You come to all." in text(as_user(member).get(series.get_absolute_url()))


def test_who_comes_to_all_comes_to_what_is_added_and_can_give_all_of_it_back(community, relay):
    series = publish_series(community=community, timetable=weekly(times=2), online_seats=1)
    first, second = dates(series)
    comes, one_only, waits = join(community), register(second).user, join(community)
    come_to_all(series, comes)
    come_to_all(series, waits)
    relay()
    Notice.objects.all().delete()
    Registration.objects.of(comes).get(workshop=first).cancel()
    sent = {"times": "2", "until": ""}
    assert as_user(series.proposed_by).post(f"{series.address}dates/", sent).status_code == 302
    relay()
    made = dates(series)
    assert len(made) == 4
    assert made[3].starts_at - made[2].starts_at == made[2].starts_at - second.starts_at
    assert Series.objects.get().rule.startswith("FREQ=WEEKLY;COUNT=4;")
    mine = Registration.objects.of(comes).order_by("workshop").values_list("state", flat=True)
    assert list(mine) == [Is.CANCELLED, Is.WAITLISTED, Is.CONFIRMED, Is.CONFIRMED]
    assert told(comes).count("YouComeToASeries") == 1
    assert told(one_only) == ["YourSeriesHasNewDates"]
    Notice.objects.all().delete()
    before = len(mail.outbox)
    given = {"_method": "delete"}
    assert as_user(comes).post(f"{series.address}registration/", given).status_code == 302
    relay()
    assert not Registration.objects.current().of(comes).exists()
    assert told(comes) == ["YouGaveASeriesBack"]
    letters = [one for one in mail.outbox[before:] if one.to == [comes.email]]
    assert whole(letters[-1]).count("STATUS:CANCELLED") >= 2
    assert told(waits).count("ASeatIsYours") == 2
    assert as_user(comes).post(f"{series.address}registration/", given).status_code == 404


def test_who_follows_a_series_is_told_once_of_dates_added_moved_and_cancelled(community, relay):
    series = publish_series(community=community, timetable=weekly(times=2))
    follower, both, other, elsewhere = (join(community) for _ in range(4))
    assert "when dates are added" in text(as_user(follower).get(series.get_absolute_url()))
    at = f"/api/v1/follows/{series.target}/"
    for somebody in (follower, both, elsewhere):
        said = as_user(somebody).put(at, {"level": "watching"}, content_type="application/json")
        assert said.status_code == 200
    date = dates(series)[0]
    Follow.objects.choose(date.target, Level.WATCHING, by=both)
    Follow.objects.choose(date.target, Level.MUTED, by=elsewhere)
    relay()
    Notice.objects.all().delete()
    date.move(later(days=12), by=series.proposed_by)
    series.extend(by=series.proposed_by, times=1)
    relay()
    both_told = ["FollowedSeriesHasNewDates", "FollowedWorkshopMoved"]
    assert sorted(told(follower)) == both_told
    assert sorted(told(both)) == both_told
    assert told(elsewhere) == ["FollowedSeriesHasNewDates"]
    assert told(other) == []
    series.cancel(by=series.proposed_by, note="Ill.")
    relay()
    assert told(follower)[-1] == "FollowedSeriesIsCancelled"
    # Of one that they may not read any more they are told nothing.
    again = publish_series(community=community, timetable=weekly(times=1))
    Follow.objects.choose(again.target, Level.WATCHING, by=follower)
    Membership.objects.get(user=follower, community=community).leave()
    Notice.objects.all().delete()
    again.extend(by=again.proposed_by, times=1)
    relay()
    assert told(follower) == []


def test_who_leaves_the_community_comes_to_nothing_that_is_added(community, relay):
    series = publish_series(community=community)
    member = join(community)
    come_to_all(series, member)
    Membership.objects.get(user=member, community=community).leave()
    relay()
    assert not SeriesPlace.objects.exists()
    assert not Registration.objects.current().of(member).exists()


# Adding and cancelling


def test_dates_are_added_until_a_day_and_never_too_many(community):
    series = publish_series(community=community, timetable=weekly(times=2))
    last = dates(series)[-1]
    until = last.original_start + timedelta(days=22)
    assert len(series.extend(by=series.proposed_by, until=until)) == 3
    with pytest.raises(NoNewDate):
        series.extend(by=series.proposed_by, until=until)
    with pytest.raises(TooMany):
        series.extend(by=series.proposed_by, times=60)
    with pytest.raises(TooMany):
        series.extend(by=series.proposed_by, until=datetime(2500, 1, 1, tzinfo=UTC))
    with time_machine.travel(until + timedelta(days=400)):
        [made] = series.extend(by=series.proposed_by, times=1)
        assert made.starts_at > timezone.now()
        assert made.starts_at - timezone.now() < timedelta(days=7)


def test_cancelling_the_rest_tells_each_once(community, relay):
    series = publish_series(community=community)
    first, second, _third = dates(series)
    comes = join(community)
    come_to_all(series, comes)
    also = register(second).user
    relay()
    Notice.objects.all().delete()
    mail.outbox.clear()
    with time_machine.travel(first.starts_at + timedelta(minutes=5)):
        sent = {"note": "I move away."}
        answer = as_user(series.proposed_by).post(
            f"/api/v1/series/{series.pk}/cancellation/",
            json.dumps(sent),
            content_type="application/json",
        )
        assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
        relay()
        states = [(one.state, one.sequence) for one in dates(series)]
        assert states == [(State.PUBLISHED, 0), (State.CANCELLED, 1), (State.CANCELLED, 1)]
        assert [told(one) for one in (comes, also)] == [["YourSeriesIsCancelled"]] * 2
        [letter] = [one for one in mail.outbox if one.to == [comes.email]]
        assert whole(letter).count("I move away.") >= 1
        assert second.uid in whole(letter)
        assert first.uid not in whole(letter)
        for act in ("registration/", "dates/", "cancellation/", "edit/"):
            page = as_user(series.proposed_by).post(series.address + act, sent)
            assert page.status_code == 403


# Who may


@pytest.mark.parametrize("surface", ["web", "api"])
def test_only_hosts_and_facilitators_look_after_it(community, surface):
    series = publish_series(community=community)
    sent = typed(community, series.proposed_by) | {"version": 1, "times": 1, "note": "No."}
    sent |= {"hosts": [series.proposed_by.handle], "tags": [], "online_seats": None}
    acts = {"edit/": "put", "dates/": "post", "cancellation/": "post"}
    guest = Registration.objects.get(pk=register(dates(series)[0]).pk).user
    one_of_them = dates(series)[1]
    words = said(hosts=[guest])
    one_of_them.edit(by=series.proposed_by, version=one_of_them.version, **words)

    def act(user, name: str, method: str):
        if surface == "web":
            web = sent | {"hosts": f"@{series.proposed_by.handle}", "online_seats": ""}
            return as_user(user).post(series.address + name, web).status_code
        at = f"/api/v1/series/{series.pk}/" + ("" if name == "edit/" else name)
        known = {
            "edit/": ("title", "text", "hosts", "version"),
            "dates/": ("times",),
            "cancellation/": ("note",),
        }[name]
        body = json.dumps({key: sent[key] for key in known})
        return getattr(as_user(user), method)(at, body, content_type="application/json").status_code

    for name, method in acts.items():
        assert act(join(community), name, method) == 403
        assert act(guest, name, method) == 403  # who hosts one of them looks after that one
    done = [act(series.proposed_by, name, method) for name, method in acts.items()]
    assert done == [302 if surface == "web" else 200] * 3


def test_who_hosts_it_and_who_is_no_member_does_not_register_for_it(community):
    series = publish_series(community=community)
    outsider = join(CommunityFactory())
    for user in (series.proposed_by, outsider):
        body = json.dumps({"mode": "online"})
        at = f"/api/v1/series/{series.pk}/registration/"
        answer = as_user(user).put(at, body, content_type="application/json")
        assert answer.status_code == 403
        page = as_user(user).post(f"{series.address}registration/", {"mode": "online"})
        assert page.status_code == 403


@pytest.mark.parametrize("times", [1, 3])
def test_its_page_costs_the_same_however_many_there_are(
    django_assert_num_queries, community, times
):
    series = publish_series(community=community, timetable=weekly(times=times))
    member = join(community)
    come_to_all(series, member)
    for client, most in ((Client(), 7), (as_user(member), 23)):
        with django_assert_num_queries(most):
            assert client.get(series.get_absolute_url()).status_code == 200


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_of_one_seat_in_each_nobody_gets_two_however_they_come(community):
    series = publish_series(community=community, timetable=weekly(times=3), online_seats=1)
    people = [join(community) for _ in range(4)]
    last = dates(series)[2]
    acts = [partial(come_to_all, series, user) for user in people[:3]]
    outcomes = race(*acts, partial(register, last, people[3]))
    assert not [one for one in outcomes if isinstance(one, Exception)]
    for one in dates(series):
        states = sorted(one.registrations.values_list("state", flat=True))
        seats, waits = states.count(Is.CONFIRMED), states.count(Is.WAITLISTED)
        assert (seats, waits) == (1, 3 if one == last else 2)


@pytest.mark.django_db(transaction=True)
def test_dates_added_by_two_at_once_and_who_registers_meanwhile_wait_for_each_other(community):
    series = publish_series(community=community, timetable=weekly(times=2))
    add = partial(Series.objects.get(pk=series.pk).extend, by=series.proposed_by, times=1)
    again = partial(Series.objects.get(pk=series.pk).extend, by=series.proposed_by, times=1)
    outcomes = race(add, again, partial(come_to_all, series))
    assert not [one for one in outcomes if isinstance(one, Exception)]
    starts = [one.starts_at for one in dates(series)]
    assert len(set(starts)) == len(starts) == 4
    assert series.places.count() == 1


def test_what_hosts_ask_is_answered_once_for_all_that_ask_the_same(community):
    series = publish_series(community=community)
    first, second, third = dates(series)
    for workshop, words in ((first, "Which plots?"), (second, "Which plots?"), (third, "Where?")):
        Inquiry.objects.replace(workshop, [Asked(words, Sort.SHORT, is_required=True)])
    member = join(community)
    body = {"mode": "online"}
    put = partial(as_user(member).put, f"/api/v1/series/{series.pk}/registration/")
    missing = put(json.dumps(body), content_type="application/json")
    assert (missing.status_code, missing.json()["code"]) == (422, "answer_missing")
    assert not Registration.objects.of(member).exists()
    asked = Inquiry.objects.get(workshop=first)
    answered = body | {"answers": [{"inquiry": asked.pk, "text": "Forest plots"}]}
    answer = put(json.dumps(answered), content_type="application/json")
    assert answer.status_code == 200, answer.content
    mine = Registration.objects.of(member).order_by("workshop").values_list("workshop", flat=True)
    assert list(mine) == [first.pk, second.pk]


def test_what_is_added_asks_the_same_and_who_comes_to_all_has_answered_it(community, relay):
    series = publish_series(community=community, timetable=weekly(times=1))
    [first] = dates(series)
    words = "What do you bring?"
    Inquiry.objects.replace(first, [Asked(words, Sort.SHORT, is_required=True)])
    member, inquiry = join(community), first.inquiries.get()
    SeriesPlace.objects.take(series, by=member, mode="online", answers={inquiry.pk: "A plot"})

    [added] = series.extend(by=series.proposed_by, times=1)
    relay()

    assert added.inquiries.get().words == words
    mine = Registration.objects.current().of(member).get(workshop=added)
    assert [(one.words, one.text) for one in mine.answers.all()] == [(words, "A plot")]
