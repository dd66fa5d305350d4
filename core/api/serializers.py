from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request


class Input(serializers.Serializer[Any]):
    """What is sent: a field that is not known is refused, because it would be silently lost."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = sorted(set(data) - set(self.fields))
            if unknown:
                message = _("There is no such field.")
                raise serializers.ValidationError({name: [message] for name in unknown}, "unknown")
        return super().to_internal_value(data)


class Output(serializers.Serializer[Any]):
    """What is answered: read only, each field named."""


def read(request: Request, kind: type[Input]) -> dict[str, Any]:
    """What was sent, checked. Raises ValidationError."""
    sent = kind(data=request.data)
    sent.is_valid(raise_exception=True)
    return sent.validated_data
