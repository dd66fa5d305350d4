"""Empties the database after a test whose transactions have really ended.

Django truncates all tables and makes content types and permissions anew, which takes a second. Most
tests fill a dozen tables with a dozen rows each, and deleting those takes some hundredths.
"""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from members.models import Skill

KEPT = {one._meta.db_table for one in (ContentType, Permission, Skill)}  # migrating has filled them


def empty_database() -> None:
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - KEPT)
    quoted = [connection.ops.quote_name(table) for table in tables]
    with transaction.atomic(), connection.cursor() as cursor:
        # Nothing is left for a foreign key to miss.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"SELECT {', '.join(f'EXISTS (SELECT FROM {name})' for name in quoted)}")
        filled = [
            name for name, has_rows in zip(quoted, cursor.fetchone(), strict=True) if has_rows
        ]
        for name in filled:
            cursor.execute(f"DELETE FROM {name}")
