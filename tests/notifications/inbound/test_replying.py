"""A reply to a mail becomes a post below what the mail told of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communities.models import Space
from discussions.models import Closure, Mailed, Post
from discussions.moving import move
from notifications.inbound.processing import WRITING
from notifications.models import Arrival, Email, ReplyAddress
from tests.accounts.factories import UserFactory
from tests.communities.factories import join
from tests.notifications.inbound.conftest import reply_address
from tests.notifications.inbound.mails import a_mail, come, vouched_for

pytestmark = pytest.mark.django_db


def fate(arrival: Arrival) -> tuple[str, str]:
    return arrival.state, arrival.reason


def test_a_reply_is_posted_below_what_it_answers(to_answer, ana, topic, answer):
    arrival = come(a_mail(to_answer, by=ana.email, text="And *without* late joiners?"))

    post = topic.posts.get(number=3)
    assert (post.author, post.parent, post.source) == (ana, answer, "And *without* late joiners?")
    assert (post.by_mail, post.has_quoted) == (True, False)
    assert fate(arrival) == ("posted", "")
    assert (arrival.user, arrival.url) == (ana, post.get_absolute_url())


def test_a_reply_to_a_new_topic_answers_it(topic, answer):
    address = reply_address(f"post:{topic.opening.pk}", of=answer.author)

    come(a_mail(address, by=answer.author.email))

    assert topic.posts.get(number=3).is_answer


def test_the_quoted_text_is_kept_apart(to_answer, ana, topic):
    text = "Yes.\n\nOn Mon, 2 Mar 2026 at 10:11, Joseph via Keepers <post@hall.example> wrote:\n"
    come(a_mail(to_answer, by=ana.email, text=f"{text}> Use the late joiners.\n"))

    post = topic.posts.get(number=3)
    assert post.source == "Yes."
    assert post.has_quoted
    assert "Use the late joiners." in Mailed.objects.get(post=post).quoted


def test_the_same_mail_twice_is_posted_once(to_answer, ana, topic):
    mail = a_mail(to_answer, by=ana.email)

    come(mail), come(mail)

    assert topic.posts.count() == 3
    assert Arrival.objects.count() == 1


def test_two_mails_that_say_the_same_are_two_posts(to_answer, ana, topic):
    come(a_mail(to_answer, by=ana.email)), come(a_mail(to_answer, by=ana.email))

    assert topic.posts.count() == 4


def test_another_verified_address_of_theirs_will_do(to_answer, ana, topic):
    ana.emailaddress_set.create(email="ana@work.example", verified=True)

    assert fate(come(a_mail(to_answer, by="ana@work.example"))) == ("posted", "")


def test_one_that_is_not_verified_will_not(to_answer, ana, topic):
    ana.emailaddress_set.create(email="ana@work.example", verified=False)

    assert fate(come(a_mail(to_answer, by="ana@work.example"))) == ("held", "other_sender")


def test_who_else_has_the_token_posts_nothing_and_is_told_once_a_day(
    to_answer, ana, topic, answer, relay
):
    for _ in range(3):
        arrival = come(a_mail(to_answer, by=answer.author.email))
        assert fate(arrival) == ("held", "other_sender")
    relay()

    assert topic.posts.count() == 2
    told = Email.objects.filter(address=answer.author.email, kind__contains="Refused")
    assert told.count() == 1


def test_a_forged_sender_is_held_though_the_token_is_right(to_answer, ana, topic):
    mail = vouched_for(a_mail(to_answer, by=ana.email), "fail")

    assert fate(come(mail)) == ("held", "unproven")
    assert topic.posts.count() == 2


def test_one_who_has_left_posts_nothing_and_learns_nothing(to_answer, ana, topic, relay, sink):
    topic.community.memberships.get(user=ana).leave()
    relay()

    arrival = come(a_mail(to_answer, by=ana.email))
    relay()

    assert fate(arrival) == ("refused", "revoked")
    assert topic.posts.count() == 2
    [letter] = [mail for mail in sink.to(ana.email) if "not posted" in mail["Subject"]]
    assert topic.title not in letter.get_body(("plain",)).get_content().replace(
        f"Re: {topic.title}", ""
    )


def test_who_left_and_came_back_has_no_use_of_the_old_address(to_answer, ana, topic, relay):
    topic.community.memberships.get(user=ana).leave()
    relay()
    join(topic.community, ana)

    assert fate(come(a_mail(to_answer, by=ana.email))) == ("refused", "revoked")


def test_an_address_mailed_to_where_they_are_no_more_is_revoked(to_answer, ana):
    ana.email = "new@home.example"
    ana.save()
    ana.emailaddress_set.create(email="new@home.example", verified=True)

    assert fate(come(a_mail(to_answer, by="new@home.example"))) == ("refused", "revoked")


def test_an_address_expires_and_says_where_to_go_on(to_answer, ana, answer, relay, sink):
    ReplyAddress.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    arrival = come(a_mail(to_answer, by=ana.email))
    relay()

    assert fate(arrival) == ("refused", "expired")
    [letter] = [mail for mail in sink.to(ana.email) if "not posted" in mail["Subject"]]
    assert (
        f"https://hall.example{answer.get_absolute_url()}"
        in letter.get_body(("plain",)).get_content()
    )


def test_a_mail_about_the_same_renews_the_address(to_answer, ana, answer):
    ReplyAddress.objects.update(expires_at=timezone.now() + timedelta(days=1))

    again = reply_address(f"post:{answer.pk}", of=ana)

    assert again == to_answer
    assert ReplyAddress.objects.get().expires_at > timezone.now() + timedelta(days=89)


def test_nothing_is_posted_where_the_topic_went_out_of_sight(to_answer, ana, topic, answer):
    secret = Space.objects.open(topic.community, name="Board", visibility="group", named=[])
    move(topic, secret, by=answer.author)

    arrival = come(a_mail(to_answer, by=ana.email))

    assert fate(arrival) == ("refused", "gone")
    assert arrival.url == ""
    assert topic.posts.count() == 2


def test_a_post_that_is_deleted_takes_no_reply(to_answer, ana, answer):
    answer.delete_softly(by=answer.author)

    assert fate(come(a_mail(to_answer, by=ana.email))) == ("refused", "gone")


def test_a_closed_topic_takes_none(to_answer, ana, topic):
    Closure.objects.close(topic, by=ana, reason="off_topic")

    arrival = come(a_mail(to_answer, by=ana.email))

    assert fate(arrival) == ("refused", "closed")
    assert arrival.url == topic.get_absolute_url()


def test_a_closed_account_posts_nothing(to_answer, ana):
    ana.close()

    assert fate(come(a_mail(to_answer, by=ana.email))) == ("refused", "account_closed")
    assert Post.objects.filter(author=ana).count() == 1


def test_a_member_who_is_suspended_posts_nothing(to_answer, ana, topic):
    topic.community.memberships.filter(user=ana).update(state="suspended")

    assert fate(come(a_mail(to_answer, by=ana.email))) == ("refused", "not_member")


def test_an_unknown_token_is_an_unknown_address(topic):
    mail = a_mail(f"r.{'0' * 32}@in.hall.example", by=UserFactory().email)

    assert fate(come(mail)) == ("refused", "unknown_address")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("   \n\n", "empty"),
        ("\nOn Mon, 2 Mar 2026, Jo <post@hall.example> wrote:\n\n> Yes.\n", "only_quoted"),
        ("a" * 64_001, "too_long"),
    ],
)
def test_what_has_no_text_or_too_much_is_refused(to_answer, ana, text, reason):
    assert fate(come(a_mail(to_answer, by=ana.email, text=text))) == ("refused", reason)


def test_a_round_letter_is_refused(to_answer, ana):
    many = ", ".join([to_answer, *(f"p{n}@example.org" for n in range(10))])

    arrival = come(a_mail(to_answer, by=ana.email, To=many), to=to_answer)

    assert fate(arrival) == ("refused", "recipients")


def test_the_addresses_of_the_mail_it_answers_are_not_posted(to_answer, ana, topic):
    link = "https://hall.example/unsubscribe/MTIgdG9waWM6OQ.abc_DEF-123/"
    text = f"See {to_answer} and {link} and u.MTIgdG9waWM6OQ.abcDEF-123xyz@in.hall.example."

    come(a_mail(to_answer, by=ana.email, text=text))

    post = topic.posts.get(number=3)
    assert post.source == "See […] and […] and […]."


def test_too_many_in_an_hour_are_refused(to_answer, ana, settings):
    settings.RATE_LIMITS = True
    WRITING.spend(f"user:{ana.pk}", cost=WRITING.allowed)

    assert fate(come(a_mail(to_answer, by=ana.email))) == ("refused", "too_often")
