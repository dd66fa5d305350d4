"""The page of what was given, the files of it, and what anybody brings to be checked."""

import json
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from communities.models import Role
from communities.models.community import Visibility
from learning.badges.models import Award, AwardState
from notifications.models import Notice
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.learning.badges.factories import give, propose, publish_badge
from tests.learning.test_workshops import as_user, text

pytestmark = pytest.mark.django_db

CANARY = "dunlin-5512"


@pytest.fixture
def community():
    return CommunityFactory()


@pytest.fixture
def facilitator(community):
    return join(community, role=Role.FACILITATOR)


@pytest.fixture
def badge(community, facilitator):
    return publish_badge(community=community, by=facilitator)


def told(award) -> list[tuple]:
    """Whom, by whom and what, of this award."""
    notices = Notice.objects.filter(group=award.target).for_display().order_by("pk")
    return [(one.user, one.actor, one.excerpt) for one in notices]


# From proposal to page


def test_a_facilitator_proposes_it_and_the_member_accepts(facilitator, badge, relay):
    member = join(badge.community)
    said = {"member": f"@{member.handle}", "words": CANARY, "evidence": ""}
    page = as_user(facilitator).post(f"{badge.address}awards/new/", said)
    assert page["Location"] == f"{badge.address}awards/"
    award = Award.objects.get()
    client = as_user(member)
    assert "would like to give you this badge" in text(client.get(award.address))
    assert badge.title in text(client.get("/credentials/"))
    assert Client().get(award.address).status_code == 404
    assert as_user(join(badge.community)).get(award.address).status_code == 404
    assert client.get(f"{award.address}badge.json").status_code == 403
    client.post(f"{award.address}acceptance/")
    shown = text(Client().get(award.address))
    assert CANARY in shown
    assert member.name in shown
    assert member.name in text(Client().get(badge.get_absolute_url()))
    assert badge.title in text(Client().get(member.get_absolute_url()))
    assert client.post(f"{award.address}acceptance/").status_code == 403


def test_what_is_told_and_to_whom(facilitator, badge, relay):
    award, declined = propose(badge, words="Well done."), propose(badge)
    relay()
    assert told(award) == [(award.user, facilitator, "Well done.")]
    award.accept()
    declined.decline()
    relay()
    assert told(award) == [(facilitator, award.user, "")]
    assert told(declined) == [(facilitator, declined.user, "")]
    award.revoke(by=facilitator, reason=CANARY)
    relay()
    assert told(award)[1:] == [(award.user, None, CANARY)]


@pytest.mark.parametrize("who", ["member", "moderator", "facilitator", "stranger"])
def test_nobody_else_answers_or_shows_or_takes_back(facilitator, badge, who):
    award = propose(badge)
    given = give(badge)
    roles = {"member": Role.MEMBER, "moderator": Role.MODERATOR, "facilitator": Role.FACILITATOR}
    user = join(badge.community, role=roles[who]) if who in roles else UserFactory()
    client = as_user(user)
    hidden = 403 if who == "facilitator" else 404
    for path in ("acceptance/", "refusal/"):
        assert client.post(f"{award.address}{path}").status_code == hidden
        assert client.post(f"/api/v1/awards/{award.key}/{path}").status_code == hidden
    assert client.post(f"{given.address}showing/", {"_method": "delete"}).status_code == 403
    if who != "facilitator":
        for path in (f"{given.address}revocation/", f"/api/v1/awards/{given.key}/revocation/"):
            sent = client.post(path, json.dumps({"reason": "x"}), "application/json")
            assert sent.status_code == 403
        assert client.get(f"{badge.address}awards/").status_code == 403
        assert client.get(f"{badge.address}awards/new/").status_code == 403
        assert client.get(f"/api/v1/badges/{badge.pk}/awards/").status_code == 403
    assert {one.state for one in Award.objects.all()} == {"proposed", "issued"}


