"""What people had chosen before choices were what they are holds after the migrations."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import timezone

from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


class Past:
    """The tables of notifications as they were, in a schema of their own before today's."""

    def __init__(self, migration: str, *models: str) -> None:
        self.loader = MigrationLoader(connection, replace_migrations=False)
        self.name = migration
        self.migration = self.loader.get_migration("notifications", migration)
        [before] = [name for app, name in self.migration.dependencies if app == "notifications"]
        self.state: ProjectState = self.loader.project_state(("notifications", before))
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA past")
            cursor.execute("SET LOCAL search_path TO past, public")
        with connection.schema_editor(atomic=False) as editor:
            for model in models:
                editor.create_model(self.model(model))

    def model(self, name: str) -> Any:
        return self.state.apps.get_model("notifications", name)

    def migrate(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with connection.schema_editor(atomic=False) as editor:
            self.state = self.migration.apply(self.state, editor)


def test_who_wanted_no_mail_of_notices_is_told_of_each_matter_in_the_app():
    past = Past("0005_choices_of_those_without_mail", "Preference", "Choice")
    without, with_mail, chosen = (UserFactory() for _ in range(3))
    for user, wanted in ((without, False), (with_mail, True), (chosen, False)):
        past.model("Preference").objects.create(user_id=user.pk, mails_notices=wanted)
    past.model("Choice").objects.create(user_id=chosen.pk, matter="mentions", way="none")

    past.migrate()

    rows = past.model("Choice").objects.values_list("user", "scope", "matter", "way")
    of = {user.pk: {row[1:] for row in rows if row[0] == user.pk} for user in (without, chosen)}
    assert len(rows) == 32
    assert {(scope, way) for scope, _matter, way in of[without.pk]} == {("", "app")}
    assert {"answers", "mentions", "topics", "requests"} < {row[1] for row in of[without.pk]}
    assert ("", "mentions", "none") in of[chosen.pk]


def test_a_digest_goes_on_in_its_rhythm_and_an_issue_is_named_by_the_end_of_its_week():
    past = Past("0009_rhythms", "Preference", "Digest", "Email")
    weekly, without = UserFactory(), UserFactory()
    due = timezone.now()
    preferences = past.model("Preference").objects
    preferences.create(
        user_id=weekly.pk, digest_weekday=3, digest_hour=18, zone="Asia/Seoul", digest_due_at=due
    )
    preferences.create(user_id=without.pk, mails_digest=False)
    issue = past.model("Digest").objects.create(
        user_id=weekly.pk, period_start=date(2026, 3, 2), since=due, due_at=due
    )

    past.migrate()

    rows = past.model("Rhythm").objects.values_list(
        "user", "scope", "every", "weekday", "hour", "zone", "due_at"
    )
    assert set(rows) == {
        (weekly.pk, "", "weekly", 3, 18, "Asia/Seoul", due),
        (without.pk, "", "off", 0, 8, "UTC", None),
    }
    assert past.model("Digest").objects.get(pk=issue.pk).period_end == date(2026, 3, 9)
