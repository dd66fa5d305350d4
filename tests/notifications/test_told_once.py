"""Nobody is told one thing twice, whatever the channels, and nobody what is not theirs any more."""

from dataclasses import fields
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from accounts.models import User
from communities.models import Membership
from discussions.events import PostAdded
from discussions.models import Post
from notifications import notices
from notifications.digesting import send_planned
from notifications.models import Choice, Delivery, Email, Notice, Way
from notifications.models.email import NOTICES
from notifications.models.follow import Follow, Level
from notifications.planning import plan_due
from notifications.sending import send_owed
from notifications.telling import tell
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.integrations.test_api import Program
from tests.notifications.test_digest import MONDAY_AT_EIGHT, THURSDAY, letters
from tests.notifications.test_pages import as_user

pytestmark = pytest.mark.django_db

CANARY = "Kestrel-7431"
BEFORE_THE_DIGEST = MONDAY_AT_EIGHT - timedelta(minutes=5)


@pytest.fixture
def clock(settings):
    settings.MAIL_QUIET_MINUTES = 10
    with time_machine.travel(THURSDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def asker(clock, relay) -> User:
    """Somebody with a question, whose digest comes on Monday at eight."""
    community = CommunityFactory()
    asker = join(community)
    start_topic(space=first_space(community), by=asker, title="Where is the key?")
    relay()
    plan_due()
    return asker


def answer(asker: User, relay) -> Post:
    """An answer, told of in the app, with a mail that waits."""
    topic = Post.objects.get(author=asker, number=1).topic
    post = add_post(topic, source=CANARY)
    relay()
    assert Notice.objects.filter(user=asker, key=f"post:{post.pk}").exists()
    return post


def mails(user: User) -> list[str]:
    return [m.body for m in mail.outbox if m.to == [user.email] and "digest" not in m.subject]


def let_time_pass(clock, until=MONDAY_AT_EIGHT) -> None:
    clock.move_to(until)
    plan_due()
    send_owed(seconds=5)
    send_planned(seconds=5)


def times_told(user: User) -> int:
    return sum(body.count(CANARY) > 0 for body in mails(user) + letters(user))


def read_on_the_page(user: User, post: Post) -> None:
    as_user(user).post(f"{post.topic.address}readmark/")


def read_by_the_api(user: User, post: Post) -> None:
    Program(user)("PUT", f"topics/{post.topic_id}/readmark/", {"number": post.number})


def read_the_notice(user: User, post: Post) -> None:
    notice = Notice.objects.get(user=user, key=f"post:{post.pk}")
    as_user(user).post(f"/notices/{notice.pk}/reading/")


def read_the_group(user: User, post: Post) -> None:
    as_user(user).post("/notices/reading/", {"group": post.topic.target})


@pytest.mark.parametrize(
    "read", [read_on_the_page, read_by_the_api, read_the_notice, read_the_group]
)
def test_what_was_seen_here_is_neither_mailed_nor_in_the_digest(clock, relay, asker, read):
    post = answer(asker, relay)

    read(asker, post)
    let_time_pass(clock, THURSDAY + timedelta(hours=1))
    let_time_pass(clock)

    assert times_told(asker) == 0
    assert Email.objects.get(user=asker, kind=NOTICES).reason == "read"


def test_what_was_mailed_is_not_in_the_digest(clock, relay, asker):
    answer(asker, relay)

    let_time_pass(clock, THURSDAY + timedelta(hours=1))
    assert len(mails(asker)) == 1
    let_time_pass(clock)

    assert times_told(asker) == 1


def test_what_the_digest_told_is_not_mailed(clock, relay, asker):
    clock.move_to(BEFORE_THE_DIGEST)
    answer(asker, relay)

    let_time_pass(clock)
    assert [CANARY in letter for letter in letters(asker)] == [True]
    let_time_pass(clock, MONDAY_AT_EIGHT + timedelta(hours=1))

    assert mails(asker) == []
    assert Email.objects.get(user=asker, kind=NOTICES).reason == "told"


def test_what_is_marked_as_unread_after_it_was_mailed_is_told_no_more(clock, relay, asker):
    post = answer(asker, relay)
    let_time_pass(clock, THURSDAY + timedelta(hours=1))
    read_on_the_page(asker, post)

    as_user(asker).post("/notices/reading/", {"_method": "delete", "group": post.topic.target})
    let_time_pass(clock)

    assert Notice.objects.get(user=asker, key=f"post:{post.pk}").read_at is None
    assert times_told(asker) == 1


def test_whatever_runs_twice_tells_once(clock, relay, asker):
    post = answer(asker, relay)

    for kinds in notices.kinds_of(PostAdded(post.pk)):
        tell(kinds, PostAdded(post.pk))
    for _time in range(2):
        let_time_pass(clock, THURSDAY + timedelta(hours=1))
    for _time in range(2):
        let_time_pass(clock)

    assert Notice.objects.filter(user=asker, key=f"post:{post.pk}").count() == 1
    assert Delivery.objects.filter(user=asker, key=f"post:{post.pk}").count() == 1
    assert times_told(asker) == 1


def test_one_post_is_one_notice_whatever_it_is_to_its_reader(clock, relay, asker):
    topic = Post.objects.get(author=asker, number=1).topic
    Follow.objects.choose(topic.target, Level.WATCHING, by=asker)

    add_post(topic, source=f"{CANARY} for @{asker.handle}.")
    relay()

    found = Notice.objects.filter(user=asker, excerpt__contains=CANARY)
    assert [notice.declared.matter.name for notice in found] == ["answers"]


# Access is asked again at the last moment


def waiting(user: User, kind: str, audience: list[str]) -> Email:
    """News of this kind, told when its reader might see it, whose mail is wanted and due now."""
    matter = notices.kinds[kind].matter
    if matter.may_be_mailed:
        Choice.objects.choose({matter.name: Way.EMAIL}, by=user)
    email = Email.objects.create(
        user=user, address=user.email, kind=NOTICES, group=f"{CANARY}:{kind}", due_at=timezone.now()
    )
    Notice.objects.create(
        user=user,
        key=f"{kind}:1",
        kind=kind,
        payload={},
        title=CANARY,
        excerpt=CANARY,
        url=f"/{CANARY}/",
        group=email.group,
        source="community:1",
        scope="community:1",
        audience=audience,
        email=email,
    )
    return email


def became_of(emails: dict[str, Email]) -> dict[str, tuple[str, str, str]]:
    """By kind: the mail's state, why, and its subject."""
    now = Email.objects.in_bulk(email.pk for email in emails.values())
    found = {kind: now[email.pk] for kind, email in emails.items()}
    return {kind: (one.state, one.reason, one.subject) for kind, one in found.items()}


def test_who_was_removed_gets_no_mail_of_any_kind_and_not_its_subject():
    community = CommunityFactory(visibility="secret")
    member = join(community)
    emails = {kind: waiting(member, kind, community.audience) for kind in notices.kinds}
    Membership.objects.filter(user=member).update(state="left")

    send_owed(seconds=30)

    may_be_mailed = {kind: one.matter.may_be_mailed for kind, one in notices.kinds.items()}
    assert became_of(emails) == {
        kind: ("skipped", "unseen" if may else "unwanted", "")
        for kind, may in may_be_mailed.items()
    }
    assert mail.outbox == []
    page = as_user(member).get("/notices/").content.decode()
    assert CANARY not in page
    assert Program(member)("GET", "notices/unread/").json() == {"unread": 0}
    assert CANARY not in Program(member)("GET", "notices/").content.decode()


def test_no_kind_tells_whom_it_does_not_concern_any_more():
    """Also those that are told to one person wherever they are: what they are about is gone."""
    user = UserFactory()
    mailed = {kind: one for kind, one in notices.kinds.items() if Way.EMAIL in one.matter.ways}
    emails = {kind: waiting(user, kind, [f"user:{user.pk}"]) for kind in mailed}
    for kind, declared in mailed.items():
        words = f"{getattr(declared, 'prefix', 'topic')}:0"
        nothing = {
            one.name: words if one.type in {str, "str"} else 0
            for one in fields(notices.event_type_of(kind))
        }
        Notice.objects.filter(email=emails[kind]).update(payload=nothing)

    send_owed(seconds=30)

    assert became_of(emails) == dict.fromkeys(mailed, ("skipped", "gone", ""))
    assert mail.outbox == []
