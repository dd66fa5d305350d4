import pytest
from django.urls import reverse

from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

HTMX = {"hx-request": "true", "hx-current-url": "http://testserver/c/craft/?page=2"}


def test_an_expired_session_takes_the_whole_page_to_sign_in_and_back(client):
    response = client.post(reverse("settings_profile"), headers=HTMX)

    assert response.status_code == 200
    assert (
        response.headers["HX-Redirect"]
        == f"{reverse('account_login')}?next=%2Fc%2Fcraft%2F%3Fpage%3D2"
    )
    assert response.content == b""


def test_a_current_page_of_another_site_is_not_come_back_to(client):
    headers = HTMX | {"hx-current-url": "https://evil.example/"}

    response = client.post(reverse("settings_profile"), headers=headers)

    assert response.headers["HX-Redirect"] == f"{reverse('account_login')}?next=%2F"


def test_the_question_whether_it_is_you_takes_the_whole_page_too(client):
    client.force_login(UserFactory(password=PASSWORD))

    response = client.post(
        reverse("account_email"), {"action_add": "", "email": "new@example.org"}, headers=HTMX
    )

    here = reverse("account_email").replace("/", "%2F")
    assert response.headers["HX-Redirect"] == f"{reverse('account_reauthenticate')}?next={here}"


def test_other_redirects_are_followed_by_htmx_as_they_are(client):
    client.force_login(UserFactory(handle="ada"))

    response = client.post(
        reverse("settings_profile"), {"name": "Ada", "handle": "ada"}, headers=HTMX
    )

    assert (response.status_code, response.url) == (302, reverse("settings_profile"))


def test_a_page_without_htmx_is_redirected_as_ever(client):
    response = client.get(reverse("settings_profile"))

    assert response.status_code == 302
    assert "HX-Redirect" not in response.headers
