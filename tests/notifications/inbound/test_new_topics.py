"""Mail to the address of a space begins a topic in it."""

import pytest
from django.test import Client

from communities.models import Space
from discussions.models import Closure, Template, Topic
from notifications.models import Arrival, Email
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space
from tests.notifications.inbound.mails import a_mail, come, vouched_for
from tests.notifications.jwz import threads_of

pytestmark = pytest.mark.django_db

TO = "keepers.general@in.hall.example"
TITLE = "How do you keep a baseline"


@pytest.fixture
def space() -> Space:
    space = first_space(CommunityFactory(name="Keepers", slug="keepers"))
    Space.objects.filter(pk=space.pk).update(takes_mail=True)
    space.refresh_from_db()
    return space


@pytest.fixture
def ana(ana, space):
    return join(space.community, ana)


def fate(arrival: Arrival) -> tuple[str, str]:
    return arrival.state, arrival.reason


def test_its_subject_is_the_title_and_its_text_the_opening_post(space, ana):
    arrival = come(vouched_for(a_mail(TO, by=ana.email, subject=f"{TITLE}?", text="We *lost* it.")))

    topic = Topic.objects.get()
    assert (topic.author, topic.space, topic.kind) == (ana, space, "question")
    assert (topic.title, topic.opening.source) == (f"{TITLE}?", "We *lost* it.")
    assert topic.opening.by_mail
    assert (fate(arrival), arrival.url) == (("posted", ""), topic.get_absolute_url())


@pytest.mark.parametrize(
    ("subject", "kind", "title"),
    [
        (TITLE, "discussion", TITLE),
        (f"[Question] {TITLE}", "question", TITLE),
        (f"[discussion] {TITLE}?", "discussion", f"{TITLE}?"),
        (f"Fwd: Re: {TITLE}", "discussion", TITLE),
        (f"WG: [question]  {TITLE}", "question", TITLE),
    ],
)
def test_its_subject_says_the_kind(space, ana, subject, kind, title):
    come(vouched_for(a_mail(TO, by=ana.email, subject=subject)))

    topic = Topic.objects.get()
    assert (topic.kind, topic.title) == (kind, title)


def test_only_facilitators_announce(space, ana):
    mail = a_mail(TO, by=ana.email, subject=f"[announcement] {TITLE}")

    arrival = come(vouched_for(mail))

    assert fate(arrival) == ("refused", "not_allowed")
    assert arrival.said == "Only facilitators and owners make announcements."


@pytest.mark.parametrize("result", ["", "fail", "none"])
def test_what_their_provider_does_not_vouch_for_is_held_for_them(space, ana, result):
    mail = a_mail(TO, by=ana.email, subject=TITLE)
    arrival = come(vouched_for(mail, result) if result else mail)

    assert fate(arrival) == ("held", "unproven")
    assert arrival.user == ana
    assert not Topic.objects.exists()


def test_they_let_it_pass(space, ana):
    held = come(a_mail(TO, by=ana.email, subject=TITLE))
    client = Client()
    client.force_login(ana)
    page = client.get("/settings/held/").content.decode()

    client.post(f"/settings/held/{held.pk}/")

    assert "/c/keepers/?space=general" in page
    assert Topic.objects.get().author == ana


@pytest.mark.parametrize(
    "header",
    [
        "elsewhere.example; dmarc=pass header.from=home.example",  # by somebody else's MTA
        "mx.hall.example; dmarc=pass header.from=elsewhere.example",  # of another domain
        "mx.hall.example; spf=pass smtp.mailfrom=home.example",  # of the envelope alone
        "mx.hall.example; dkim=pass header.d=home.example",
        "mx.hall.example",
        "garbage;; =",
    ],
)
def test_what_vouches_for_something_else_vouches_for_nothing(space, ana, header):
    mail = a_mail(TO, by=ana.email, subject=TITLE, Authentication_Results=header)

    assert fate(come(mail)) == ("held", "unproven")


def test_what_came_with_the_mail_is_not_what_our_mta_says(space, ana):
    """A forger writes that we found it good; our MTA, which found nothing, put its own on top."""
    good = "mx.hall.example; dmarc=pass header.from=home.example"
    mail = vouched_for(a_mail(TO, by=ana.email, subject=TITLE, Authentication_Results=good), "none")

    assert fate(come(mail)) == ("held", "unproven")


def test_two_senders_are_none(space, ana):
    mail = a_mail(TO, by="eve@else.example, ana@home.example", subject=TITLE)

    arrival = come(vouched_for(mail), to=TO, sender="eve@else.example")

    assert fate(arrival) == ("refused", "several_senders")


def test_a_stranger_is_told_how_once_and_a_forger_nothing(space, relay):
    for result in ("pass", "pass", "fail"):
        come(vouched_for(a_mail(TO, by="eve@else.example", subject=TITLE), result))
    relay()

    assert sorted(Arrival.objects.values_list("reason", flat=True)) == [
        "forged",
        "unknown_sender",
        "unknown_sender",
    ]
    assert Email.objects.filter(address="eve@else.example").count() == 1


@pytest.mark.parametrize(
    ("subject", "reason"),
    [("", "no_title"), ("Re: ", "no_title"), ("Help", "short_title"), ("a" * 251, "long_title")],
)
def test_a_title_is_as_on_the_page(space, ana, subject, reason):
    assert fate(come(vouched_for(a_mail(TO, by=ana.email, subject=subject)))) == ("refused", reason)
    assert not Topic.objects.exists()


def test_a_template_that_is_not_filled_in_is_none(space, ana):
    Template.objects.write(space, {"discussion": "**What happened**\n\n**Why**"})

    mail = a_mail(TO, by=ana.email, subject=TITLE, text="**What happened**\n\n**Why**")

    assert fate(come(vouched_for(mail))) == ("refused", "unfilled")


