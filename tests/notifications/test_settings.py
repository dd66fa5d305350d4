"""The page on which one chooses how to be told, and what it says one will get."""

from datetime import date, time

import pytest
import time_machine
from django.test import Client

from notifications.choosing import presets, table_of
from notifications.models import Choice, Follow, Level, Preference, Rhythm, Unsubscription, Way
from notifications.rhythms import stop_all
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.integrations.test_api import Program
from tests.notifications.test_pages import as_user, text

pytestmark = pytest.mark.django_db

PAGE = "/settings/notifications/"
EVERYWHERE = f"{PAGE}ways/everywhere/"


def chosen(user) -> dict[tuple[str, str], str]:
    rows = Choice.objects.filter(user=user).values_list("scope", "matter", "way")
    return {(scope, matter): way for scope, matter, way in rows}


def said(user) -> str:
    page = text(as_user(user).get(PAGE))
    return page.partition('class="told__said"')[2].partition("</ul>")[0]


# Each matter for itself


def test_only_what_differs_is_kept():
    user = UserFactory()
    client = as_user(user)

    client.post(EVERYWHERE, {"way_answers": "email", "way_topics": "digest"})
    assert chosen(user) == {("", "topics"): Way.DIGEST}
    client.post(EVERYWHERE, {"way_topics": "email"})

    assert chosen(user) == {}


def test_a_choice_for_a_community_is_kept_where_it_differs_from_everywhere():
    community = CommunityFactory()
    member = join(community)
    client = as_user(member)
    Choice.objects.choose({"topics": Way.APP}, by=member)

    response = client.post(
        f"{PAGE}ways/{community.scope}/", {"way_topics": "email", "way_answers": "email"}
    )

    assert response.headers["Location"] == f"{PAGE}{community.scope}/"
    assert chosen(member) == {("", "topics"): "app", (community.scope, "topics"): "email"}
    assert "Only here" in text(client.get(f"{PAGE}{community.scope}/"))

    client.post(f"{PAGE}ways/{community.scope}/", {"_method": "delete"})
    assert chosen(member) == {("", "topics"): "app"}


@pytest.mark.parametrize(
    "wrong", [{"way_answers": "pigeon"}, {"way_belonging": "none"}, {"level": "watching"}]
)
def test_what_is_no_choice_is_refused_whole(wrong):
    user = UserFactory()

    response = as_user(user).post(EVERYWHERE, {"way_topics": "app"} | wrong)

    assert response.status_code == 400
    assert chosen(user) == {}


def test_htmx_gets_what_one_will_get_now_and_nothing_more():
    user = UserFactory()

    response = as_user(user).post(
        EVERYWHERE, {"way_topics": "none"}, headers={"HX-Request": "true"}
    )

    page = text(response)
    assert "Nothing at all of: new topics." in page
    assert "Saved." in page
    assert "<html" not in page


def test_nobody_chooses_for_a_community_that_is_not_theirs():
    secret, public = CommunityFactory(visibility="secret"), CommunityFactory()
    user = UserFactory()
    client = as_user(user)

    for community, status in ((secret, 404), (public, 403)):
        for path in (f"{PAGE}{community.scope}/", f"{PAGE}ways/{community.scope}/"):
            ask = client.post if "ways" in path else client.get
            assert ask(path, {"way_topics": "app"}).status_code == status
    assert chosen(user) == {}


# A community's level, on the same page


def test_the_page_of_a_community_also_says_how_closely_one_follows_it():
    community = CommunityFactory()
    member = join(community)

    as_user(member).post(f"{PAGE}ways/{community.scope}/", {"level": "first_post"})

    assert Follow.objects.get(user=member).level == Level.FIRST_POST
    page = text(as_user(member).get(PAGE))
    assert "New topics only" in page
    refused = as_user(member).post(f"{PAGE}ways/{community.scope}/", {"level": "shouting"})
    assert refused.status_code == 400


# In one go


@pytest.mark.parametrize("preset", presets.values(), ids=lambda preset: preset.name)
def test_a_preset_is_what_it_says_and_the_page_knows_it_again(preset):
    user = UserFactory()
    Choice.objects.choose({"answers": Way.NONE, "topics": Way.APP}, by=user)

    as_user(user).post(f"{PAGE}preset/", {"preset": preset.name})

    table = table_of(user)
    assert all(row.way == preset.way_of(row.matter) for row in table.rows)
    assert table.preset == preset
    assert Rhythm.objects.of(user)[""].is_off is not preset.has_digest


def test_the_essentials_mail_what_is_meant_for_one():
    user = UserFactory()

    presets["essentials"].apply(by=user)

    ways = {row.matter.name: row.way for row in table_of(user).rows}
    assert (ways["answers"], ways["mentions"], ways["asks"]) == (Way.EMAIL,) * 3
    assert (ways["replies"], ways["topics"], ways["outcomes"]) == (Way.DIGEST,) * 3


