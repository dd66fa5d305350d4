from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from accounts.models import User
from tests.browsing import be


@pytest.fixture
def sign_in(page: Page, live_server) -> Callable[[User], None]:
    return lambda user: be(page, user, live_server.url)
