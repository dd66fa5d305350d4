from typing import Any

from django.db.models import Lookup


class AnyOf(Lookup):
    """Whether a value is one of an array's: ``filter(AnyOf(F("pk"), OuterRef("ids")))``.

    Django's `in` takes a list or a query; PostgreSQL walks an index for this as for that.
    """

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        value, value_params = self.process_lhs(compiler, connection)
        array, array_params = self.process_rhs(compiler, connection)
        return f"{value} = ANY({array})", (*value_params, *array_params)
