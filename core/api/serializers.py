from collections.abc import Iterator
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request

LARGEST_ID = 2**63 - 1

JSON_KINDS: list[tuple[type[serializers.Field[Any, Any, Any, Any]], type]] = [
    (serializers.BooleanField, bool),
    (serializers.IntegerField, int),
    (serializers.CharField, str),
]


class Input(serializers.Serializer[Any]):
    """What is sent: a field that is not known is refused, because it would be silently lost."""

    example: ClassVar[dict[str, Any] | None] = None

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = sorted(set(data) - set(self.fields))
            if unknown:
                message = _("There is no such field.")
                raise serializers.ValidationError({name: [message] for name in unknown}, "unknown")
            if self.context.get("is_json") and (wrong := dict(_wrong_kinds(self, data))):
                raise serializers.ValidationError(wrong)
        return super().to_internal_value(data)


class Output(serializers.Serializer[Any]):
    """What is answered: read only, each field named."""

    example: ClassVar[dict[str, Any] | None] = None


class IdField(serializers.IntegerField):
    """The number of a row, no larger than the database can hold."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_ID, **kwargs)


class OptionalText(serializers.CharField):
    """A text that may be empty, and is where it is left out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, default="", allow_blank=True, **kwargs)


class BadQuery(serializers.ValidationError):
    """The query of an address is not as it should be: 400, where a body would be 422."""

    status_code = 400


def read(request: Request, kind: type[Input]) -> dict[str, Any]:
    """What was sent, checked. Raises ValidationError."""
    sent = kind(data=request.data, context={"is_json": True})
    sent.is_valid(raise_exception=True)
    return sent.validated_data


def read_query(request: Request, kind: type[Input]) -> dict[str, Any]:
    """The query, checked. Raises BadQuery."""
    query = kind(data=request.query_params.dict())
    if not query.is_valid():
        raise BadQuery(query.errors)
    return query.validated_data


def _wrong_kinds(kind: Input, data: dict[str, Any]) -> Iterator[tuple[str, list[ErrorDetail]]]:
    """DRF takes ``"5"`` for a number and ``5`` for a text, which the schema says it does not."""
    for name, field in kind.fields.items():
        value = data.get(name)
        if value is not None and not _is_of_kind(field, value):
            yield name, [ErrorDetail(str(_("This is not the right type of value.")), "type")]


def _is_of_kind(field: Any, value: Any) -> bool:
    if isinstance(field, serializers.ListField):
        return isinstance(value, list) and all(_is_of_kind(field.child, item) for item in value)
    if isinstance(field, serializers.ChoiceField):
        return type(value) in {type(choice) for choice in field.choices}
    for of, expected in JSON_KINDS:
        if isinstance(field, of):
            whole = expected is int and isinstance(value, float) and value.is_integer()
            return type(value) is expected or whole
    return True