@pytest.mark.parametrize("preset", presets.values(), ids=lambda preset: preset.name)
def test_a_program_chooses_a_preset_too(preset):
    user = UserFactory()
    program = Program(user)

    chosen = program("PUT", "preferences/presets/", {"preset": preset.name}).json()["items"]

    assert [one["name"] for one in chosen if one["is_chosen"]] == [preset.name]
    assert chosen == program("GET", "preferences/presets/").json()["items"]
    assert table_of(user).preset == preset
    assert Rhythm.objects.of(user)[""].is_off is not preset.has_digest
    wrong = program("PUT", "preferences/presets/", {"preset": "x"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "preset")


def test_no_preset_is_chosen_where_one_differs_from_each():
    user = UserFactory()
    presets["digest"].apply_everywhere(by=user)
    Choice.objects.choose({"topics": Way.EMAIL}, by=user)

    shown = Program(user)("GET", "preferences/presets/").json()["items"]

    assert [one["is_chosen"] for one in shown] == [False] * len(presets)


def test_an_unknown_preset_is_refused():
    assert as_user(UserFactory()).post(f"{PAGE}preset/", {"preset": "x"}).status_code == 400


# In sentences


def test_the_page_says_in_words_what_one_will_get(settings):
    settings.MAIL_QUIET_MINUTES = 10
    user = UserFactory(timezone="Europe/Berlin")
    Preference.objects.of(user).keep_quiet(
        quiet_minutes=None, quiet_from=time(22), quiet_to=time(7)
    )
    presets["essentials"].apply(by=user)
    Choice.objects.choose({"topics": Way.NONE, "articles": Way.APP}, by=user)

    words = said(user)

    assert (
        "10 minutes after the first news of a topic, not between 22:00 and 07:00 (Europe/Berlin), "
        "by email: answers and replies to you, mentions, questions put to you, "
        "reminders you set, your membership, invitations to projects, applications to projects, "
        "calls that look for you, thanks for what you made, your seats in workshops, "
        "your questions in workshops, courses that you take, ideas for workshops, your badges, "
        "endorsements and connections." in words
    )
    assert (
        "Every Monday at 08:00 a digest, with what is unread of: your topics and answers" in words
    )
    assert "Only in the app: new articles." in words
    assert "Nothing at all of: new topics." in words


def test_where_little_is_not_mailed_the_page_says_what():
    user = UserFactory()
    mailed = dict.fromkeys(("project_meetings", "project_pages", "project_files"), Way.EMAIL)
    Choice.objects.choose({"topics": Way.DIGEST, "replies": Way.APP} | mailed, by=user)

    assert "by email: everything but replies in what you watch and new topics." in said(user)


def test_without_a_digest_what_would_be_in_it_is_in_the_app_and_the_page_says_so():
    user = UserFactory()
    Choice.objects.choose({"topics": Way.DIGEST}, by=user)
    stop_all(user)

    assert "No digest comes." in said(user)
    later = "meetings of projects you are in or follow, pages you follow"
    kept = f"Only in the app: new topics, {later} and files of projects you follow."
    assert kept in said(user)


def test_who_stopped_all_mail_by_a_link_is_told_so_and_finds_the_way_back():
    user = UserFactory()
    client = as_user(user)
    Unsubscription.objects.stop("notices", by=user)

    page = text(client.get(PAGE))
    assert "Nothing is mailed to you as it happens." in page
    assert "You have stopped all emails with notices" in page

    client.post(f"{PAGE}resumption/", {"stream": "notices"})
    assert "You have stopped" not in text(client.get(PAGE)).partition("Emails you have")[0]


# When


@pytest.fixture
def monday():
    with time_machine.travel("2026-03-02T12:00Z", tick=False):
        yield


def test_quiet_is_chosen_and_shown_again():
    user = UserFactory()
    client = as_user(user)

    sent = {"quiet_minutes": "30", "quiet_from": "22:00", "quiet_to": "07:00"}
    assert client.post(f"{PAGE}quiet/", sent).status_code == 302

    preference = Preference.objects.get(user=user)
    assert (preference.quiet_minutes, preference.quiet_from) == (30, time(22))
    page = text(client.get(PAGE))
    assert 'value="22:00"' in page
    assert '<option value="30" selected>' in page


@pytest.mark.parametrize(
    "wrong", [{"quiet_from": "22:00"}, {"quiet_to": "x", "quiet_from": "22:00"}]
)
def test_half_of_the_quiet_hours_comes_back_with_what_was_typed(wrong):
    user = UserFactory()

    response = as_user(user).post(f"{PAGE}quiet/", {"quiet_minutes": "30"} | wrong)

    assert response.status_code == 422
    assert 'value="22:00"' in text(response)
    assert not Preference.objects.filter(quiet_minutes=30).exists()


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ({"until": "week"}, date(2026, 3, 9)),
        ({"until": "monday"}, date(2026, 3, 9)),
        ({"until": "day", "day": "2026-03-20"}, date(2026, 3, 20)),
    ],
)
def test_a_pause_is_begun_said_and_ended(monday, sent, day):
    user = UserFactory()
    client = as_user(user)

    client.post(f"{PAGE}pause/", sent)

    assert Preference.objects.get(user=user).paused_until == day
    for page in (PAGE, "/notices/"):
        banner = text(client.get(page)).partition("Emails are paused until")[2]
        assert f">{day.day} March</time>." in banner[:200]
    client.post(f"{PAGE}pause/", {"_method": "delete"})
    assert Preference.objects.get(user=user).paused_until is None
    assert "Emails are paused" not in text(client.get("/notices/"))


@pytest.mark.parametrize(
    "wrong", [{"until": "day"}, {"until": "day", "day": "2026-03-02"}, {"until": "never"}, {}]
)
def test_a_pause_till_no_day_to_come_is_refused(monday, wrong):
    user = UserFactory()

    assert as_user(user).post(f"{PAGE}pause/", wrong).status_code == 422
    assert not Preference.objects.exists()


def test_a_visitor_is_asked_to_sign_in():
    for path in ("preset/", "quiet/", "pause/", "ways/everywhere/", "community:1/"):
        ask = Client().get if path == "community:1/" else Client().post
        assert ask(PAGE + path).headers["Location"].startswith("/signin/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_many_communities(django_assert_num_queries, rows):
    member = UserFactory()
    for _ in range(rows):
        join(CommunityFactory(), member)
    client = as_user(member)

    with django_assert_num_queries(10):
        page = text(client.get(PAGE))

    assert page.count(">Choose<") == rows