def test_a_space_that_takes_no_mail_gets_none(space, ana):
    Space.objects.update(takes_mail=False)

    assert fate(come(vouched_for(a_mail(TO, by=ana.email, subject=TITLE)))) == (
        "refused",
        "no_space",
    )


def test_who_is_no_member_is_asked_to_join_what_they_see_and_told_nothing_of_the_rest(space):
    outsider = UserFactory(email="out@home.example")
    seen = come(vouched_for(a_mail(TO, by=outsider.email, subject=TITLE)))
    space.community.visibility = "secret"
    space.community.save()
    unseen = come(vouched_for(a_mail(TO, by=outsider.email, subject=TITLE)))
    never = come(vouched_for(a_mail("no.such@in.hall.example", by=outsider.email, subject=TITLE)))

    assert fate(seen) == ("refused", "not_member")
    assert (fate(unseen), unseen.url, unseen.said) == (fate(never), never.url, never.said)


def test_later_mails_refer_to_the_mail_that_began_it(space, ana, relay, sink):
    mail = a_mail(TO, by=ana.email, subject=TITLE)
    come(vouched_for(mail))
    topic = Topic.objects.get()
    add_post(topic)
    relay()

    [told] = sink.to(ana.email)
    assert told["References"] == f"{mail['Message-ID']} <topic/{topic.pk}@hall.example>"
    assert told["In-Reply-To"] == f"<topic/{topic.pk}@hall.example>"
    reply = a_mail(
        str(told["Reply-To"].addresses[0].addr_spec), by=ana.email, text="Thank you for that."
    )
    come(reply)
    relay()

    [news] = sink.to(topic.posts.get(number=2).author.email)
    assert news["In-Reply-To"] == reply["Message-ID"]
    assert news["References"].split() == [f"<topic/{topic.pk}@hall.example>", reply["Message-ID"]]


def test_in_the_program_of_who_began_it_all_is_below_their_mail_and_for_others_it_is_not_named(
    space, ana, relay, sink
):
    mail = a_mail(TO, by=ana.email, subject=TITLE)
    come(vouched_for(mail))
    topic = Topic.objects.get()
    answer = add_post(topic)
    relay()
    add_post(topic, parent=answer)
    relay()
    Closure.objects.close(topic, by=join(space.community, role="moderator"), reason="resolved")
    relay()

    news = sink.to(ana.email)
    assert len(news) == 3
    [thread] = threads_of([mail, *news])
    assert len(thread) == 4
    for_other = sink.to(answer.author.email)
    assert len(for_other) == 1
    assert mail["Message-ID"] not in str([one["References"] for one in for_other])


@pytest.mark.parametrize(
    ("usual", "subject", "kind"),
    [
        ("question", TITLE, "question"),
        ("discussion", f"{TITLE}?", "discussion"),
        ("discussion", f"[question] {TITLE}", "question"),
        ("question", f"Re: [Discussion] {TITLE}", "discussion"),
        ("", f"{TITLE}?", "question"),
    ],
)
def test_a_space_says_which_kind_it_is_where_the_subject_does_not(space, ana, usual, subject, kind):
    space.edit(name="General", description="", visibility="community", mail_kind=usual)

    come(vouched_for(a_mail(TO, by=ana.email, subject=subject)))

    assert Topic.objects.get().kind == kind


def test_a_facilitator_chooses_the_kind_on_the_page_and_by_the_api(space):
    owner = join(space.community, role="owner")
    client = Client()
    client.force_login(owner)
    page = f"/c/keepers/manage/spaces/{space.pk}/"
    said = {"name": "General", "visibility": "community"}

    client.post(page, said | {"takes_mail": "on", "mail_kind": "question"})
    assert Space.objects.get().mail_kind == "question"
    assert client.post(page, said | {"mail_kind": "announcement"}).status_code == 422

    path = f"/api/v1/communities/keepers/spaces/{space.pk}/"
    answers = [
        client.put(path, said | more, content_type="application/json").json()["mail_kind"]
        for more in ({"mail_kind": "discussion"}, {}, {"mail_kind": ""})
    ]
    assert answers == ["discussion", "discussion", ""]


def test_where_no_mail_comes_in_the_kind_is_not_asked_and_stays(space, settings):
    settings.MAIL_IN = ""
    space.edit(name="General", description="", visibility="community", mail_kind="question")
    client = Client()
    client.force_login(join(space.community, role="owner"))
    page = f"/c/keepers/manage/spaces/{space.pk}/"

    assert "mail_kind" not in client.get(page).content.decode()
    client.post(page, {"name": "General", "visibility": "community"})
    assert Space.objects.get().mail_kind == "question"


def test_the_address_is_shown_to_members_of_spaces_that_have_one(space, ana):
    member, visitor = Client(), Client()
    member.force_login(ana)

    assert f"mailto:{TO}" in member.get("/c/keepers/").content.decode()
    assert TO not in visitor.get("/c/keepers/").content.decode()
    path = "/api/v1/communities/keepers/spaces/"
    assert [one["mail_address"] for one in member.get(path).json()] == [TO]
    assert [one["mail_address"] for one in visitor.get(path).json()] == [""]


def test_a_facilitator_opens_a_space_to_mail(space, ana):
    owner = join(space.community, role="owner")
    client = Client()
    client.force_login(owner)
    Space.objects.update(takes_mail=False)
    said = {"name": "General", "visibility": "community"}

    client.post(f"/c/keepers/manage/spaces/{space.pk}/", said | {"takes_mail": "on"})
    assert Space.objects.get().takes_mail

    client.post(f"/c/keepers/manage/spaces/{space.pk}/", said)
    assert not Space.objects.get().takes_mail
