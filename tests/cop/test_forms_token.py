import pytest
from django.test import Client

from tests.communities.factories import join
from tests.discussions.factories import add_post, start_topic

pytestmark = pytest.mark.django_db


def test_a_page_has_one_token_for_all_its_forms():
    topic = start_topic()
    add_post(topic)
    reader = Client(enforce_csrf_checks=True)
    reader.force_login(join(topic.community))

    page = reader.get(topic.get_absolute_url()).content.decode()

    tokens = page.split('name="csrfmiddlewaretoken" value="')[1:]
    [token] = {rest.partition('"')[0] for rest in tokens}
    vote = f"{topic.address}posts/1/vote/"
    assert len(tokens) > 2
    assert reader.post(vote, {"csrfmiddlewaretoken": token}).status_code in (200, 302)
    assert reader.post(vote, {"csrfmiddlewaretoken": token[::-1]}).status_code == 403
