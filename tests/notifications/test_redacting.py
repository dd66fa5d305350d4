"""No word of a member in any mail, where the site says so."""

import re

import pytest

from accounts.letters import write_letter
from communities.models import Role
from tests.accounts.factories import UserFactory
from tests.communities.factories import join
from tests.discussions.factories import add_post, start_topic
from tests.notifications.samples import WORDS, Samples, whole

pytestmark = pytest.mark.django_db

# Those that hold no word of a member in any case. That all others do is asked in `test_shape`.
OUR_WORDS = {
    "communities.YouWereLetIn",
    "communities.YouWereNotLetIn",
    "communities.YourRoleChanged",
}


# Those that are about no community.
OF_THE_SITE = {
    "members.SomebodyAsksToConnect",
    "members.YouAreConnected",
    "members.YouAreEndorsed",
    "notifications.YourMailWasRefused",
    "notifications.YouAreUnsubscribed",
}


def holding(mails: dict) -> set[str]:
    words = (WORDS.lower(), WORDS.replace("-", "").lower())
    return {name for name, mail in mails.items() if any(w in whole(mail).lower() for w in words)}


def test_no_mail_holds_any_where_the_site_forbids_it_and_each_leads_to_what_it_is_about(
    settings, client
):
    settings.MAIL_CONTENT = False
    samples = Samples()
    owner = join(samples.community, role=Role.OWNER)

    mails = samples.mails()

    assert holding(mails) == set()
    assert len(mails) > 30
    for name, mail in mails.items():
        where = settings.SITE_NAME if name in OF_THE_SITE else "Nurses"
        assert where in str(mail.alternatives[0][0])
        assert name in OF_THE_SITE or where in mail.subject
        # The address has lost its title, and is one all the same.
        [path] = re.findall(rf"\w: {settings.SITE_ORIGIN}(/\S+)\n\n-- ", mail.body)
        # What a learner reviews opens to them alone.
        client.force_login(samples.reader if "/assignment/reviews/" in path else owner)
        assert client.get(path, follow=True).status_code == 200, path


def test_a_title_that_was_a_subject_before_is_none_any_more(settings, relay, sink):
    """The subject of a topic's mails is that of their first, as long as it may be."""
    topic = start_topic(title=WORDS)
    add_post(topic)
    relay()
    settings.MAIL_CONTENT = False
    add_post(topic)
    relay()

    first, second = sink.to(topic.author.email)
    assert first["Subject"] == WORDS
    assert second["Subject"] == f"News in a topic of {topic.community.name}"
    assert second["References"] == first["References"]


@pytest.mark.parametrize(
    "kind", ["email_confirmation", "email_confirmation_signup", "password_reset_key"]
)
def test_mails_about_an_account_name_nobody_either(settings, kind):
    person = UserFactory(name=WORDS)
    context = {"user": person, "activate_url": "/x/", "password_reset_url": "/x/"}
    with_name = write_letter(f"account/email/{kind}", person.email, context)

    settings.MAIL_CONTENT = False
    without = write_letter(f"account/email/{kind}", person.email, context)

    assert WORDS in whole(with_name)
    assert WORDS not in whole(without)
