"""Django's PostgreSQL backend, with the embedded server started by the first connection."""

from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL

from cop import engines


class DatabaseWrapper(PostgreSQL):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        engines.of_checkout().use()
        return super().get_new_connection(conn_params)
