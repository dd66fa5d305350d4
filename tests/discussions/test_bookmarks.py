from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from communities.models.community import Visibility
from core.models import OutboxEvent
from discussions.models import Bookmark
from discussions.moments import When, moment_of
from notifications.models import Follow, Level, Notice, Reminder
from notifications.sending import send_owed
from notifications.tasks import remind
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.racing import queue_for, race

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
SURFACES = pytest.mark.parametrize("surface", ["web", "api"])


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(post, surface: str) -> str:
    if surface == "web":
        return f"{post.get_absolute_url()}bookmark/"
    return f"/api/v1/topics/{post.topic_id}/posts/{post.number}/bookmark/"


def keep(client: Client, post, surface: str, **sent):
    if surface == "web":
        return client.post(address(post, surface), sent)
    return client.put(address(post, surface), sent, content_type="application/json")


def drop(client: Client, post, surface: str):
    return client.delete(address(post, surface))


@pytest.fixture
def post():
    return add_post(start_topic(title="Where is the key?"), source="Under the mat.")


@SURFACES
def test_a_post_is_kept_and_dropped(post, surface):
    user = UserFactory()
    client = as_user(user)

    keep(client, post, surface)
    keep(client, post, surface)
    assert [one.post for one in Bookmark.objects.of(user)] == [post]
    drop(client, post, surface)
    drop(client, post, surface)

    assert not Bookmark.objects.exists()


@SURFACES
def test_only_who_sees_a_post_keeps_it(surface):
    community = CommunityFactory(visibility=Visibility.PRIVATE)
    post = add_post(start_topic(space=first_space(community)))

    assert keep(as_user(UserFactory()), post, surface).status_code == 404
    assert keep(Client(), post, surface).status_code in {302, 401}
    assert not Bookmark.objects.exists()
    assert keep(as_user(join(community)), post, surface).status_code < 400
    assert Bookmark.objects.exists()


@SURFACES
def test_a_bookmark_is_nobody_elses(post, surface):
    keeper, other = UserFactory(), as_user(UserFactory())
    Bookmark.objects.keep(post, by=keeper, note="A heron")

    assert "heron" not in other.get("/bookmarks/").content.decode()
    assert other.get("/api/v1/bookmarks/").json()["items"] == []
    assert "heron" not in other.get(address(post, surface)).content.decode()
    drop(other, post, surface)

    assert Bookmark.objects.get().user == keeper


def test_one_press_keeps_what_was_noted_before(post):
    user = UserFactory()
    Bookmark.objects.keep(post, by=user, note="Mine")

    as_user(user).post(address(post, "web"), headers=HTMX)

    assert Bookmark.objects.get().note == "Mine"


def test_the_button_is_a_fragment_with_the_form_beside_it(post):
    client = as_user(UserFactory())
    before = client.get(post.topic.get_absolute_url()).content.decode()

    piece = client.post(address(post, "web"), headers=HTMX).content.decode()
    after = client.get(post.topic.get_absolute_url()).content.decode()

    assert before.count("Bookmarked") == 0
    assert before.count(f'id="keep-{post.number}"') == 1
    assert after.count("Bookmarked") == 1
    assert piece.count("Bookmarked") == 1
    assert f'id="kept-{post.number}" hx-swap-oob' in piece
    assert "<html" not in piece
    done = client.post(
        address(post, "web"), {"note": "For Monday", "when": ""}, headers=HTMX
    ).content.decode()
    assert "Bookmark saved." in done
    assert "For Monday" in client.get(address(post, "web"), headers=HTMX).content.decode()


def test_without_script_a_press_leads_to_the_note(post):
    client = as_user(UserFactory())

    leads_to = client.post(address(post, "web")).headers["Location"]

    assert leads_to == address(post, "web")
    saved = client.post(leads_to, {"note": "Read again", "when": "tomorrow"})
    assert saved.headers["Location"] == post.get_absolute_url()
    assert Bookmark.objects.get().note == "Read again"


def test_what_is_unseen_for_a_while_comes_back(post):
    user = UserFactory()
    Bookmark.objects.keep(post, by=user, note="A heron")
    client = as_user(user)

    post.delete_softly(by=post.author)
    assert "heron" not in client.get("/bookmarks/").content.decode()
    assert client.get(address(post, "api")).status_code == 404
    post.restore(by=post.author)

    assert "heron" in client.get("/bookmarks/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_much_is_kept(django_assert_num_queries, post, rows):
    user = UserFactory()
    for _ in range(rows):
        Bookmark.objects.keep(add_post(post.topic), by=user, remind_at=timezone.now())
    client = as_user(user)

    with django_assert_num_queries(5):
        page = client.get("/bookmarks/").content.decode()

    assert page.count('class="wrow"') == rows
    with django_assert_num_queries(3):
        assert len(client.get("/api/v1/bookmarks/").json()["items"]) == rows


def test_the_list_goes_on_and_is_narrowed(post):
    user = UserFactory()
    hour = timedelta(hours=1)
    for at in range(22):
        remind_at = [None, timezone.now() - hour, timezone.now() + hour][at % 3]
        Bookmark.objects.keep(add_post(post.topic), by=user, remind_at=remind_at)
    client = as_user(user)

    first = client.get("/bookmarks/").content.decode()
    more = first.partition('class="more"')[2].partition('hx-get="')[2].partition('"')[0]
    rest = client.get(
        f"/bookmarks/{more.replace('&amp;', '&')}",
        headers=HTMX | {"HX-Target": "bookmarks-more"},
    ).content.decode()

    assert [first.count('class="wrow"'), rest.count('class="wrow"')] == [20, 2]
    assert client.get("/bookmarks/?state=due").content.decode().count('class="wrow"') == 7
    assert len(client.get("/api/v1/bookmarks/?state=coming").json()["items"]) == 7


NIGHT = ZoneInfo("Pacific/Auckland")


@pytest.mark.parametrize(
    ("when", "day", "moment"),
    [
        (When.TONIGHT, None, "2026-11-27T20:00+13:00"),
        (When.TOMORROW, None, "2026-11-28T09:00+13:00"),
        (When.NEXT_WEEK, None, "2026-11-30T09:00+13:00"),
        (When.ON_DATE, date(2027, 7, 1), "2027-07-01T09:00+12:00"),
    ],
)
def test_a_reminder_comes_by_the_readers_clock(when, day, moment):
    now = datetime(2026, 11, 26, 17, tzinfo=UTC)  # Friday morning there

    at = moment_of(when, now=now, zone=NIGHT, day=day)

    assert at == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    "sent",
    [{"when": "date"}, {"when": "date", "day": "2020-01-01"}, {"when": "soon"}, {"when": "keep"},
     {"when": "", "note": "x" * 301}],
)  # fmt: skip
def test_a_reminder_that_cannot_come_is_refused_in_words(post, sent):
    response = as_user(UserFactory()).post(address(post, "web"), {"note": "", **sent})

    assert response.status_code == 422
    assert not Bookmark.objects.exists()