def test_declined_nobody_sees_it_but_facilitators(facilitator, badge):
    award = propose(badge, words=CANARY)
    as_user(award.user).post(f"{award.address}refusal/")
    for client in (Client(), as_user(join(badge.community))):
        assert client.get(award.address).status_code == 404
        assert award.user.name not in text(client.get(badge.get_absolute_url()))
    assert award.user.name in text(as_user(facilitator).get(f"{badge.address}awards/"))


def test_hidden_it_is_on_no_page_and_can_still_be_checked(badge):
    award = give(badge, words=CANARY)
    member = as_user(award.user)
    member.post(f"{award.address}showing/", {"_method": "delete"})
    for client in (Client(), as_user(join(badge.community))):
        for path in ("", "badge.json", "badge.png", "certificate/", "verification/"):
            assert client.get(f"{award.address}{path}").status_code == 404
        assert client.get(f"/api/v1/awards/{award.key}/").status_code == 404
        assert award.user.name not in text(client.get(badge.get_absolute_url()))
        assert badge.title not in text(client.get(award.user.get_absolute_url()))
        assert client.get(f"/api/v1/badges/{badge.pk}/holders/").json()["items"] == []
    assert member.get(f"{award.address}badge.json").status_code == 200
    assert "It holds: all" in text(Client().post("/verify/", {"text": award.token}))
    member.post(f"{award.address}showing/")
    assert Client().get(award.address).status_code == 200


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.SECRET])
def test_of_a_closed_community_only_members_see_it(visibility):
    community = CommunityFactory(visibility=visibility, name=CANARY)
    award = give(publish_badge(community=community))
    for client in (Client(), as_user(UserFactory())):
        assert client.get(award.address).status_code == 404
        assert CANARY not in text(client.get(award.user.get_absolute_url()))
        listed = client.get(f"/issuers/{award.status_list.issuer_id}/status/1.json")
        assert CANARY not in text(listed)
    assert as_user(join(community)).get(award.address).status_code == 200
    assert "image" not in award.credential["credentialSubject"]["achievement"]


def test_taken_back_its_page_says_so_and_the_reason_is_its_members(facilitator, badge):
    award = give(badge)
    client = as_user(facilitator)
    assert client.post(f"{award.address}revocation/", {"reason": ""}).status_code == 422
    client.post(f"{award.address}revocation/", {"reason": CANARY})
    award.refresh_from_db()
    assert (award.state, award.revoked_by) == (AwardState.REVOKED, facilitator)
    shown = text(Client().get(award.address))
    assert "took this badge back" in shown
    assert CANARY not in shown
    assert CANARY not in text(Client().get(f"/api/v1/awards/{award.key}/"))
    assert CANARY in text(as_user(award.user).get(award.address))
    assert award.user.name not in text(Client().get(badge.get_absolute_url()))
    assert "It does not hold." in text(Client().get(f"{award.address}verification/"))
    assert client.post(f"{award.address}revocation/", {"reason": "x"}).status_code == 403


# Checked and carried away


def test_the_page_is_checked_in_front_of_the_reader(badge):
    award = give(badge)
    page = text(Client().get(award.address))
    assert f'hx-get="{award.address}verification/"' in page
    alone = Client(headers={"HX-Request": "true"}).get(f"{award.address}verification/")
    assert text(alone).lstrip().startswith('<div id="checks"')
    whole = text(Client().get(f"{award.address}verification/"))
    for shown in (text(alone), whole):
        assert "It holds: all checks were made" in shown
        assert "gives the same answer" in shown
        assert shown.count("badge-check--holds") == 6
    assert Client().get(f"/api/v1/awards/{award.key}/verification/").json()["outcome"] == "holds"


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("json", "application/vc+ld+json"),
        ("jwt", "text/plain"),
        ("png", "image/png"),
        ("svg", "image/svg+xml"),
    ],
)
def test_each_file_that_is_carried_away_holds_the_badge(badge, ending, kind):
    award = give(badge)
    response = Client().get(f"{award.address}badge.{ending}")
    assert response["Content-Type"].split(";")[0] == kind
    assert response["Content-Disposition"] == f'attachment; filename="workshop-host.{ending}"'
    if ending == "png":
        assert Image.open(BytesIO(response.content)).size == (600, 600)
    file = SimpleUploadedFile(f"badge.{ending}", response.content)
    checked = text(Client().post("/verify/", {"file": file}))
    assert "It holds: all checks were made" in checked
    assert badge.title in checked


