from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core import prepared
from core.prepared import Argument, Statement

pytestmark = pytest.mark.django_db


def ask(statement: Statement, **values):
    with connection.cursor() as cursor:
        cursor.execute(*statement.on(connection, values))
        return cursor.fetchall()


def known() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements")
        return {name for (name,) in cursor.fetchall()}


def test_it_is_prepared_once_and_that_is_no_query_of_a_page():
    before = known()
    sql = "SELECT %s || %s || '100%%', %s"
    statement = Statement(sql, (Argument("text"), "it's", Argument("number")))

    with CaptureQueriesContext(connection) as captured:
        assert ask(statement, text="Well, ", number=3) == [("Well, it's100%", 3)]
        assert ask(statement, text="'; --", number=4) == [("'; --it's100%", 4)]

    assert len(captured) == 2
    assert len(known() - before) == 1


def test_what_is_prepared_stays_when_the_transaction_is_rolled_back():
    statement = Statement("SELECT %s", (Argument("number"),))
    with suppress(ZeroDivisionError), transaction.atomic():
        ask(statement, number=1)
        raise ZeroDivisionError

    assert ask(statement, number=2) == [(2,)]


def test_another_connection_prepares_for_itself():
    statement = Statement("SELECT %s", (Argument("number"),))
    assert ask(statement, number=1) == [(1,)]
    old = connection.guildhall_prepared
    try:
        connection.guildhall_prepared = (object(), old[1])
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
        assert ask(statement, number=2) == [(2,)]
    finally:
        connection.guildhall_prepared = (connection.connection, set())


def test_a_number_that_no_column_holds_equals_none():
    statement = Statement("SELECT 1 WHERE 5::bigint = %s", (Argument("number"),))

    assert ask(statement, number=5) == [(1,)]
    assert ask(statement, number=10**30) == []


def test_each_type_is_prepared_for():
    statement = Statement("SELECT %s = %s", (Argument("one"), Argument("other")))

    assert ask(statement, one="5", other="5") == [(True,)]
    assert ask(statement, one=5, other=6) == [(False,)]
    assert ask(statement, one=[1], other=[1]) == [(True,)]


def test_a_connection_keeps_so_many_and_asks_the_rest_as_they_are(monkeypatch):
    Statement("SELECT 1", ()).on(connection, {})
    monkeypatch.setattr(prepared, "MOST_PREPARED", len(connection.guildhall_prepared[1]))
    statement = Statement("SELECT %s, %s", (Argument("number"), "x"))
    before = known()

    assert ask(statement, number=7) == [(7, "x")]
    assert known() == before


def test_it_can_be_turned_off(settings):
    settings.PREPARED_STATEMENTS = False
    before = known()

    assert ask(Statement("SELECT %s", (Argument("number"),)), number=7) == [(7,)]
    assert known() == before
