"""What remains of a workshop: its recording, and what those who came say of it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from communities.models import Community, Role
from learning.afterwards.chapters import address_at, chapters_in, clock, validate_chapters
from learning.models import Feedback, Recording, Registration, Workshop, Worth
from learning.workshops.errors import HasNotBegun, WrongState
from notifications.models import Notice, Reminder
from notifications.tasks import remind
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import later, publish_workshop, register
from tests.learning.test_workshops import as_user, text

pytestmark = pytest.mark.django_db

CANARY = "dunlin-5521"
LINK = "https://videos.example.org/w/forest-plots"
CHAPTERS = "0:00 What is drawn\n12:30 What a diamond hides\n1:02:05 What to ask"


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


@pytest.fixture
def over(community):
    """One that ended an hour ago, with two who had a seat."""
    workshop = publish_workshop(community=community, when=later(days=1))
    register(workshop), register(workshop)
    with time_machine.travel(workshop.ends_at + timedelta(hours=1), tick=False):
        yield Workshop.objects.for_page().get(pk=workshop.pk)


def comers(workshop: Workshop):
    return [one.user for one in Registration.objects.coming().filter(workshop=workshop)]


def address(workshop: Workshop, page: str) -> str:
    return f"{workshop.address}{page}/"


def api(workshop: Workshop, page: str) -> str:
    return f"/api/v1/workshops/{workshop.pk}/{page}/"


def put(user, path: str, body: dict):
    return as_user(user).put(path, body, content_type="application/json")


# Chapters


def test_a_chapter_is_a_moment_and_what_begins_there():
    read = [(c.seconds, c.clock, c.title) for c in chapters_in(CHAPTERS, LINK)]
    assert read == [
        (0, "0:00", "What is drawn"),
        (750, "12:30", "What a diamond hides"),
        (3725, "1:02:05", "What to ask"),
    ]
    assert clock(3725) == "1:02:05"


@pytest.mark.parametrize(
    ("recording", "there"),
    [
        ("https://a.example/talk.webm", "https://a.example/talk.webm#t=750"),
        ("https://a.example/w/1?quality=2#top", "https://a.example/w/1?quality=2#t=750"),
        ("https://www.youtube.com/watch?v=x", "https://www.youtube.com/watch?v=x&t=750"),
        ("https://youtu.be/x", "https://youtu.be/x?t=750"),
    ],
)
def test_an_address_leads_to_the_moment_as_each_site_writes_it(recording, there):
    assert address_at(recording, 750) == there


@pytest.mark.parametrize(
    ("chapters", "code"),
    [
        ("12:30 One\nand then two", "line"),
        ("12:75 One", "line"),
        ("12:30", "line"),
        ("12:30 One\n12:30 Two", "order"),
        ("\n".join(f"{n}:00 Part" for n in range(101)), "many"),
    ],
)
def test_what_is_no_chapter_is_refused_and_the_line_named(chapters, code):
    with pytest.raises(ValidationError) as refused:
        validate_chapters(chapters)
    assert refused.value.code == code


# The recording


def test_it_is_on_the_page_for_whoever_may_read_the_workshop(over):
    page = as_user(over.proposed_by).post(
        address(over, "recording"), {"link": LINK, "chapters": CHAPTERS}, follow=True
    )
    assert "The recording is on the page." in text(page)
    shown = text(Client().get(over.get_absolute_url()))
    assert f'href="{LINK}"' in shown
    assert f'href="{LINK}#t=750"' in shown
    listed = text(Client().get(f"{over.community.address}learning/workshops/?state=past"))
    assert "Recorded" in listed
    assert Client().get(api(over, "recording")).json()["chapters"][1]["url"] == f"{LINK}#t=750"


def test_what_was_typed_wrongly_comes_back(over):
    page = as_user(over.proposed_by).post(
        address(over, "recording"), {"link": LINK, "chapters": "no moment"}
    )
    assert page.status_code == 422
    assert "no moment" in text(page)
    assert LINK in text(page)
    assert not Recording.objects.exists()


def test_those_who_wanted_to_come_are_told_once_and_a_change_tells_nobody(over, relay):
    first, second = comers(over)
    Recording.objects.share(over, by=over.proposed_by, link=LINK, chapters="")
    relay()
    Recording.objects.share(over, by=over.proposed_by, link=LINK, chapters=CHAPTERS)
    relay()
    for somebody in (first, second):
        told = Notice.objects.filter(user=somebody, kind__endswith=".YourWorkshopIsRecorded")
        assert told.count() == 1
    assert not Notice.objects.filter(user=over.proposed_by, kind__contains="Recorded").exists()


def test_one_that_was_taken_away_at_once_is_told_to_nobody(over, relay):
    recording = Recording.objects.share(over, by=over.proposed_by, link=LINK, chapters="")
    recording.withdraw()
    relay()
    assert not Notice.objects.filter(kind__contains="Recorded").exists()


def test_it_is_taken_off_the_page(over):
    Recording.objects.share(over, by=over.proposed_by, link=LINK, chapters="")
    as_user(over.proposed_by).post(address(over, "recording"), {"_method": "delete"})
    assert LINK not in text(Client().get(over.get_absolute_url()))
    assert Client().get(api(over, "recording")).status_code == 404


def test_there_is_none_of_what_has_not_begun_or_was_cancelled(community):
    workshop = publish_workshop(community=community)
    host = workshop.proposed_by
    with pytest.raises(HasNotBegun):
        Recording.objects.share(workshop, by=host, link=LINK, chapters="")
    assert put(host, api(workshop, "recording"), {"link": LINK}).status_code == 403
    workshop.cancel(by=host, note="I am ill.")
    with pytest.raises(WrongState):
        Recording.objects.share(workshop, by=host, link=LINK, chapters="")


def test_those_who_host_it_and_facilitators_share_it_and_nobody_else(over):
    facilitator = join(over.community, role=Role.FACILITATOR)
    said = {"link": LINK, "chapters": ""}
    for somebody, may in (
        (over.proposed_by, True),
        (facilitator, True),
        (comers(over)[0], False),
        (join(over.community), False),
    ):
        assert (put(somebody, api(over, "recording"), said).status_code == 200) is may
        status = as_user(somebody).get(address(over, "recording")).status_code
        assert (status == 200) is may


# What those who came say


def test_those_who_had_a_seat_are_asked_when_it_ends_and_once(community, relay):
    workshop = publish_workshop(community=community, online_seats=1, when=later(days=1))
    seated, waiting = register(workshop), register(workshop)
    with time_machine.travel(workshop.ends_at + timedelta(minutes=1)):
        remind(), remind()
        relay()
    asked = Notice.objects.filter(kind__endswith=".HowWasIt")
    assert [notice.user for notice in asked] == [seated.user]
    assert asked.get().url.endswith("#seat")
    assert not Reminder.objects.of(waiting.user).exists()


def test_who_is_not_to_come_is_not_asked(community):
    workshop = publish_workshop(community=community, when=later(days=1))
    seated = register(workshop)
    over = Reminder.objects.filter(thing=f"workshop_over:{workshop.pk}")
    assert over.count() == 1
    seated.cancel()
    assert not over.exists()
    register(workshop)
    workshop.cancel(by=workshop.proposed_by, note="I am ill.")
    assert not over.exists()


def test_it_is_said_and_said_otherwise_on_the_page_and_by_a_program(over):
    member = comers(over)[0]
    page = as_user(member).post(
        address(over, "feedback"), {"worth": "partly", "takes": CANARY}, follow=True
    )
    assert "without your name" in text(page)
    assert CANARY in text(as_user(member).get(address(over, "feedback")))
    said = {"worth": "yes", "takes": "", "wishes": "Longer."}
    assert put(member, api(over, "feedback"), said).json() == said
    assert as_user(member).get(api(over, "feedback")).json() == said
    assert Feedback.objects.count() == 1


def test_what_is_no_answer_comes_back_with_what_was_typed(over):
    page = as_user(comers(over)[0]).post(address(over, "feedback"), {"takes": CANARY})
    assert page.status_code == 422
    assert CANARY in text(page)
    assert "Choose one of the three." in text(page)


def test_those_who_gave_it_read_it_without_names(over):
    members = comers(over)
    for member, worth in zip(members, (Worth.YES, Worth.NO), strict=True):
        Feedback.objects.give(over, by=member, worth=worth, takes=f"{CANARY} {worth}", wishes="")
    page = text(as_user(over.proposed_by).get(address(over, "feedback/all")))
    answer = as_user(over.proposed_by).get(api(over, "feedback/all"))
    assert answer.json()["counts"] == {"yes": 1, "partly": 0, "no": 1}
    for shown in (page, answer.content.decode()):
        assert shown.count(CANARY) == 2
        for member in members:
            assert member.name not in shown
            assert member.handle not in shown


def test_nobody_else_reads_it_and_who_had_no_seat_says_nothing(over):
    stranger, comer = join(over.community), comers(over)[0]
    for somebody in (stranger, comer):
        assert as_user(somebody).get(address(over, "feedback/all")).status_code == 403
        assert as_user(somebody).get(api(over, "feedback/all")).status_code == 403
    for somebody in (stranger, over.proposed_by):
        assert as_user(somebody).get(address(over, "feedback")).status_code == 403
        assert put(somebody, api(over, "feedback"), {"worth": "yes"}).status_code == 403


def test_nobody_says_how_it_was_before_it_is_over(community):
    seated = register(publish_workshop(community=community))
    assert put(seated.user, api(seated.workshop, "feedback"), {"worth": "no"}).status_code == 403
    host = seated.workshop.proposed_by
    assert as_user(host).get(address(seated.workshop, "feedback/all")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_it_costs_the_same_however_much_is_said(over, rows, django_assert_num_queries):
    for _ in range(rows):
        said = {"worth": "yes", "takes": "I ask about the weights.", "wishes": ""}
        Feedback.objects.give(over, by=join(over.community), **said)
    host = as_user(over.proposed_by)
    with django_assert_num_queries(8):
        page = host.get(address(over, "feedback/all"))
    assert text(page).count("I ask about the weights.") == rows


# What is handed out


def test_materials_are_put_on_the_page_once_it_is_over(over):
    host = as_user(over.proposed_by)
    form = text(host.get(address(over, "edit")))
    assert 'name="materials"' in form
    assert 'name="materials"' not in text(
        host.get(f"{over.community.address}learning/workshops/new/")
    )
    over.refresh_from_db()
    said = {
        "title": over.title,
        "text": over.text,
        "materials": f"[The sheet](https://example.org/{CANARY})",
        "hosts": f"@{over.proposed_by.handle}",
        "format": over.format,
        "version": over.version,
    }
    assert host.post(address(over, "edit"), said).status_code == 302
    assert CANARY in text(Client().get(over.get_absolute_url()))
    assert timezone.now() > over.ends_at
