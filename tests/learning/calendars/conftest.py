import pytest

from accounts.models import User
from communities.models import Community
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.notifications.conftest import sink
from tests.notifications.inbound.mails import MX

__all__ = ["sink"]


@pytest.fixture
def open_to_mail(settings) -> None:
    settings.SITE_ORIGIN = "https://hall.example"
    settings.DEFAULT_FROM_EMAIL = "The Hall <post@hall.example>"
    settings.MAIL_IN = "%s@in.hall.example"
    settings.MAIL_AUTHSERV_ID = MX


@pytest.fixture
def community(open_to_mail) -> Community:
    return CommunityFactory(name="Keepers", slug="keepers", visibility="private")


@pytest.fixture
def ada(community) -> User:
    return join(community, UserFactory(name="Ada Ålander", email="ada@home.example"))
