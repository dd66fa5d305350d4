"""One engine for all that falls due: by one's own leads and clock, once, and as the thing moves."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.utils import timezone

from communities.models import Role
from communities.models.community import Visibility
from core.models import OutboxEvent
from discussions.models import Bookmark
from knowledge.models import Article
from notifications import reminders
from notifications.coming import words_for
from notifications.models import LeadTimes, Notice, Reminder
from notifications.reminders import DAY, HOUR, ahead, arrange, choose_leads
from notifications.tasks import remind
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.knowledge.factories import publish_article
from tests.racing import queue_for

pytestmark = pytest.mark.django_db

BERLIN, LIMA = ZoneInfo("Europe/Berlin"), ZoneInfo("America/Lima")


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def waiting(thing: str) -> list[tuple[str, int]]:
    rows = Reminder.objects.waiting().filter(thing=thing).order_by("due_at")
    return [(row.user.handle, row.minutes) for row in rows]


def told(user) -> list[str]:
    kind = "knowledge.YourArticleIsDue"
    return list(Notice.objects.filter(user=user, kind=kind).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("moment", "minutes", "zone", "due"),
    [
        # The clocks go forward in the night between: a day before is the same hour.
        ("2027-03-28T15:00+02:00", DAY, BERLIN, "2027-03-27T15:00+01:00"),
        ("2027-03-28T15:00+02:00", 7 * DAY, BERLIN, "2027-03-21T15:00+01:00"),
        # Back again in autumn.
        ("2026-10-25T10:00+01:00", DAY, BERLIN, "2026-10-24T10:00+02:00"),
        # Hours are hours, also across the change.
        ("2027-03-28T03:30+02:00", HOUR, BERLIN, "2027-03-28T01:30+01:00"),
        ("2027-03-28T03:30+02:00", 0, BERLIN, "2027-03-28T03:30+02:00"),
        ("2027-03-28T15:00+02:00", DAY, LIMA, "2027-03-27T08:00-05:00"),
    ],
)
def test_days_ahead_are_counted_on_the_calendar_of_the_zone(moment, minutes, zone, due):
    assert ahead(datetime.fromisoformat(moment), minutes, zone) == datetime.fromisoformat(due)


@pytest.mark.parametrize(
    ("zone", "due"), [(BERLIN, "2027-03-27T09:00+01:00"), (LIMA, "2027-03-27T09:00-05:00")]
)
def test_what_has_a_day_and_no_hour_is_told_in_the_morning_of_each_place(zone, due):
    assert ahead(date(2027, 3, 28), DAY, zone) == datetime.fromisoformat(due)


def test_everybody_is_told_so_long_ahead_as_they_chose_and_once(relay):
    article = publish_article()
    choose_leads("article", [7 * DAY, 0], by=article.owner)
    assert waiting(article.target) == [(article.owner.handle, 7 * DAY), (article.owner.handle, 0)]

    counts = []
    for days in (8, 7, 6, 1, 0, -1):
        now = article.review_due - timedelta(days=days) + timedelta(minutes=1)
        with time_machine.travel(now, tick=False):
            remind(), remind()
            relay()
            counts.append(len(told(article.owner)))

    assert counts == [0, 1, 1, 1, 2, 2]


def test_no_lead_at_all_is_a_choice_and_the_usual_comes_back():
    article = publish_article()

    choose_leads("article", [], by=article.owner)
    none = waiting(article.target)
    choose_leads("article", None, by=article.owner)

    assert none == []
    assert waiting(article.target) == [(article.owner.handle, 0)]


def test_a_lead_for_one_thing_decides_over_that_for_its_kind():
    article = publish_article()
    other = publish_article(space=article.space)
    other.hand_over(article.owner)
    LeadTimes.objects.choose("article", [DAY], by=article.owner)
    LeadTimes.objects.choose(article.target, [7 * DAY], by=article.owner)

    arrange(article.target), arrange(other.target)

    assert [minutes for _user, minutes in waiting(article.target)] == [7 * DAY]
    assert [minutes for _user, minutes in waiting(other.target)] == [DAY]


def test_a_reminder_moves_with_the_thing_and_what_was_told_is_taken_back(relay):
    article = publish_article()
    with time_machine.travel(article.review_due + timedelta(minutes=1), tick=False):
        remind()
        relay()
        before = told(article.owner)
        article.verify(by=article.owner, months=3)
        after = told(article.owner)

    assert (len(before), len(after)) == (1, 0)
    [row] = Reminder.objects.waiting()
    assert row.due_at == article.review_due
    with time_machine.travel(article.review_due + timedelta(minutes=1), tick=False):
        remind()
        relay()
    assert len(told(article.owner)) == 1


def test_a_reminder_goes_to_whom_it_concerns_now():
    article = publish_article()
    heir = join(article.community)

    article.hand_over(heir)
    inherited = waiting(article.target)
    article.retire(by=heir)

    assert inherited == [(heir.handle, 0)]
    assert waiting(article.target) == []


def test_what_is_reinstated_is_reminded_of_again():
    article = publish_article()
    article.retire(by=article.owner)

    article.reinstate()

    assert waiting(article.target) == [(article.owner.handle, 0)]


def test_a_lead_that_has_passed_is_left_out_but_never_the_moment_itself():
    article = publish_article()
    past = timezone.now() - timedelta(days=400)
    Article.objects.update(verified_at=past, review_due=past + timedelta(days=365))
    LeadTimes.objects.choose("article", [7 * DAY, 0], by=article.owner)
    Reminder.objects.all().delete()

    arrange(article.target)

    assert waiting(article.target) == [(article.owner.handle, 0)]


def test_whoever_moves_to_another_zone_is_told_by_the_clock_there():
    article = publish_article()
    owner = article.owner
    choose_leads("article", [DAY], by=owner)
    Article.objects.update(review_due=datetime(2027, 3, 28, 13, tzinfo=UTC))
    arrange(article.target)
    before = Reminder.objects.get().due_at
    owner.timezone = "Europe/Berlin"
    owner.save()

    remind()

    assert before == datetime(2027, 3, 27, 13, tzinfo=UTC)
    assert Reminder.objects.get().due_at == datetime(2027, 3, 27, 14, tzinfo=UTC)


def test_what_is_dismissed_stays_silent_until_it_moves(relay):
    article = publish_article()
    Reminder.objects.get().dismiss()
    arrange(article.target)

    with time_machine.travel(article.review_due + timedelta(minutes=1), tick=False):
        remind()
        relay()
        silent = told(article.owner)
        article.verify(by=article.owner, months=3)

    assert silent == []
    assert waiting(article.target) == [(article.owner.handle, 0)]


@pytest.mark.parametrize("people", [1, 3])
def test_arranging_costs_the_same_however_many_it_concerns(django_assert_num_queries, people):
    article = publish_article()
    for _ in range(people):
        join(article.community, role=Role.FACILITATOR)
    article.community.memberships.filter(user=article.owner).delete()

    with django_assert_num_queries(11):
        arrange(article.target)

    assert len(waiting(article.target)) == people


@pytest.mark.django_db(transaction=True)
def test_an_engine_at_work_does_not_undo_a_move():
    user = UserFactory()
    post = add_post(start_topic())
    bookmark = Bookmark.objects.keep(post, by=user, remind_at=timezone.now())
    later = timezone.now() + timedelta(days=3)

    raced = queue_for(
        Reminder.objects.filter(thing=bookmark.target),
        remind,
        lambda: Bookmark.objects.keep(post, by=user, remind_at=later),
    )

    assert [type(one) for one in raced] == [type(None), Bookmark]
    [row] = Reminder.objects.all()
    assert (row.due_at, row.state) == (later, "waiting")


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_tell_each_of_many_once():
    article = publish_article()
    Reminder.objects.update(due_at=timezone.now(), ask_at=timezone.now())
    Article.objects.update(verified_at=timezone.now() - timedelta(days=9))
    Article.objects.update(review_due=timezone.now() - relativedelta(days=1))

    raced = queue_for(Reminder.objects.filter(thing=article.target), remind, remind)

    assert raced == [None, None]
    assert OutboxEvent.objects.filter(name__endswith="ReminderFellDue").count() == 1


# The page and the API


@pytest.mark.parametrize("surface", ["web", "api"])
def test_the_list_says_what_comes_and_not_what_one_may_no_longer_see(surface):
    space = first_space(CommunityFactory(visibility=Visibility.PRIVATE))
    user = join(space.community)
    soon = timezone.now() + timedelta(days=1)
    for title in ("A heron", "An egret"):
        post = add_post(start_topic(space=space, title=title))
        Bookmark.objects.keep(post, by=user, remind_at=soon)
    path = {"web": "/settings/reminders/", "api": "/api/v1/reminders/"}[surface]
    client = as_user(user)

    inside = client.get(path).content.decode()
    space.community.memberships.filter(user=user).delete()
    outside = client.get(path).content.decode()

    assert inside.index("A heron") < inside.index("An egret")
    assert "heron" not in outside
    assert "egret" not in outside


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_much_comes(django_assert_num_queries, rows):
    user = UserFactory()
    topic = start_topic()
    for _ in range(rows):
        Bookmark.objects.keep(add_post(topic), by=user, remind_at=timezone.now() + timedelta(1))
    client = as_user(user)

    with django_assert_num_queries(7):
        assert client.get("/settings/reminders/").content.decode().count("Dismiss<") == rows
    with django_assert_num_queries(5):
        assert len(client.get("/api/v1/reminders/").json()["items"]) == rows


@pytest.mark.parametrize("surface", ["web", "api"])
def test_one_dismisses_ones_own_alone(surface):
    user = UserFactory()
    later = timezone.now() + timedelta(days=1)
    Bookmark.objects.keep(add_post(start_topic()), by=user, remind_at=later)
    pk = Reminder.objects.get().pk

    def dismiss(who):
        if surface == "web":
            return as_user(who).post(f"/settings/reminders/{pk}/", {"_method": "delete"})
        return as_user(who).delete(f"/api/v1/reminders/{pk}/")

    assert dismiss(UserFactory()).status_code == 404
    assert Reminder.objects.get().state == "waiting"
    assert dismiss(user).status_code in {204, 302}
    assert Reminder.objects.get().state == "dismissed"


def test_leads_are_chosen_on_the_page():
    article = publish_article()
    client = as_user(article.owner)

    client.post("/settings/reminders/article/", {"minutes": [str(7 * DAY), "0", "5"]})
    page = client.get("/settings/reminders/").content.decode()

    assert [minutes for _user, minutes in waiting(article.target)] == [7 * DAY, 0]
    [of_articles] = re.findall(
        r'<form[^>]*action="/settings/reminders/article/".*?</form>', page, re.DOTALL
    )
    assert of_articles.count("checked") == 2
    client.post("/settings/reminders/article/", {"_method": "delete"})
    assert [minutes for _user, minutes in waiting(article.target)] == [0]
    assert client.post("/settings/reminders/bookmark/").status_code == 404


def test_leads_are_chosen_by_a_program():
    article = publish_article()
    client = as_user(article.owner)

    def put(minutes):
        body = {"minutes": minutes}
        return client.put("/api/v1/lead-times/article/", body, content_type="application/json")

    assert put([DAY]).json()["minutes"] == [DAY]
    refused = put([5])
    assert refused.status_code == 422
    assert "Choose among" in refused.content.decode()
    assert [minutes for _user, minutes in waiting(article.target)] == [DAY]
    assert client.delete("/api/v1/lead-times/article/").status_code == 204
    assert client.get("/api/v1/lead-times/").json()[0]["is_usual"] is True


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "When it is due"),
        (1, "1 minute before"),
        (HOUR, "1 hour before"),
        (2 * DAY, "2 days before"),
        (14 * DAY, "2 weeks before"),
    ],
)
def test_a_lead_is_said_in_the_largest_unit_that_fits(minutes, words):
    assert words_for(minutes) == words


def test_each_kind_of_thing_is_declared_whole():
    for prefix, kind in reminders.kinds.items():
        assert kind.prefix == prefix
        assert kind.name_of_kind
        assert set(kind.usual) <= {*kind.choices, 0}
