from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from communities.models import Community
from cop.demo import loader
from discussions.models import Topic
from search.models import Document
from tests.accounts.factories import UserFactory


def test_the_command_says_whom_to_sign_in_as(db):
    first, second = StringIO(), StringIO()

    call_command("seed_demo", stdout=first)
    call_command("seed_demo", stdout=second)

    assert Document.objects.filter(kind="topic").count() == Topic.objects.count()
    assert loader.PASSWORD in first.getvalue()
    assert "amina@example.org" in first.getvalue()
    assert second.getvalue() == "The demo is here already; nothing was written.\n"


@pytest.mark.parametrize("taken", [{"handle": "Ana"}, {"email": "Ana@example.org"}])
def test_it_gives_way_to_people_who_are_here(db, taken):
    UserFactory(**taken)

    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("seed_demo")

    assert User.objects.count() == 1
    assert not Community.objects.exists()
