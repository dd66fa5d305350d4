"""Whoever has only a copy of the database can open nothing with it."""

import pytest
from django.db import connection

from accounts.models import User
from communities.models import Invitation
from integrations.models import AccessToken
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.flows import SECRET, add_app
from tests.communities.factories import CommunityFactory, join

pytestmark = pytest.mark.django_db


def dump() -> str:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)


def test_a_dump_has_nothing_that_opens_anything(client):
    user: User = UserFactory(password=PASSWORD, name="Somebody in the dump")
    community = CommunityFactory()
    add_app(user)
    codes = user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    _token, text = AccessToken.objects.issue(user, "A program", ["read"], days=9)
    invitation = Invitation.objects.invite(community, "x@example.org", by=join(community))
    assert client.get("/api/v1/me/", headers={"Authorization": f"Bearer {text}"}).status_code == 200

    dumped = dump()

    assert "Somebody in the dump" in dumped
    opens = [PASSWORD, SECRET, *codes, text, text[8:], invitation.token]
    assert [secret for secret in opens if secret in dumped] == []
