import pytest
from playwright.sync_api import Page

from accounts.models import User
from discussions.models import Topic
from tests.communities.factories import join
from tests.discussions.factories import start_topic


@pytest.fixture
def topic() -> Topic:
    return start_topic()


@pytest.fixture
def writer(topic: Topic, page: Page, sign_in) -> User:
    """A member who has the question open and may answer it."""
    writer = join(topic.community)
    sign_in(writer)
    page.goto(topic.get_absolute_url())
    return writer
