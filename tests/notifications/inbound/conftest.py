import pytest

from accounts.models import User
from discussions.models import Topic
from notifications.inbound.addresses import address_for
from notifications.models import ReplyAddress
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.notifications.conftest import sink
from tests.notifications.inbound.mails import MX

__all__ = ["sink"]


@pytest.fixture(autouse=True)
def _open_to_mail(settings) -> None:
    settings.SITE_ORIGIN = "https://hall.example"
    settings.DEFAULT_FROM_EMAIL = "The Hall <post@hall.example>"
    settings.MAIL_IN = "%s@in.hall.example"
    settings.MAIL_AUTHSERV_ID = MX


@pytest.fixture
def ana() -> User:
    return UserFactory(name="Ana Lucía Quispe", email="ana@home.example")


@pytest.fixture
def topic(ana) -> Topic:
    """Ana asks, and Joseph answers."""
    community = CommunityFactory(name="Keepers", slug="keepers")
    topic = start_topic(space=first_space(community), by=join(community, ana))
    joseph = UserFactory(name="Joseph Wanyama", email="joseph@work.example")
    add_post(topic, by=join(community, joseph))
    topic.refresh_from_db()
    return topic


@pytest.fixture
def answer(topic):
    return topic.posts.get(number=2)


@pytest.fixture
def to_answer(answer, ana) -> str:
    """Where Ana's reply to the answer goes."""
    return reply_address(f"post:{answer.pk}", of=ana, source=answer.topic.community.scope)


def reply_address(target: str, *, of: User, source: str = "community:0") -> str:
    tokens = ReplyAddress.objects.for_each([(of.pk, target, source)], {of.pk: of.email})
    return address_for(f"r.{tokens[of.pk, target]}")
