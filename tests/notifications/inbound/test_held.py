"""What waits until whom it claims to be from has looked at it."""

import pytest
from django.test import Client

from integrations.models import AccessToken
from notifications.inbound.refusing import HOLDING
from notifications.models import Arrival, Email, Notice
from tests.accounts.factories import UserFactory
from tests.notifications.inbound.mails import a_mail, come, vouched_for

pytestmark = pytest.mark.django_db

WORDS = "The heron nests in *trees*."


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def held(to_answer, ana) -> Arrival:
    return come(a_mail(to_answer, by="ana@elsewhere.example", text=WORDS))


def test_its_holder_is_told_once_and_sees_what_it_says(held, ana, topic, relay):
    relay()
    relay()

    page = as_user(ana).get("/settings/held/").content.decode()

    assert Notice.objects.filter(user=ana, url="/settings/held/").count() == 1
    assert WORDS in page
    assert "ana@elsewhere.example" in page
    assert topic.title in page


def test_they_post_it(held, ana, topic):
    response = as_user(ana).post(f"/settings/held/{held.pk}/")

    post = topic.posts.get(number=3)
    assert (post.author, post.source) == (ana, WORDS)
    assert response.url == post.get_absolute_url()
    assert Arrival.objects.get().state == "posted"


def test_they_post_it_once(held, ana, topic):
    client = as_user(ana)
    client.post(f"/settings/held/{held.pk}/")

    assert client.post(f"/settings/held/{held.pk}/").status_code == 404
    assert topic.posts.count() == 3


def test_they_throw_it_away_and_nothing_of_it_is_kept(held, ana, topic):
    as_user(ana).post(f"/settings/held/{held.pk}/", {"_method": "delete"})

    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.reason, arrival.raw) == ("dropped", "thrown_away", None)
    assert topic.posts.count() == 2


def test_what_they_may_no_longer_do_is_refused_though_they_let_it_pass(held, ana, topic, relay):
    topic.delete_softly(by=ana)

    page = as_user(ana).post(f"/settings/held/{held.pk}/", follow=True).content.decode()

    assert "no longer there" in page
    assert Arrival.objects.get().reason == "gone"


@pytest.mark.parametrize("path", ["/settings/held/{}/", "/api/v1/mail/held/{}/"])
def test_nobody_else_sees_or_decides_it(held, path, relay):
    relay()
    other = as_user(UserFactory(is_staff=True))

    assert other.post(path.format(held.pk)).status_code == 404
    assert other.delete(path.format(held.pk)).status_code == 404
    for page in ("/settings/held/", "/settings/mail/", "/api/v1/mail/held/", "/api/v1/mail/"):
        assert "heron" not in other.get(page).content.decode()
    assert Arrival.objects.get().state == "held"


def test_a_program_does_the_same(held, ana, topic):
    _token, key = AccessToken.objects.issue(ana, "A program", ["read", "write"])
    client = Client(headers={"Authorization": f"Bearer {key}"})

    [shown] = client.get("/api/v1/mail/held/").json()["items"]
    done = client.post(f"/api/v1/mail/held/{held.pk}/").json()

    assert (shown["markdown"], shown["place"]["name"]) == (WORDS, topic.title)
    assert (done["state"], done["url"]) == ("posted", topic.posts.get(number=3).get_absolute_url())
    assert client.get("/api/v1/mail/").json()["items"][0]["id"] == held.pk


def test_who_is_named_falsely_as_the_sender_gets_no_letter(to_answer, ana, relay):
    """It goes back to where the mail came from."""
    come(a_mail(to_answer, by="victim@elsewhere.example"), sender="eve@elsewhere.example")
    relay()

    told = Email.objects.filter(kind__contains="Refused").values_list("address", flat=True)
    assert list(told) == ["eve@elsewhere.example"]


LIST = "Ana Quispe via Keepers <keepers@lists.example>"


@pytest.mark.parametrize(
    "named",
    [
        {"X_Original_From": "Ana <ANA@home.example>"},
        {"by": LIST, "Reply_To": "ana@home.example"},
        {"by": LIST, "Reply_To": "keepers@lists.example, ana@home.example"},
    ],
)
def test_what_a_list_put_its_own_address_on_is_held_and_says_so(
    to_answer, ana, topic, relay, named
):
    """A list that DMARC vouches for vouches for itself, and not for what it says of Ana."""
    mail = a_mail(to_answer, **{"by": "keepers@lists.example", "text": WORDS} | named)

    arrival = come(vouched_for(mail), to=to_answer, sender="keepers@lists.example")
    relay()

    assert (arrival.state, arrival.reason) == ("held", "relayed")
    assert "by way of a mailing list" in as_user(ana).get("/settings/held/").content.decode()
    assert not Email.objects.filter(kind__contains="Refused").exists()  # it would go to the list
    as_user(ana).post(f"/settings/held/{arrival.pk}/")
    assert topic.posts.get(number=3).author == ana


@pytest.mark.parametrize(
    "named",
    [
        {"X_Original_From": "eve@elsewhere.example"},
        {"by": LIST, "Reply_To": "eve@elsewhere.example"},
        {"Reply_To": "ana@home.example"},  # no list says that she wrote it
    ],
)
def test_what_names_nobody_whose_the_address_is_is_held_as_from_a_stranger(to_answer, named):
    arrival = come(
        a_mail(to_answer, **{"by": "keepers@lists.example"} | named), sender="x@x.example"
    )

    assert (arrival.state, arrival.reason) == ("held", "other_sender")


def test_only_so_many_are_held_for_one_in_a_day(to_answer, ana):
    HOLDING.spend(f"user:{ana.pk}", cost=HOLDING.allowed)

    arrival = come(a_mail(to_answer, by="x@elsewhere.example"))

    assert (arrival.state, arrival.reason) == ("dropped", "flood")


@pytest.mark.parametrize("mails", [1, 3])
def test_the_list_of_what_one_sent_costs_the_same_however_many(
    to_answer, ana, mails, django_assert_num_queries
):
    for _ in range(mails):
        come(a_mail(to_answer, by=ana.email, text=""))
    client = as_user(ana)
    client.get("/settings/mail/")

    with django_assert_num_queries(6):
        page = client.get("/settings/mail/").content.decode()

    assert page.count("There was no text in your email.") == mails
