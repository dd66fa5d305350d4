import os
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F

from accounts.models import StandIn
from communities.models import Activity, Tag
from discussions.models import Acceptance, Closure, EarlierVotes, Post, Revision, Topic
from integrations.models import Import, Imported, Staged, Tally
from integrations.stackexchange.importing import LOCK
from search.models import Document, Word
from tests.communities.factories import CommunityFactory, join
from tests.integrations.stackexchange.counters import counters_are_right
from tests.integrations.stackexchange.dumps import bring, several, write
from tests.racing import race, until_waiting

ROOT = Path(__file__).resolve().parents[3]

POST = ("topic__title", "topic__created_at", "number")
STATE: list[tuple[Any, tuple[str, ...]]] = [
    (StandIn, ("key", "user__handle", "user__name", "user__dye", "user__date_joined")),
    (Tag, ("name", "description", "topic_count")),
    (Topic, ("title", "author__handle", "created_at", "active_at", "last_post_by__handle",
             "post_count", "answer_count", "reply_count", "useful_count", "version", "gist",
             "tags__name")),
    (Post, (*POST, "path", "parent__number", "author__handle", "created_at", "edited_at",
            "version", "useful_count", "attribution__url")),
    (Revision, (*(f"post__{name}" for name in POST), "number", "source", "title", "tags",
                "author__handle", "replaced_by__handle", "replaced_at", "reason")),
    (EarlierVotes, (*(f"post__{name}" for name in POST), "up", "down")),
    (Acceptance, (*(f"answer__{name}" for name in POST), "accepted_by__handle", "accepted_at")),
    (Closure, ("topic__title", "topic__created_at", "reason", "note", "closed_at",
               "duplicate_of__title", "duplicate_of__created_at")),
    (Activity, ("verb", "actor__handle", "subject_kind", "to_user__handle", "at")),
    (Imported, ("kind", "key", "digest", "version")),
    (Document, ("kind", "title", "within", "keywords", "traits", "weight", "active_at")),
    (Word, ("word", "count")),
]  # fmt: skip


def state() -> dict[str, list[Any]]:
    """All that the import made, without the numbers that a database gives."""
    found = {
        model.__name__: sorted(map(repr, model.objects.values_list(*columns)))
        for model, columns in STATE
    }
    found["counts"] = Import.objects.get().counts
    found["topics"] = list(Topic.objects.order_by("pk").values_list("title", flat=True))
    return found


@pytest.mark.django_db(transaction=True)
def test_an_import_killed_at_random_ends_as_one_that_was_not(tmp_path):
    folder = write(several(3), tmp_path / "dump")
    bring(folder, CommunityFactory(slug="knots", name="Knots"))
    unbroken = state()
    call_command("flush", interactive=False)
    CommunityFactory(slug="knots", name="Knots")

    database = str(connection.settings_dict["NAME"])
    killed = subprocess.run(
        [sys.executable, "-m", "tests.integrations.stackexchange.under_fire",
         database, str(folder), "knots", "7"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "cop.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=500,
    )  # fmt: skip

    assert int(killed.stdout) > 3
    assert state() == unbroken
    assert not Staged.objects.exists()
    assert not Tally.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_imports_do_not_run_at_once(tmp_path):
    folder = write(several(1), tmp_path / "dump")
    community = CommunityFactory()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])

    with pytest.raises(CommandError, match="Another import is running"):
        bring(folder, community)

    other.close()
    bring(folder, community)
    assert Topic.objects.filter(post_count=F("reply_count") + 1).count() == 3


@pytest.mark.django_db(transaction=True)
def test_members_write_while_a_newer_dump_is_brought(tmp_path):
    community = CommunityFactory()
    dump = several(1)
    bring(write(dump, tmp_path / "dump"), community)
    dump["Comments"] += [
        {"Id": 50 + n, "PostId": 5, "Text": f"Theirs {n}.", "CreationDate": "2019-03-12T09:00:00"}
        for n in range(5)
    ]
    newer = write(dump, tmp_path / "newer")
    splice, member = Topic.objects.get(title="What is a splice?"), join(community)
    written = Event()

    def reply() -> None:
        with transaction.atomic():
            splice.reply("Ours.", by=member)
            written.set()
            until_waiting(1)

    def bring_newer() -> None:
        written.wait(60)
        bring(newer, community)

    results = race(reply, bring_newer)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert sorted(splice.posts.values_list("number", flat=True)) == list(range(1, 8))
    assert counters_are_right(community)
