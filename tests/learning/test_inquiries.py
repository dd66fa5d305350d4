"""What hosts ask of who registers, and who reads what is answered."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from communities.models import Community, Role
from learning.calendars.answering import answer_in_words
from learning.calendars.models import Said
from learning.inquiries.beat import forget_answers
from learning.inquiries.errors import AnswerMissing
from learning.inquiries.models.answer import KEPT
from learning.inquiries.models.inquiry import MOST
from learning.models import Inquiry, InquiryAnswer, Registration
from notifications.inbound import Refused
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import publish_workshop, register
from tests.learning.test_workshops import as_user, text

pytestmark = pytest.mark.django_db

CANARY = "sanderling-3390"
JSON = "application/json"


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def typed(*rows: dict[str, object]) -> dict[str, object]:
    """The form of what hosts ask, as a browser sends it."""
    sent: dict[str, object] = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0}
    usual = {"number": "", "words": "", "sort": "short", "choices": ""}
    for at, row in enumerate(rows):
        sent |= {f"form-{at}-{name}": value for name, value in (usual | row).items()}
    return sent


def asking(workshop) -> list[Inquiry]:
    """Two: one that has to be answered, and one to choose from."""
    as_user(workshop.proposed_by).post(
        f"{workshop.address}inquiries/",
        typed(
            {"words": "What do you eat?", "is_required": "on"},
            {"words": "Which shirt?", "sort": "choice", "choices": "Small\nLarge"},
            {},
        ),
    )
    return list(Inquiry.objects.filter(workshop=workshop).in_order())


def test_hosts_ask_and_alone_read_what_is_answered(community):
    workshop = publish_workshop(community=community)
    eats, shirt = asking(workshop)
    member = join(community)
    client, path = as_user(member), f"{workshop.address}registration/"
    assert "What do you eat?" in text(client.get(workshop.get_absolute_url()))

    refused = client.post(
        path, {"mode": "online", f"inquiry_{shirt.pk}": "Large", "question": CANARY}
    )
    assert refused.status_code == 422
    assert CANARY in text(refused)  # nothing typed is lost
    assert not Registration.objects.exists()
    sent = {"mode": "online", f"inquiry_{eats.pk}": f"={CANARY}", f"inquiry_{shirt.pk}": "Large"}
    client.post(path, sent)
    given = [(one.words, one.text) for one in InquiryAnswer.objects.order_by("pk")]
    assert given == [("What do you eat?", f"={CANARY}"), ("Which shirt?", "Large")]
    assert f'value="={CANARY}"' in text(client.get(workshop.get_absolute_url()))  # to be changed

    own = client.get(f"/api/v1/workshops/{workshop.pk}/registration/").json()
    assert own["answers"][1] == {"inquiry": shirt.pk, "words": "Which shirt?", "text": "Large"}
    host, other = as_user(workshop.proposed_by), as_user(register_with(workshop, eats))
    api = f"/api/v1/workshops/{workshop.pk}"
    for page in (f"{workshop.address}people/", f"{api}/registrations/"):
        assert CANARY in text(host.get(page))
        assert other.get(page).status_code == 403
    for page in (workshop.get_absolute_url(), f"{api}/", f"{api}/inquiries/", f"{api}/company/"):
        assert CANARY not in text(other.get(page))
    table = text(host.get(f"{workshop.address}people.csv"))
    assert "What do you eat?,Which shirt?" in table
    assert f"'={CANARY},Large" in table

    # Asked otherwise and no more: what was answered keeps the words of then.
    as_user(workshop.proposed_by).post(
        f"{workshop.address}inquiries/", typed({"number": eats.pk, "words": "Any allergies?"})
    )
    assert [one.words for one in Inquiry.objects.all()] == ["Any allergies?"]
    listed = text(host.get(f"{workshop.address}people/"))
    assert "What do you eat?" in listed
    assert "Which shirt?" in listed


def register_with(workshop, eats):
    """Somebody who answers what has to be answered."""
    return register(workshop, answers={eats.pk: "All."}).user


def test_a_program_asks_and_answers_by_the_same_rules(community):
    workshop = publish_workshop(community=community)
    path = f"/api/v1/workshops/{workshop.pk}/inquiries/"
    asked = {"inquiries": [{"words": "Been here?", "sort": "yes_no", "is_required": True}]}
    for person in (join(community), join(community, role=Role.MODERATOR)):
        assert as_user(person).put(path, asked, content_type=JSON).status_code == 403
    host = as_user(workshop.proposed_by)
    [made] = host.put(path, asked, content_type=JSON).json()
    member = as_user(join(community))
    mine = f"/api/v1/workshops/{workshop.pk}/registration/"

    def said(answers) -> tuple[int, str]:
        body = {"mode": "online"} | ({} if answers is None else {"answers": answers})
        answer = member.put(mine, body, content_type=JSON)
        return answer.status_code, answer.json().get("code", "")

    assert said(None) == said([]) == (422, "answer_missing")
    assert said([{"inquiry": made["id"], "text": "perhaps"}]) == (422, "no_such_answer")
    assert said([{"inquiry": 999_999, "text": "yes"}]) == (422, "no_such_answer")
    assert said([{"inquiry": made["id"], "text": "yes"}]) == (200, "")
    assert said(None) == (200, "")  # as they said before
    bad = {"inquiries": [{"words": "Which?", "sort": "choice", "choices": ["One", "One"]}]}
    assert host.put(path, bad, content_type=JSON).status_code == 422
    many = {"inquiries": [{"words": f"No. {n}"} for n in range(MOST + 1)]}
    assert host.put(path, many, content_type=JSON).status_code == 422
    page = f"{workshop.address}inquiries/"
    one = typed({"words": f"Which {CANARY}?", "sort": "choice", "choices": "Only one"})
    refused = host.post(page, one)
    assert refused.status_code == 422
    assert f"Which {CANARY}?" in text(refused)
    assert Client().get(page).status_code == 302


def test_a_yes_by_mail_does_not_pass_by_what_has_to_be_answered(community):
    workshop = publish_workshop(community=community)
    asking(workshop)
    with pytest.raises(Refused):
        answer_in_words(workshop, Said.YES, by=join(community))
    with pytest.raises(AnswerMissing):
        register(workshop)
    assert not Registration.objects.exists()


def test_answers_are_kept_for_ninety_days_and_no_longer(community):
    workshop = publish_workshop(community=community)
    eats, _shirt = asking(workshop)
    register_with(workshop, eats)
    for after, left in ((timedelta(days=-1), 1), (timedelta(days=1), 0)):
        with time_machine.travel(workshop.ends_at + KEPT + after):
            forget_answers()
        assert InquiryAnswer.objects.count() == left
    assert Registration.objects.count() == 1