def test_the_certificate_says_whom_for_what_and_where_to_check_it(badge):
    award = give(badge, words=CANARY)
    page = text(Client().get(f"{award.address}certificate/"))
    for words in (award.user.name, badge.title, CANARY, award.address_anywhere):
        assert words in page


@pytest.mark.parametrize(
    ("brought", "said"),
    [
        ({"text": ""}, "Paste a badge, or choose a file."),
        ({"text": "{"}, "It is not JSON that can be read."),
        ({"text": "<script>alert(1)</script>"}, "It does not hold."),
    ],
)
def test_what_is_no_badge_is_said_to_be_none(brought, said):
    shown = text(Client().post("/verify/", brought))
    assert said in shown
    assert "<script>alert" not in shown


def test_checking_is_limited(badge, settings):
    settings.RATE_LIMITS = True
    award = give(badge)
    client = Client()
    with time_machine.travel(timezone.now(), tick=False):
        codes = [client.get(f"{award.address}verification/").status_code for _ in range(61)]
    assert codes[0] == 200
    assert codes[-1] == 429


# API


def test_the_api_goes_from_proposal_to_revocation(facilitator, badge):
    member = join(badge.community)
    theirs, ours = as_user(member), as_user(facilitator)

    def send(client, method, path, **said):
        sent = json.dumps(said)
        return getattr(client, method)(f"/api/v1{path}", sent, "application/json")

    said = {"member": member.handle, "words": "Gave six."}
    made = send(ours, "post", f"/badges/{badge.pk}/awards/", **said)
    assert made.status_code == 201
    again = send(ours, "post", f"/badges/{badge.pk}/awards/", **said)
    assert (again.status_code, again.json()["code"]) == (409, "has_it")
    unknown = send(ours, "post", f"/badges/{badge.pk}/awards/", **said | {"member": "nobody"})
    assert unknown.status_code == 422
    at = f"/awards/{made.json()['key']}/"
    assert [one["state"] for one in theirs.get("/api/v1/me/awards/").json()["items"]] == [
        "proposed"
    ]
    accepted = send(theirs, "post", f"{at}acceptance/").json()
    assert accepted["state"] == "issued"
    checked = send(theirs, "post", "/verifications/", credential=accepted["token"])
    assert checked.json()["outcome"] == "holds"
    assert send(theirs, "put", f"{at}showing/", is_shown=False).json()["is_shown"] is False
    taken = send(ours, "post", f"{at}revocation/", reason="No.").json()
    assert (taken["state"], taken["reason"]) == ("revoked", "No.")
    second = send(ours, "post", f"/badges/{badge.pk}/awards/", **said).json()["key"]
    assert send(ours, "delete", f"/awards/{second}/").status_code == 204
    listed = ours.get(f"/api/v1/badges/{badge.pk}/awards/").json()["items"]
    assert [one["state"] for one in listed] == ["withdrawn", "revoked"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("cost", [("", 2), ("awards/", 6)])
def test_lists_cost_the_same_however_long(
    django_assert_num_queries, facilitator, badge, rows, cost
):
    path, queries = cost
    for _ in range(rows):
        give(badge)
    client = as_user(facilitator) if path else Client()
    address = f"{badge.address}{path}" if path else badge.get_absolute_url()
    client.get(address)
    with django_assert_num_queries(queries):
        shown = text(client.get(address))
    assert shown.count('class="badge-row"') == rows
