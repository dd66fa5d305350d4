from collections.abc import Iterator

import pytest

from notifications.post_office import post_office
from tests.notifications.sink import Sink


@pytest.fixture
def sink(settings) -> Iterator[Sink]:
    """A real mail server; what is sent while it runs goes there."""
    server = Sink()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    post_office.close()
    yield server
    post_office.close()
    server.stop()
