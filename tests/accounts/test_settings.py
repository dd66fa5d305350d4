from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse
from django.utils import timezone, translation

from accounts.models import User
from core.formats import clock
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.flows import is_signed_in, sign_in, taken_at_the_last_moment

pytestmark = pytest.mark.django_db

PAGES = [
    "settings_profile",
    "settings_display",
    "account_email",
    "account_change_password",
    "mfa_index",
    "usersessions_list",
]


def whereabouts(request):
    now = datetime(2026, 7, 1, 12, tzinfo=UTC)
    return HttpResponse(f"{translation.get_language()} {clock(now)}")


urlpatterns = [path("whereabouts/", whereabouts)]


@pytest.fixture
def user():
    return UserFactory(handle="ada", name="Ada Lovelace", password=PASSWORD)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_names_all_and_marks_itself(client, user, name):
    client.force_login(user)

    page = client.get(reverse(name)).text

    for other in PAGES:
        assert f'href="{reverse(other)}"' in page
    assert f'href="{reverse(name)}" aria-current="page"' in page
    assert page.count('aria-current="page"') == 1


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_for_visitors(client, name):
    assert client.get(reverse(name)).url == f"{reverse('account_login')}?next={reverse(name)}"


def test_a_profile_is_saved(client, user):
    client.force_login(user)
    data = {"name": "Ada King", "handle": "countess", "headline": "Notes on engines"}

    response = client.post(reverse("settings_profile"), data, follow=True)

    assert "Profile saved" in response.text
    user.refresh_from_db()
    assert {name: getattr(user, name) for name in data} == data


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "\u202eadA"}, "Use letters and punctuation only."),
        ({"handle": "admin"}, "This handle is kept for the site."),
        ({"handle": "BOB"}, "Somebody else has this handle."),
        ({"handle": "robert"}, "Somebody else has this handle."),
        ({"headline": "x" * 161}, "at most 160 characters"),
    ],
)
def test_what_is_wrong_with_a_profile_is_said_and_nothing_is_lost(client, user, changes, words):
    UserFactory(handle="robert").introduce(name="Bob", handle="bob", headline="")
    client.force_login(user)
    data = {"name": "Ada", "handle": "ada", "headline": "Kept as typed"} | changes

    response = client.post(reverse("settings_profile"), data)

    assert response.status_code == 422
    assert words in response.text
    assert changes.get("headline", "Kept as typed") in response.text
    user.refresh_from_db()
    assert (user.name, user.handle) == ("Ada Lovelace", "ada")


def test_a_refused_name_does_not_appear_in_the_frame_of_the_page(client, user):
    client.force_login(user)

    page = client.post(reverse("settings_profile"), {"name": "Eve", "handle": "admin"}).text

    assert "Your account, Ada Lovelace" in page


@pytest.mark.django_db(transaction=True)
def test_a_handle_that_is_taken_at_the_last_moment_is_said(client, user):
    client.force_login(user)

    with taken_at_the_last_moment("bob"):
        response = client.post(reverse("settings_profile"), {"name": "Ada", "handle": "bob"})

    assert (response.status_code, "Somebody else has this handle." in response.text) == (422, True)


def test_display_is_saved(client, user):
    client.force_login(user)

    response = client.post(
        reverse("settings_display"), {"timezone": "Asia/Tokyo", "theme": "dark"}, follow=True
    )

    assert "Settings saved" in response.text
    assert '<html lang="en" data-theme="dark">' in response.text
    user.refresh_from_db()
    assert (user.timezone, user.theme) == ("Asia/Tokyo", "dark")


def test_a_zone_that_is_not_offered_is_refused(client, user):
    client.force_login(user)

    response = client.post(reverse("settings_display"), {"timezone": "Moon/Sea", "theme": "dark"})

    assert response.status_code == 422
    user.refresh_from_db()
    assert (user.timezone, user.theme) == ("UTC", "system")