def test_a_program_is_refused_a_past_reminder(post):
    past = (timezone.now() - timedelta(minutes=1)).isoformat()

    assert keep(as_user(UserFactory()), post, "api", remind_at=past).status_code == 422


def test_changing_the_note_leaves_the_reminder(post):
    user = UserFactory()
    later = timezone.now() + timedelta(days=2)
    Bookmark.objects.keep(post, by=user, remind_at=later)

    as_user(user).post(address(post, "web"), {"note": "Now with a note", "when": "keep"})

    bookmark = Bookmark.objects.get()
    assert (bookmark.note, bookmark.remind_at) == ("Now with a note", later)


def reminders_of(user) -> list[str]:
    return [notice.sentence for notice in Notice.objects.of(user) if "reminded" in notice.sentence]


def remind_now(bookmark: Bookmark, relay) -> None:
    bookmark.change(remind_at=timezone.now())
    remind()
    relay()


def test_a_reminder_is_told_once_in_the_app_and_by_mail(post, relay, settings):
    settings.MAIL_QUIET_MINUTES = 0
    user = join(post.topic.community)
    Follow.objects.choose(post.topic.target, Level.MUTED, by=user)
    bookmark = Bookmark.objects.keep(post, by=user, note="For Monday")
    remind()
    relay()
    assert reminders_of(user) == []

    remind_now(bookmark, relay)
    remind()
    relay()
    send_owed(seconds=30)

    assert reminders_of(user) == ["You asked to be reminded"]
    [letter] = [one for one in mail.outbox if user.email in one.to]
    assert "Where is the key?" in letter.subject
    assert "For Monday" in letter.body
    assert "Under the mat." in letter.body


def test_another_reminder_is_told_anew_in_the_place_of_the_first(post, relay):
    user = UserFactory()
    bookmark = Bookmark.objects.keep(post, by=user)
    remind_now(bookmark, relay)
    Notice.objects.of(user).mark_read()
    later = timezone.now() + timedelta(days=1)
    Bookmark.objects.keep(post, by=user, remind_at=later)
    assert reminders_of(user) == []
    remind_now(Bookmark.objects.get(), relay)

    assert len(reminders_of(user)) == 1
    assert Notice.objects.of(user).unread().count() == 1


def test_a_reminder_of_what_is_gone_waits_until_it_is_there_again(post, relay):
    user = UserFactory()
    bookmark = Bookmark.objects.keep(post, by=user)
    post.delete_softly(by=post.author)
    remind_now(bookmark, relay)
    assert reminders_of(user) == []

    post.restore(by=post.author)
    with time_machine.travel(timezone.now() + Reminder.AGAIN):
        remind()
        relay()

    assert len(reminders_of(user)) == 1


def test_whoever_was_shut_out_meanwhile_is_told_nothing(relay):
    community = CommunityFactory(visibility=Visibility.PRIVATE)
    post = add_post(start_topic(space=first_space(community), title="A heron"))
    user = join(community)
    bookmark = Bookmark.objects.keep(post, by=user)
    community.memberships.filter(user=user).delete()

    remind_now(bookmark, relay)

    assert not Notice.objects.filter(user=user).exists()


def test_what_is_dropped_takes_its_notice_along(post, relay):
    user = UserFactory()
    remind_now(Bookmark.objects.keep(post, by=user), relay)
    assert reminders_of(user)

    Bookmark.objects.drop(post, by=user)

    assert reminders_of(user) == []


@pytest.mark.django_db(transaction=True)
def test_two_notes_at_once_are_one_bookmark(post):
    user = join(post.topic.community)
    later = timezone.now() + timedelta(days=1)

    raced = race(
        lambda: Bookmark.objects.keep(post, by=user, note="One", remind_at=later),
        lambda: Bookmark.objects.keep(post, by=user, note="Other"),
    )

    assert [type(one) for one in raced] == [Bookmark, Bookmark]
    bookmark = Bookmark.objects.get()
    assert (bookmark.note, bookmark.remind_at) in {("One", later), ("Other", None)}


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_remind_once(post):
    user = join(post.topic.community)
    bookmark = Bookmark.objects.keep(post, by=user, remind_at=timezone.now())

    raced = queue_for(Reminder.objects.filter(thing=bookmark.target), remind, remind)

    assert raced == [None, None]
    assert OutboxEvent.objects.filter(name__endswith="ReminderFellDue").count() == 1