def test_the_zone_of_an_old_browser_can_be_kept(client, user):
    user.timezone = "Asia/Calcutta"
    user.save()
    client.force_login(user)

    client.post(reverse("settings_display"), {"timezone": "Asia/Calcutta", "theme": "light"})

    user.refresh_from_db()
    assert (user.timezone, user.theme) == ("Asia/Calcutta", "light")


def test_a_language_is_offered_only_where_there_is_a_choice(client, user, settings):
    client.force_login(user)
    assert 'name="language"' not in client.get(reverse("settings_display")).text

    settings.LANGUAGES = [("en", "English"), ("fr", "français")]
    assert 'value="fr"' in client.get(reverse("settings_display")).text


def test_the_menu_changes_light_and_dark_and_comes_back(client, user):
    client.force_login(user)
    page = reverse("account_email")

    response = client.post(
        reverse("settings_theme"),
        {"theme": "dark"},
        headers={"referer": f"http://testserver{page}"},
    )

    assert response.url == page
    user.refresh_from_db()
    assert user.theme == "dark"


@pytest.mark.parametrize("referer", ["", "https://evil.example//evil.example", "http://x//evil"])
def test_the_menu_leads_nowhere_else(client, user, referer):
    client.force_login(user)

    response = client.post(
        reverse("settings_theme"), {"theme": "dark"}, headers={"referer": referer}
    )

    assert response.url == "/"


def test_the_script_of_the_menu_gets_no_page_back(client, user):
    client.force_login(user)
    headers = {"sec-fetch-mode": "cors"}

    for theme in ("dark", "no such theme"):
        response = client.post(reverse("settings_theme"), {"theme": theme}, headers=headers)
        assert (response.status_code, response.content) == (204, b"")

    user.refresh_from_db()
    assert user.theme == "dark"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("zone", "shown"), [("Asia/Kolkata", "17:30"), ("America/New_York", "08:00"), ("UTC", "12:00")]
)
def test_every_page_is_shown_in_its_readers_zone_and_no_longer(client, zone, shown):
    client.force_login(UserFactory(timezone=zone))

    assert f"1 July 2026, {shown}" in client.get("/whereabouts/").text
    assert "1 July 2026, 12:00" in Client().get("/whereabouts/").text
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.urls(__name__)
def test_every_page_is_in_its_readers_language(client):
    client.force_login(UserFactory(language="fr"))

    assert client.get("/whereabouts/").text.startswith("fr ")
    assert Client().get("/whereabouts/").text.startswith("en ")


def test_sessions_are_listed_newest_first_and_this_one_is_marked(client, user):
    sign_in(Client(headers={"user-agent": "Firefox/145.0 Windows"}), user)
    sign_in(client, user)

    page = client.get(reverse("usersessions_list")).text

    assert page.index("This one") < page.index("Firefox on Windows")
    assert "from 127.0.0.1" in page


def test_one_session_can_be_ended(client, user):
    elsewhere = Client()
    sign_in(elsewhere, user)
    sign_in(client, user)
    theirs = user.usersession_set.order_by("created_at").first()

    response = client.post(reverse("end_session", args=[theirs.pk]), follow=True)

    assert "Signed out there" in response.text
    assert not is_signed_in(elsewhere)
    assert is_signed_in(client)


def test_nobody_ends_the_session_of_another(client, user):
    eve = UserFactory()
    client.force_login(eve)
    elsewhere = Client()
    sign_in(elsewhere, user)

    response = client.post(reverse("end_session", args=[user.usersession_set.get().pk]))

    assert response.status_code == 404
    assert is_signed_in(elsewhere)


def test_all_other_sessions_can_be_ended_at_once(client, user):
    others = [Client(), Client()]
    for other in others:
        sign_in(other, user)
    sign_in(client, user)

    response = client.post(reverse("usersessions_list"), follow=True)

    assert "Signed out everywhere else" in response.text
    assert [is_signed_in(other) for other in [client, *others]] == [True, False, False]


def test_ending_a_session_takes_a_post(client, user):
    sign_in(client, user)
    session = user.usersession_set.get()

    assert client.get(reverse("end_session", args=[session.pk])).status_code == 405
    assert User.objects.get().usersession_set.exists()
